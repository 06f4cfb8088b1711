"""Finding the units that a text names. A name that is not known is reported, never guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reform.directives.reader import groups
from reform.directives.reader.spelling import core, initials, is_fair_abbreviation, spelling
from reform.directives.reader.text import fold

DEPARTMENT_KINDS = frozenset({"department", "office", "inspectorate"})
WARD_KINDS = frozenset({"ward", "commune"})


@dataclass(frozen=True)
class KnownUnit:
    """A unit that may be given a task: its code, the names it goes by and its kind."""

    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = "department"


@dataclass(frozen=True)
class Mention:
    """A place in a text where units are named.

    `kind` is "unit", "departments", "wards", "loose" (departments and perhaps others), "unnamed" (a
    group that does not say who), "outside" (a group of no departments, "các đoàn thể"), "related"
    ("các đơn vị liên quan") or "unknown" (a body that is not in the list of units).
    """

    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...] = ()


@dataclass
class UnitIndex:
    """The known units, ready to be looked for in any text."""

    units: Sequence[KnownUnit]
    _patterns: list[tuple[re.Pattern[str], str]] = field(init=False, default_factory=list)
    _short_forms: list[tuple[re.Pattern[str], KnownUnit]] = field(init=False, default_factory=list)
    _cores: list[tuple[re.Pattern[str], str, bool]] = field(init=False, default_factory=list)

    _known: dict[str, list[Mention]] = field(init=False, default_factory=dict)
    _places: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Compile every spelling once."""
        # Every name in lower case: a place that none of them holds belongs to someone else.
        self._places = fold(" ".join(f"{unit.name} {' '.join(unit.aliases)}" for unit in self.units))
        for unit in self.units:
            for name in dict.fromkeys((unit.name, unit.short_name, *unit.aliases)):
                if pattern := spelling(name):
                    self._patterns.append((_compiled(pattern), unit.code))
                if pattern := core(name):
                    self._cores.append((_compiled(pattern), unit.code, unit.kind in WARD_KINDS))
            if unit.kind in DEPARTMENT_KINDS and (pattern := initials(unit.name)):
                self._short_forms.append((_compiled(pattern), unit))

    @property
    def departments(self) -> tuple[str, ...]:
        """Codes of the state-management departments, with the office and the inspectorate."""
        return tuple(unit.code for unit in self.units if unit.kind in DEPARTMENT_KINDS)

    @property
    def wards(self) -> tuple[str, ...]:
        """Codes of the wards."""
        return tuple(unit.code for unit in self.units if unit.kind in WARD_KINDS)

    def is_elsewhere(self, issuer: str) -> bool:
        """Say whether an issuing body belongs to another district than the known units."""
        return any(
            groups.belongs_elsewhere(issuer, match.start(), self._places)
            for match in re.finditer(r"\s+(?:quận|huyện|thị xã)\s", issuer)
        )

    def mentions(self, text: str) -> list[Mention]:
        """Return the places where the text names units, in order, the longest reading of each."""
        if text not in self._known:
            self._known[text] = self._mentions(text)
        return self._known[text]

    def _mentions(self, text: str) -> list[Mention]:
        folded = fold(text)
        found = [
            *self._named(text, folded),
            *self._abbreviated(text, folded),
            *self._grouped(text, folded),
            *groups.unknown_bodies(text),
        ]
        chosen: list[Mention] = []
        for mention in sorted(found, key=lambda item: (item.start, item.kind == "unknown", -item.end)):
            if not chosen or mention.start >= chosen[-1].end:
                chosen.append(mention)
                chosen.extend(self._elided(text, folded, mention))
        return _merge_lists(chosen)

    def _named(self, text: str, folded: str) -> Iterator[Mention]:
        for pattern, code in self._patterns:
            for match in pattern.finditer(folded):
                if not groups.belongs_elsewhere(text, match.end(), self._places):
                    yield Mention(
                        match.start(), match.end(), text[match.start() : match.end()], "unit", (code,)
                    )

    def _abbreviated(self, text: str, folded: str) -> Iterator[Mention]:
        """Yield short forms such as "Phòng TN&MT"; one that fits two units names neither."""
        hits = [
            (match.start(), match.end(), unit.code)
            for pattern, unit in self._short_forms
            for match in pattern.finditer(folded)
            if is_fair_abbreviation(text[match.start("short") : match.end("short")], unit.name)
        ]
        for start, end, code in hits:
            if sum(start == other for other, _end, _code in hits) == 1:
                yield Mention(start, end, text[start:end], "unit", (code,))

    def _grouped(self, text: str, folded: str) -> Iterator[Mention]:
        for start, end, kind in groups.find(folded):
            codes = {"departments": self.departments, "loose": self.departments, "wards": self.wards}
            yield Mention(start, end, text[start:end], kind, codes.get(kind, ()))

    def _elided(self, text: str, folded: str, opener: Mention) -> Iterator[Mention]:
        """Yield the rest of a list whose opening word is said once: "Phòng Nội vụ, Tư pháp"."""
        of_wards = opener.kind == "wards" or (opener.kind == "unit" and opener.codes[0] in self.wards)
        if opener.kind not in {"unit", "departments", "wards"}:
            return
        end, listed = opener.end, False
        while separator := groups.separator(folded, end, after_group=opener.kind != "unit" and not listed):
            start = separator.end()
            found = self._without_opener(text, folded, start, of_wards=of_wards)
            if found is None and (numbered := self._next_number(text, folded, start, end)):
                found = numbered
            if found is None and of_wards and (listed or not separator[0].strip()):
                found = groups.stranger(text, start)
            if found is None:
                return
            yield found
            end, listed = found.end, True

    def _without_opener(self, text: str, folded: str, start: int, *, of_wards: bool) -> Mention | None:
        """Return the unit whose name without "Phòng" or "phường" stands at a position."""
        if not text[start : start + 1].isupper():
            return None
        fits = [
            (match.end(), code)
            for pattern, code, is_ward in self._cores
            if is_ward == of_wards and (match := pattern.match(folded, start))
        ]
        return (
            Mention(start, max(fits)[0], text[start : max(fits)[0]], "unit", (max(fits)[1],))
            if fits
            else None
        )

    def _next_number(self, text: str, folded: str, start: int, end: int) -> Mention | None:
        """Return the ward meant by "2" in "phường Đông Hải 1, 2"."""
        number = re.match(r"\d{1,2}(?![\w/.%]|\s+[a-zđà-ỹ])", folded[start:])
        before = re.search(r"(?P<name>[^\d,;:]+?)\s+\d{1,2}$", text[:end])
        if not number or not before:
            return None
        for size in range(len(before["name"].split()), 0, -1):
            name = " ".join([*before["name"].split()[-size:], number[0]])
            for pattern, code, is_ward in self._cores:
                if is_ward and pattern.fullmatch(fold(name)):
                    return Mention(start, start + number.end(), number[0], "unit", (code,))
        return None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile once: every dispatch of an authority is read with the same spellings."""
    return re.compile(pattern)


def _merge_lists(mentions: list[Mention]) -> list[Mention]:
    """Drop overlaps, and a group word that is followed by the members it stands for."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            continue
        if kept and _names_a_member(kept[-1], mention):
            group = kept.pop()
            kept.append(Mention(group.start, mention.end, mention.text, mention.kind, mention.codes))
        else:
            kept.append(mention)
    return kept


def _names_a_member(group: Mention, mention: Mention) -> bool:
    """Say whether a name right behind a group word says which of the group are meant."""
    is_near = (
        group.kind in {"departments", "wards"}
        and mention.kind in {"unit", "unknown"}
        and mention.start - group.end <= 3
    )
    if not is_near or mention.text.lower().startswith("ph"):
        return False
    return mention.codes[0] in group.codes if mention.codes else mention.start - group.end == 1
