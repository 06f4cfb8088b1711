"""Reading a dispatch from its first line to its signature."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from reform.directives.reader.citations import distinct_documents, find_citations
from reform.directives.reader.closing import Body, preamble_length, split_body
from reform.directives.reader.deadlines import Clock
from reform.directives.reader.doubts import Doubt
from reform.directives.reader.header import read_header
from reform.directives.reader.lines import Line, split_lines
from reform.directives.reader.outline import build_outline
from reform.directives.reader.proposal import Header, Proposal, Section
from reform.directives.reader.roles import Assignment, read_assignment, read_cell
from reform.directives.reader.sections import Sections
from reform.directives.reader.tasks import Context, make_task
from reform.directives.reader.text import fold, normalise
from reform.directives.reader.units import KnownUnit, UnitIndex

_IS_GIVEN_WORK = re.compile(
    r"[^,;.]{0,40}?(?:có\s+trách\s+nhiệm|chủ\s+trì|chịu\s+trách\s+nhiệm|phối\s+hợp|:)"
)
# "Văn phòng … thông báo để các đơn vị biết, thực hiện" closes a notice; it is no work.
_ANNOUNCES = re.compile(
    r"thông\s+báo\s+(?:(?:kết\s+luận|ý\s+kiến)\s.{0,80}?)?(?:để|đến|tới|cho)\s.{0,80}(?:biết|thực\s+hiện)"
)
_REPORTS = re.compile(r"(?<!\w)(?:báo\s+cáo|gửi|nộp)(?!\w)")


def read_dispatch(text: str, units: Sequence[KnownUnit], *, today: date | None = None) -> Proposal:
    """Return what a dispatch says: its identity, the documents it cites, its sections and tasks.

    Never raises on any text and never guesses: what is missing stays empty and is named among the
    reasons to be unsure.

    Args:
        text: the text of the dispatch, typed, pasted or from `extract_text`.
        units: the units that may be given a task.
        today: the present day, to notice a document dated in the future.
    """
    clean = normalise(text)
    lines = split_lines(clean)
    header, start = read_header(lines, today=today)
    citations = find_citations(clean, own_number=header.number, own_issuer=header.issuer)
    index = UnitIndex(units)
    addressees, by_name = _addressed(header, index)
    context = Context(clean, index, _clock(header), citations, addressees, by_name)
    proposal = Proposal(clean, header, distinct_documents(citations))
    if header.issuer and index.is_elsewhere(header.issuer):
        proposal.doubts.append(Doubt("other_authority", header.issuer))
    for body in split_body(lines, start):
        _read_body(proposal, context, body)
    if not proposal.tasks:
        proposal.doubts.append(Doubt("no_tasks"))
    return proposal


def _clock(header: Header) -> Clock:
    return Clock(header.date, header.year)


def _addressed(header: Header, index: UnitIndex) -> tuple[tuple[str, ...], bool]:
    """Return the known units among the addressees, and whether each department is named singly."""
    said = "; ".join(header.addressees)
    codes = tuple(read_cell(said, index, "lead").roles)
    kinds = {mention.kind for mention in index.mentions(said)}
    by_name = not kinds & {"departments", "loose", "unnamed", "related"} and bool(
        set(codes) - set(index.wards)
    )
    return codes, by_name


def _read_body(proposal: Proposal, context: Context, body: Body) -> None:
    """Read one body: the dispatch itself, or a plan or table attached to it."""

    def opens(text: str) -> bool:
        named = read_assignment(text, context.index)
        return named.opens and (bool(named.leads) or _names_a_stranger(text, named))

    preamble = preamble_length(body.lines, opens_with_unit=opens)
    root = build_outline(body.lines[preamble:], opens_with_unit=opens)
    root.paragraphs = [*body.lines[:preamble], *root.paragraphs]
    if body.only_tables:
        root.children = [node for node in root.children if node.tables]
    collected = Sections(context)
    collected.read(root, _lead_in(root.paragraphs, context))
    proposal.sections.extend(section for section in collected.sections if section.tasks)
    proposal.left_out.extend(collected.left_out)
    proposal.closing.extend(line.text for line in body.closing)
    _closing_tasks(proposal, context, body.closing)


def _names_a_stranger(text: str, named: Assignment) -> bool:
    """Say whether a paragraph gives work to a stranger: "Công an quận có trách nhiệm …"."""
    after = fold(text[named.opening_end :])
    return bool(
        named.lead_kinds & {"unknown", "unnamed", "outside", "related"} and _IS_GIVEN_WORK.match(after)
    )


def _lead_in(paragraphs: list[Line], context: Context) -> Assignment:
    """Return the units named by the sentence that leads in the whole list: "… yêu cầu các phòng …:"."""
    for line in reversed(paragraphs):
        if line.text.endswith(":"):
            return read_assignment(line.text, context.index, anywhere=True)
    return Assignment()


def _sentences(line: Line) -> list[Line]:
    """Return the sentences of a closing paragraph; each may speak to somebody else."""
    ends = [match.start() for match in re.finditer(r"(?<=[^\W\d_]{2}\.)\s+(?=[A-ZĐÀ-Ỹ])", line.text)]
    cuts = [0, *ends, len(line.text)]
    pieces = [(start, line.text[start:end]) for start, end in pairwise(cuts)]
    return [Line(line.start + start + len(text) - len(text.lstrip()), text.strip()) for start, text in pieces]


def _closing_tasks(proposal: Proposal, context: Context, lines: list[Line]) -> None:
    """Offer the obligations that a closing paragraph hides: a report by a day, or one unit's follow-up."""
    section = Section("", "", (0, 0))
    for line in (sentence for whole in lines for sentence in _sentences(whole)):
        named = read_assignment(line.text, context.index)
        task = make_task(context, (line.start, line.end), anchor="", given=Assignment())
        reports = task.timing.due or task.timing.frequency
        if _ANNOUNCES.search(fold(line.text)):
            continue
        is_named = bool(named.lead_kinds & {"unit", "unknown", "outside"})
        if is_named or (reports and _REPORTS.search(fold(line.text))):
            task.doubts.insert(0, Doubt("in_closing"))
            section.tasks.append(task)
    if section.tasks:
        proposal.sections.append(section)
