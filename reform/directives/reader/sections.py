"""From the tree of a dispatch to sections with tasks."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reform.directives.reader.lines import Line
from reform.directives.reader.outline import Node, walk
from reform.directives.reader.proposal import COORDINATE, Section, Task
from reform.directives.reader.roles import Assignment, read_assignment
from reform.directives.reader.tables import Row, RowGroup, read_table
from reform.directives.reader.tasks import (
    Context,
    apply_attributes,
    apply_value,
    is_a_list_of_things,
    make_task,
)
from reform.directives.reader.text import fold

# Headings whose content describes or recalls and gives nobody work.
_NO_ASSIGNMENT = re.compile(
    r"^(?:mục đích(?:\s*,|\s+và|\s*-)?(?:\s+(?:và\s+)?(?:yêu cầu|ý nghĩa))?|yêu cầu|quan điểm(?:.{0,30})|"
    r"căn cứ(?:\s+pháp lý.{0,30}|\s+xây dựng.{0,30})?|"
    r"(?:đánh giá\s+)?(?:tình hình|thực trạng|kết quả|kết quả đạt được|những kết quả).{0,80}|"
    r"(?:những\s+)?(?:ưu điểm|tồn tại|hạn chế|khó khăn|nguyên nhân).{0,60}|"
    r"phạm vi.{0,60}|đối tượng.{0,60}|nơi nhận)$"
)
# Headings that mostly describe, unless somebody is named under them.
_DESCRIPTIVE = re.compile(
    r"^(?:kinh phí.{0,40}|nguồn kinh phí.{0,40}|hình thức.{0,40}|nội dung tuyên truyền)$"
)
_FORMALITY = re.compile(
    r"có\s+hiệu\s+lực|chịu\s+trách\s+nhiệm\s+(?:thi\s+hành|thực\s+hiện)\s+(?:quyết\s+định|chỉ\s+thị|"
    r"kế\s+hoạch)\s+này"
    r"|(?:căn\s+cứ|theo)\s+quyết\s+định\s+(?:này\s+)?thi\s+hành|"
    r"^ban\s+hành\s+(?:kèm\s+)?theo\s+quyết\s+định\s+này|kèm\s+theo\s+quyết\s+định\s+này"
)


# A lettered line or an unnumbered sentence under a heading is a task of it, whoever it names.
_LINES = frozenset({"letter", "bracket", "plain"})


@dataclass
class Sections:
    """Collects the sections of a dispatch, and the headings that assign nothing."""

    context: Context
    sections: list[Section] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def read(self, root: Node, given: Assignment) -> None:
        """Read a whole body whose lead-in gives work to `given`."""
        for child in root.children:
            if not child.is_bullet:
                self._heading(child, given)
        bullets = [child for child in root.children if child.is_bullet]
        if bullets or root.tables:
            section = self._open(Line(0, ""), "", given)
            self._fill(section, given, bullets, root.tables)

    def _heading(self, node: Node, given: Assignment) -> None:
        """Read a numbered node: a section of its own, or a heading over several."""
        heading = fold(node.content.text).strip(" .:;")
        says_nothing = _DESCRIPTIVE.match(heading) and not self._names_units(node)
        if says_nothing or _NO_ASSIGNMENT.match(heading) or (not node.children and self._is_formality(node)):
            self.left_out.append(node.content.text)
            return
        named = self._named(node)
        units = _with_inherited(named, given)
        below = self._sections_below(node, units)
        loose = [child for child in node.children if child not in below]
        paragraphs = [line for line in node.paragraphs if not _is_lead_in(line, node)]
        own_duty = self._own_duty(node, named)
        if loose or node.tables or paragraphs or own_duty or not below:
            section = self._open(_heading_line(node, named, own_duty), node.number, units)
            section.doubts = list(named.doubts)
            if own_duty:
                anchor = section.number or _paragraph_anchor("", len(self.sections))
                section.tasks.extend(self._own_task(node, units, anchor))
            self._paragraphs(section, units, paragraphs, after_duty=own_duty)
            self._fill(section, units, loose, node.tables)
            self._attributes(section, node)
        for child in below:
            self._heading(child, units)

    def _names_units(self, node: Node) -> bool:
        """Say whether anything under a heading gives work to somebody."""
        lines = [line for each in walk(node) for line in (each.content, *each.paragraphs)]
        return any(read_assignment(line.text, self.context.index).lead_kinds for line in lines)

    def _named(self, node: Node) -> Assignment:
        """Return the units that a heading names, or else the sentence that leads in its list."""
        named = self.context.assigned(node.content.text)
        for line in node.paragraphs:
            if _is_lead_in(line, node):
                extra = read_assignment(line.text, self.context.index, anywhere=True)
                for code, role in extra.roles.items():
                    if role == COORDINATE or not named.leads:
                        named.roles.setdefault(code, role)
                named.doubts.extend(extra.doubts)
                named.lead_kinds |= extra.lead_kinds
        if named.lead_kinds == {"unnamed"} and self.context.addressees and not named.leads:
            named.roles = {**dict.fromkeys(self.context.addressees, "lead"), **named.roles}
        return named

    def _sections_below(self, node: Node, units: Assignment) -> list[Node]:
        """Return the children that are sections; single lines are, only when each names its unit."""
        below = [child for child in node.children if self._is_section(child, units)]
        lines = [child for child in node.children if child.is_leaf and not child.paragraphs]
        return (
            below
            if all(line in below for line in lines)
            else [child for child in below if child not in lines]
        )

    def _is_section(self, child: Node, units: Assignment) -> bool:
        """Say whether a child heads a section rather than being a task of its parent's."""
        if child.is_bullet:
            return False
        named = read_assignment(child.content.text, self.context.index)
        opens = named.opens and bool(named.leads or "unknown" in named.lead_kinds)
        if child.is_leaf and not child.paragraphs:
            return opens and not units.leads and child.marker is not None and child.marker.kind not in _LINES
        if child.is_leaf:
            return opens or child.content.text[-1:] not in ".;"
        return opens or not _is_duty_with_details(child)

    def _is_formality(self, node: Node) -> bool:
        is_article = node.marker is not None and node.marker.kind == "article:điều"
        return is_article and bool(_FORMALITY.search(fold(node.content.text)))

    def _own_duty(self, node: Node, named: Assignment) -> bool:
        """Say whether the numbered line itself states a duty, not only a title."""
        text = node.content.text
        if node.is_leaf and not node.paragraphs:
            return True
        after = text[named.opening_end :].strip(" :.") if named.opens else text
        return text.rstrip().endswith((".", ";", "./.")) and len(after) > 40

    def _own_task(self, node: Node, units: Assignment, anchor: str) -> list[Task]:
        content = node.content
        if not content.text.strip(" .:;"):
            return []
        return [make_task(self.context, (content.start, content.end), anchor=anchor, given=units)]

    def _open(self, heading: Line, number: str, units: Assignment) -> Section:
        section = Section(number, heading.text.strip(), (heading.start, heading.end), dict(units.roles))
        self.sections.append(section)
        return section

    def _paragraphs(
        self, section: Section, units: Assignment, lines: list[Line], *, after_duty: bool
    ) -> None:
        """Make each paragraph under a heading a task; one in small letters goes on with the last."""
        for count, line in enumerate(lines, start=1):
            if section.tasks and (after_duty or line.text[:1].islower()):
                last = section.tasks.pop()
                span = (last.span[0], line.end)
                section.tasks.append(make_task(self.context, span, anchor=last.anchor, given=units))
                continue
            anchor = section.number if len(lines) == 1 else _paragraph_anchor(section.number, count)
            section.tasks.append(make_task(self.context, (line.start, line.end), anchor=anchor, given=units))

    def _fill(self, section: Section, units: Assignment, nodes: list[Node], tables: list[list[Line]]) -> None:
        for place, child in enumerate(nodes, start=1):
            anchor = _anchor(child, section.number, place)
            section.tasks.extend(self._item(child, units, anchor))
        for lines in tables:
            for group in read_table(lines):
                self._rows(section, units, group)

    def _item(self, node: Node, units: Assignment, anchor: str) -> list[Task]:
        """Return the tasks of a bullet: itself, or the bullets under it when it only leads them in."""
        has_details = _is_duty_with_details(node)
        if not node.is_leaf and (not has_details or any(self._opens(child) for child in node.children)):
            named = _with_inherited(self._named(node), units)
            span = (node.content.start, node.content.end)
            own = [make_task(self.context, span, anchor=anchor, given=units)] if has_details else []
            return own + self._items_below(node, named, anchor)
        end = max([node.content.end, *(line.end for line in node.paragraphs)])
        task = make_task(self.context, (node.content.start, end), anchor=anchor, given=units)
        task.parts = self._items_below(node, units, anchor) or task.parts
        apply_attributes(self.context, task, node.attributes)
        return [task]

    def _items_below(self, node: Node, units: Assignment, anchor: str) -> list[Task]:
        return [
            task
            for place, child in enumerate(node.children, start=1)
            for task in self._item(child, units, _anchor(child, anchor, place))
        ]

    def _opens(self, node: Node) -> bool:
        named = read_assignment(node.content.text, self.context.index)
        return named.opens and bool(named.leads)

    def _rows(self, section: Section, units: Assignment, group: RowGroup) -> None:
        if group.title is not None:
            number = ".".join(part for part in (section.number, group.number) if part)
            section = self._open(group.title, number, units)
        for place, row in enumerate(group.rows, start=1):
            section.tasks.append(self._row(row, units, _row_anchor(section.number, row.number or str(place))))

    def _row(self, row: Row, units: Assignment, anchor: str) -> Task:
        task = make_task(self.context, (row.text.start, row.text.end), anchor=anchor, given=units)
        for kind, cell in row.cells.items():
            apply_value(self.context, task, kind, cell)
        return task

    def _attributes(self, section: Section, node: Node) -> None:
        for task in section.tasks:
            apply_attributes(self.context, task, node.attributes)


def _anchor(node: Node, above: str, place: int) -> str:
    if node.marker and node.marker.label:
        return node.number
    return _bullet_anchor(above, place) if node.is_bullet else _paragraph_anchor(above, place)


def _with_inherited(named: Assignment, given: Assignment) -> Assignment:
    """Return the units of a heading, or those of the heading above where it names none."""
    if named.leads or named.lead_kinds & {"unknown", "unnamed", "outside", "related"}:
        return named
    roles = {**given.roles, **named.roles}
    return Assignment(roles, [*named.doubts, *given.doubts], given.lead_text, given.lead_kinds)


def _is_lead_in(line: Line, node: Node) -> bool:
    return bool(
        line.text.endswith(":") and (node.children or node.tables) and line.start < _first_below(node)
    )


def _first_below(node: Node) -> int:
    starts = [child.line.start for child in node.children if child.line]
    starts.extend(table[0].start for table in node.tables)
    return min(starts, default=0)


def _is_duty_with_details(node: Node) -> bool:
    """Say whether a node states a duty and what stands under it only spells it out."""
    text = node.content.text.rstrip()
    items = [child.content.text for child in node.children]
    if node.tables and not node.children:
        return False
    if not node.children:
        return True
    if text.endswith((".", ";")):
        return True
    return text.endswith(":") and is_a_list_of_things(text, items)


def _heading_line(node: Node, named: Assignment, own_duty: bool) -> Line:
    """Return the heading; of a line that is the duty itself, only the words that say whose it is."""
    content = node.content
    head, *rest = re.split(r":(?!\d)", content.text, maxsplit=1)
    if own_duty and rest and len(head) <= 120:
        return Line(content.start, head)
    if own_duty and named.opens and named.leads:
        return Line(content.start, content.text[: named.opening_end])
    return content


def _bullet_anchor(section: str, place: int) -> str:
    return (
        _("%(section)s, bullet %(place)s") % {"section": section, "place": place}
        if section
        else _("bullet %(place)s") % {"place": place}
    )


def _paragraph_anchor(section: str, place: int) -> str:
    if not section:
        return _("paragraph %(place)s") % {"place": place}
    return _("%(section)s, paragraph %(place)s") % {"section": section, "place": place}


def _row_anchor(section: str, place: str) -> str:
    return (
        _("%(section)s, row %(place)s") % {"section": section, "place": place}
        if section
        else _("row %(place)s") % {"place": place}
    )
