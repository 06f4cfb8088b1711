"""How the parts of a service stand in cells, and how cells are read back.

A list is written line by line, its parts between bars. A line that says what stands there already keeps the
record behind it, with the picture or link that no cell can hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from home.models import ServicePage
from home.service_sheets.texts import plain, rich
from reform.workbooks.cells import clean_text, read_choice, read_date, read_integer
from reform.workbooks.problems import CellRefused
from reform.workbooks.writing import Kind

from .lists import Lists

BAR = " | "


class TextCell:
    """A line of text."""

    kind: Kind = "text"

    def __init__(self, field: str) -> None:
        self.field = field

    def offers(self, lists: Lists) -> tuple[str, ...]:
        """Return what a drop-down list offers; nothing where everything may be written."""
        return ()

    def export(self, service: ServicePage, lists: Lists) -> Any:
        """Return the value that the cell of a workbook gets."""
        return self.write(service, lists)

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return what stands in the cell of a service."""
        return clean_text(getattr(service, self.field))

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Put what a cell says into a service.

        Raises:
            CellRefused: the cell says nothing that fits.
        """
        setattr(service, self.field, text)

    def empty(self, service: ServicePage) -> None:
        """Take away what stands there."""
        field = ServicePage._meta.get_field(self.field)
        setattr(service, self.field, None if field.null else "")


class RichCell(TextCell):
    """Rich text, as plain text; formatting survives while the words stay."""

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return the words."""
        return clean_text(plain(getattr(service, self.field)))

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the words, unless they stand there already."""
        if text != self.write(service, lists):
            setattr(service, self.field, rich(text))


class NumberCell(TextCell):
    """A whole number."""

    kind = "integer"

    def export(self, service: ServicePage, lists: Lists) -> Any:
        """Return the number itself."""
        return getattr(service, self.field)

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the number."""
        setattr(service, self.field, read_integer(text))


class DateCell(TextCell):
    """A day."""

    kind = "date"

    def export(self, service: ServicePage, lists: Lists) -> Any:
        """Return the day itself."""
        return getattr(service, self.field)

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return the day as people write it."""
        day = getattr(service, self.field)
        return day.strftime("%d/%m/%Y") if day else ""

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the day."""
        setattr(service, self.field, read_date(text))


class ChoiceCell(TextCell):
    """One of a few words."""

    def __init__(self, field: str, choices: Any) -> None:
        super().__init__(field)
        self.choices = choices

    def offers(self, lists: Lists) -> tuple[str, ...]:
        """Return the words of every choice."""
        return tuple(str(label) for label in self.choices.labels)

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return the words of the choice."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(dict(self.choices.choices).get(getattr(service, self.field), ""))

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the choice with these words."""
        setattr(service, self.field, read_choice(text, self._in_every_language()))

    def _in_every_language(self) -> list[tuple[str, str]]:
        """Return codes and words, first in the language of the officer: the file may speak another one."""
        pairs = [(code, str(label)) for code, label in self.choices.choices]
        for language, _label in settings.LANGUAGES:
            with translation.override(language):
                pairs += [(code, str(label)) for code, label in self.choices.choices]
        return list(dict.fromkeys(pairs))


class RecordCell(TextCell):
    """A record of one of the lists, by name."""

    def __init__(self, field: str, named: str) -> None:
        super().__init__(field)
        self.named = named

    def offers(self, lists: Lists) -> tuple[str, ...]:
        """Return the name of every record."""
        return tuple(getattr(lists, self.named).names.values())

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return the name of the record."""
        return str(getattr(lists, self.named).names.get(getattr(service, f"{self.field}_id"), ""))

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the record of that name."""
        setattr(service, self.field, getattr(lists, self.named).find(text))


class EventsCell(TextCell):
    """Life events, a line each."""

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return the names in the order of the list."""
        chosen = {event.pk for event in service.life_events.all()}
        return "\n".join(name for pk, name in lists.events.names.items() if pk in chosen)

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the life events of these names."""
        names = [line.strip() for line in text.replace(";", "\n").split("\n") if line.strip()]
        service.life_events = list({record.pk: record for record in map(lists.events.find, names)}.values())

    def empty(self, service: ServicePage) -> None:
        """Take all away."""
        service.life_events = []


class LinesCell(TextCell):
    """Parts of one kind, a line each, their fields between bars; the last field may be rich text."""

    def __init__(
        self, relation: str, model: type[Model], fields: Sequence[str], *, rich_field: str = ""
    ) -> None:
        super().__init__(relation)
        self.model, self.fields, self.rich_field = model, tuple(fields), rich_field

    def write(self, service: ServicePage, lists: Lists) -> str:
        """Return a line for each part."""
        return "\n".join(self._line(part) for part in getattr(service, self.field).all())

    def _line(self, part: Any) -> str:
        values = [self._words(part, name) for name in self.fields]
        while len(values) > 1 and not values[-1]:
            values.pop()
        return BAR.join(values)

    def _words(self, part: Any, name: str) -> str:
        value = getattr(part, name)
        text = plain(value) if name == self.rich_field else value
        return " ".join(clean_text(text).replace("|", "/").split())

    def read(self, text: str, service: ServicePage, lists: Lists) -> None:
        """Take the lines; one that says what stands there already keeps its part.

        A changed line keeps the part of the same name; where as many lines were changed as parts are left,
        they go together in their order.
        """
        kept: dict[str, list[Any]] = defaultdict(list)
        for part in getattr(service, self.field).all():
            kept[self._line(part)].append(part)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        found: list[Any] = [kept[line].pop(0) if kept.get(line) else None for line in lines]
        left = [part for same in kept.values() for part in same]
        for place, line in enumerate(lines):
            if found[place] is None:
                found[place] = self._part_named(line, left)
        new = [place for place, part in enumerate(found) if part is None]
        as_many = len(left) == len(new)
        for place in new:
            found[place] = left.pop(0) if as_many else self.model()
        for order, (part, line) in enumerate(zip(found, lines, strict=True)):
            if self._line(part) != line:
                self._fill(part, line)
            part.sort_order = order
        setattr(service, self.field, found)

    def _part_named(self, line: str, left: list[Any]) -> Any:
        """Take the first part left that has the name a line begins with; `None` if there is none."""
        name = line.partition("|")[0].strip()
        part = next((part for part in left if self._words(part, self.fields[0]) == name), None)
        if part is not None:
            left.remove(part)
        return part

    def _fill(self, part: Any, line: str) -> None:
        """Write what a line says into a part; rich text whose words stay keeps its form."""
        values = [value.strip() for value in line.split("|")]
        if len(values) > len(self.fields):
            raise CellRefused(
                "too_many_parts",
                _("The line “%(line)s” has too many bars.") % {"line": line[:80]},
                _("Write at most %(number)s parts, with | between them.") % {"number": len(self.fields)},
            )
        for name, value in zip(self.fields, values + [""] * len(self.fields), strict=False):
            if value != self._words(part, name):
                setattr(part, name, rich(value) if name == self.rich_field and value else value)

    def empty(self, service: ServicePage) -> None:
        """Take all parts away."""
        setattr(service, self.field, [])
