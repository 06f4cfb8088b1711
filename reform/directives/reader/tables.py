"""Tables that assign tasks: which column holds what, and the rows that are tasks."""

import re
from dataclasses import dataclass, field

from reform.directives.reader.lines import Line
from reform.directives.reader.markers import read_marker
from reform.directives.reader.text import fold

# The first pattern that fits a column's title decides what the column holds.
_COLUMNS = (
    ("number", re.compile(r"^(?:stt|tt|số tt|số thứ tự|#)$")),
    ("coordinate", re.compile(r"phối hợp")),
    ("lead", re.compile(r"chủ trì|đơn vị|cơ quan|bộ phận|người thực hiện|phân công|trách nhiệm|phòng, ban")),
    ("due", re.compile(r"thời (?:hạn|gian|điểm)|hoàn thành|tiến độ|hạn |^hạn|kỳ báo cáo|lộ trình")),
    ("target", re.compile(r"chỉ tiêu|mục tiêu|tỷ lệ")),
    ("result", re.compile(r"sản phẩm|kết quả|đầu ra")),
    ("text", re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|tên việc|việc")),
    ("note", re.compile(r"ghi chú")),
)


@dataclass
class Row:
    """One row that assigns a task; each value is the stretch of text of a cell."""

    number: str
    text: Line
    cells: dict[str, Line] = field(default_factory=dict)


@dataclass
class RowGroup:
    """Rows under a row that only has a title, or under the table itself."""

    number: str = ""
    title: Line | None = None
    rows: list[Row] = field(default_factory=list)


def column_kinds(titles: list[str]) -> list[str]:
    """Return what each column holds by its title; "" where the title says nothing."""
    kinds: list[str] = []
    for title in titles:
        folded = " ".join(fold(title).split())
        kind = next((name for name, pattern in _COLUMNS if pattern.search(folded)), "")
        kinds.append("" if kind in kinds and kind != "lead" else kind)
    return kinds


def is_assignment_header(titles: list[str]) -> bool:
    """Say whether column titles are those of a table that assigns tasks."""
    kinds = column_kinds(titles)
    return "text" in kinds and bool({"lead", "due", "coordinate"} & set(kinds)) and max(map(len, titles)) < 90


def read_table(lines: list[Line]) -> list[RowGroup]:
    """Return the tasks of a table, row by row; nothing when it assigns none.

    Args:
        lines: the rows, cells between bars or tabs.
    """
    rows = [split_cells(line) for line in lines]
    header = next(
        (i for i, row in enumerate(rows[:4]) if is_assignment_header([cell.text for cell in row])), None
    )
    if header is None:
        return []
    heads = [[cell.text for cell in rows[header]]]
    while header + len(heads) < len(rows) and _is_second_header(rows[header + len(heads)], heads[-1]):
        heads.append([cell.text for cell in rows[header + len(heads)]])
    kinds = column_kinds([next(filter(None, reversed(column)), "") for column in zip(*heads, strict=False)])
    groups = [RowGroup()]
    for cells in rows[header + len(heads) :]:
        # Word repeats the titles at the top of every page of a long table.
        if [cell.text for cell in cells] not in heads:
            _take_row(groups, cells, kinds)
    return [group for group in groups if group.rows]


def _is_second_header(cells: list[Line], above: list[str]) -> bool:
    """Say whether a row splits the titles above it: "Phân công" over "Chủ trì" and "Phối hợp"."""
    filled = [cell.text for cell in cells if cell.text]
    return (
        len(set(filled)) > 1
        and len(cells) == len(above)
        and all(len(text) < 60 and column_kinds([text]) != [""] for text in filled)
    )


def split_cells(line: Line) -> list[Line]:
    """Return the cells of a row with their positions."""
    separator = "|" if "|" in line.text else "\t"
    cells, start = [], 0
    for piece in line.text.split(separator):
        lead = len(piece) - len(piece.lstrip())
        cells.append(Line(line.start + start + lead, piece.strip()))
        start += len(piece) + 1
    if separator == "|":
        cells = cells[1 if line.text.startswith("|") else 0 : -1 if line.text.endswith("|") else None]
    return cells


def _merged_title(cells: list[Line]) -> RowGroup | None:
    """Return the group opened by a title merged across the whole row, which every cell then repeats."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or len({cell.text for cell in filled}) > 1:
        return None
    title = filled[0]
    if marker := read_marker(title.text):
        return RowGroup(marker.label, Line(title.start + marker.length, title.text[marker.length :]))
    return RowGroup("", title)


def _take_row(groups: list[RowGroup], cells: list[Line], kinds: list[str]) -> None:
    values: dict[str, Line] = {}
    for kind, cell in zip(kinds, cells, strict=False):
        if kind and cell.text and kind not in values:
            values[kind] = cell
    if merged := _merged_title(cells):
        groups.append(merged)
        return
    text = values.pop("text", None)
    number = values.pop("number", Line(0, "")).text.rstrip(".)")
    filled = [cell for cell in cells if cell.text]
    titles = {cell.text for cell in filled if cell.text.rstrip(".)") != number}
    if len(titles) <= 1 and not values.keys() & {"lead", "due"}:
        title = text or next((cell for cell in filled if cell.text in titles), None)
        if title and not re.fullmatch(r"[\d()\s.]+", title.text):
            groups.append(RowGroup(number, title))
        return
    if len(titles) == 1:
        groups.append(RowGroup(number, filled[-1]))
        return
    if text and not all(re.fullmatch(r"\(?\d{1,2}\)?", cell.text) for cell in filled):
        groups[-1].rows.append(Row(number, text, values))
