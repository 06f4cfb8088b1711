"""Making a task out of a stretch of text: who, what number, by when, and what is doubtful."""

import re
from dataclasses import dataclass, replace

from reform.directives.reader.citations import Citation, without_citations
from reform.directives.reader.deadlines import Clock, read_timing
from reform.directives.reader.doubts import Doubt
from reform.directives.reader.lines import Line
from reform.directives.reader.outline import ATTRIBUTE
from reform.directives.reader.parts import opens_with_duty, read_parentheses, result_kind, split_duties
from reform.directives.reader.proposal import ADVISE, COORDINATE, LEAD, MONITOR, Task, Timing
from reform.directives.reader.roles import Assignment, only_coordinates, own_role, read_assignment, read_cell
from reform.directives.reader.targets import find_targets
from reform.directives.reader.text import fold
from reform.directives.reader.units import UnitIndex

_URGENT = re.compile(
    r"(?<!\w)(?:khẩn\s+trương|ngay(?:\s+sau|\s+lập\s+tức)?|hỏa\s+tốc|khẩn)(?!\w)(?!\s*(?:ngắn|thẳng))"
)
_CLAUSE = re.compile(
    r"^[^,;:.]{0,60}?\s*:?\s*(?:(?:là\s+(?:cơ\s+quan|"
    r"đơn\s+vị)\s+\w+\s+\w+,?\s+)?(?:có\s+(?:trách\s+)?nhiệm(?:\s+vụ)?|chịu\s+trách\s+nhiệm|"
    r"chủ\s+trì)\s*[,:]?\s*)+"
)


@dataclass(frozen=True)
class Context:
    """What the whole dispatch lends to each of its tasks."""

    text: str
    index: UnitIndex
    clock: Clock
    citations: list[Citation]
    addressees: tuple[str, ...] = ()
    addressed_by_name: bool = False

    def assigned(self, text: str) -> Assignment:
        """Return whom a text gives work to; "các phòng" in a letter to three departments are those three."""
        named = read_assignment(text, self.index)
        if not self.addressed_by_name or not named.lead_kinds & {"departments", "loose"}:
            return named
        if re.search(r"chuyên\s+môn|quản\s+lý\s+nhà\s+nước|thuộc", fold(named.lead_text)):
            return named
        others = set(self.index.departments) - set(self.addressees)
        roles = {code: role for code, role in named.roles.items() if role != LEAD or code not in others}
        return replace(named, roles=roles, doubts=[*named.doubts, Doubt("from_addressees")])


def make_task(context: Context, span: tuple[int, int], *, anchor: str, given: Assignment) -> Task:
    """Return the task in a stretch of the dispatch.

    Args:
        context: the dispatch.
        span: first character and the one behind the last, in the normalised text.
        anchor: where it stands, such as "3, bullet 2".
        given: the units that the section makes responsible.
    """
    text = context.text[span[0] : span[1]]
    task = _plain(context, span, anchor)
    named = context.assigned(text)
    task.roles, doubts = _responsible(given, named, context)
    task.doubts = [*doubts, *task.doubts]
    pieces = split_duties(text, after=named.opening_end if named.opens else 0)
    if len(pieces) > 1:
        starts = [(span[0] + start, span[0] + end) for start, end in pieces]
        task.parts = [_part(context, piece, anchor, task) for piece in starts]
        task.doubts.append(Doubt("several_duties", known=len(pieces)))
    _name_roles(task, text, named, pieces)
    if not task.units and all(doubt.code not in {"unnamed_units", "unknown_unit"} for doubt in task.doubts):
        strangers = [doubt for doubt in given.doubts if doubt.code in {"unknown_unit", "unnamed_units"}]
        task.doubts.extend(strangers or [Doubt("no_unit")])
    return task


def _plain(context: Context, span: tuple[int, int], anchor: str) -> Task:
    """Return a task with all but its units."""
    text = context.text[span[0] : span[1]]
    masked = without_citations(text, context.citations, span[0])
    timing, doubts = read_timing(masked, context.clock)
    targets, target_doubts = find_targets(masked)
    return Task(
        text=text,
        span=span,
        anchor=anchor,
        targets=targets,
        timing=_unmasked(timing, text),
        doubts=[*doubts, *target_doubts],
        parentheses=read_parentheses(text, masked),
        result_kind=result_kind(masked),
        urgent=bool(_URGENT.search(fold(text))),
    )


def _unmasked(timing: Timing, text: str) -> Timing:
    return replace(timing, due_text=timing.due_text.replace("§", "")) if "§" not in text else timing


def _part(context: Context, span: tuple[int, int], anchor: str, whole: Task) -> Task:
    """Return one duty of an item: its own deadline and targets, the units of the item."""
    part = _plain(context, span, anchor)
    named = read_assignment(part.text, context.index)
    part.roles = {code: role for code, role in whole.roles.items() if role == LEAD}
    for code, role in named.roles.items():
        part.roles.setdefault(code, role)
    _name_roles(part, part.text, named, [(0, len(part.text))])
    return part


def _responsible(
    given: Assignment, named: Assignment, context: Context
) -> tuple[dict[str, str], list[Doubt]]:
    """Settle the units of a task from its section and from the item itself."""
    doubts = [doubt for doubt in named.doubts if doubt.code != "loose_group" or not given.leads]
    others = {code: role for code, role in named.roles.items() if role != LEAD}
    firm = bool(named.lead_kinds) and named.lead_kinds <= {"unit", "departments", "wards"}
    leads = list(named.leads)
    if given.leads and named.lead_kinds and not firm:
        doubts = [doubt for doubt in doubts if doubt.text != named.lead_text or doubt.code == "unknown_unit"]
        doubts.append(Doubt("group_in_text", named.lead_text))
        only_known = named.lead_kinds <= {"unit", "unknown"} and leads
        leads = leads if only_known else given.leads
    elif not leads and named.lead_kinds == {"unnamed"} and context.addressees and not given.leads:
        leads = list(context.addressees)
        doubts.append(Doubt("from_addressees"))
    elif leads and given.leads and set(leads) != set(given.leads):
        code = "narrower" if set(leads) < set(given.leads) else "other_units"
        doubts.append(Doubt(code, named.lead_text))
    elif not leads and not named.lead_kinds & {"unknown", "outside"}:
        leads = given.leads
    roles = dict.fromkeys(leads, LEAD)
    inherited = {code: role for code, role in given.roles.items() if role != LEAD}
    for code, role in {**inherited, **others}.items():
        roles.setdefault(code, role)
    return roles, doubts


def _name_roles(task: Task, text: str, named: Assignment, pieces: list[tuple[int, int]]) -> None:
    """Call the role of the responsible units by their verb, where every duty agrees on it."""
    if only_coordinates(duty_text(text, named)) and "chủ trì" not in fold(text) and task.leading:
        task.doubts.append(Doubt("who_leads"))
        return
    if "chủ trì" in fold(text):
        return
    roles = {
        own_role(duty_text(text[start:end], named if start == 0 else None))
        for start, end in pieces
        if start == 0 or text[start].isupper()
    }
    if len(roles) == 1 and (role := roles.pop()) in {ADVISE, MONITOR}:
        task.roles = {code: role if old == LEAD else old for code, old in task.roles.items()}


def duty_text(text: str, named: Assignment | None) -> str:
    """Return what is to be done, without the opening that says by whom."""
    if not named or not named.opens:
        return text
    rest = text[named.opening_end :]
    if clause := _CLAUSE.match(fold(rest)):
        return rest[clause.end() :]
    head, colon, tail = rest.partition(":")
    return (tail if colon and len(head) < 40 else rest).lstrip(" ,:-–")


def apply_attributes(context: Context, task: Task, attributes: list[Line]) -> None:
    """Add what labelled lines such as "Thời gian: …" and "Đơn vị phối hợp: …" say of a task."""
    for line in attributes:
        match = ATTRIBUTE.match(fold(line.text))
        if match:
            value = Line(line.start + match.start("value"), line.text[match.start("value") :])
            apply_value(context, task, _kind_of(match["label"]), value)


def apply_value(context: Context, task: Task, kind: str, value: Line) -> None:
    """Add the value of one labelled line or table cell to a task.

    Args:
        context: the dispatch.
        task: the task that is changed.
        kind: "lead", "coordinate", "due", "target" or "result"; anything else is left alone.
        value: the text and where it stands.
    """
    if kind in {"lead", "coordinate"}:
        _add_units(context, task, value, LEAD if kind == "lead" else COORDINATE)
    elif kind == "due":
        masked = without_citations(value.text, context.citations, value.start)
        timing, doubts = read_timing(masked, context.clock, is_deadline=True)
        if not (timing.due or timing.frequency or doubts):
            doubts = [Doubt("vague_deadline", value.text[:120])]
        if timing.due or timing.frequency or not task.timing.due:
            task.timing = timing
        task.doubts.extend(doubts)
    elif kind == "target":
        targets, doubts = find_targets(value.text)
        task.targets.extend(targets)
        task.doubts.extend(doubts)
    elif kind == "result":
        task.result = value.text
        task.result_kind = "document" if result_kind(value.text) == "document" else task.result_kind


def _add_units(context: Context, task: Task, value: Line, role: str) -> None:
    cell = read_cell(value.text, context.index, role)
    if role == LEAD and cell.leads:
        task.roles = {code: old for code, old in task.roles.items() if old != LEAD and code not in cell.roles}
        task.roles = {**cell.roles, **task.roles}
    else:
        task.roles = {**task.roles, **{code: r for code, r in cell.roles.items() if code not in task.roles}}
    task.doubts.extend(cell.doubts)
    answered = task.leading or any(doubt.code in {"unnamed_units", "unknown_unit"} for doubt in cell.doubts)
    task.doubts = [doubt for doubt in task.doubts if doubt.code != "no_unit" or not answered]


def _kind_of(label: str) -> str:
    if "phối hợp" in label and "chủ trì" not in label:
        return "coordinate"
    if re.match(r"cơ quan|đơn vị|bộ phận|chủ trì", label):
        return "lead"
    if re.match(r"thời|tiến độ|hạn|hoàn thành", label):
        return "due"
    return "result" if re.match(r"sản phẩm|kết quả", label) else ""


def is_a_list_of_things(lead_in: str, items: list[str]) -> bool:
    """Say whether bullets only complete a duty ("Ban hành các văn bản sau: …") rather than being duties."""
    return opens_with_duty(lead_in) and not any(opens_with_duty(item) for item in items)
