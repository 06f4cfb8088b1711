"""The tree of headings, bullets, paragraphs and tables of a dispatch."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reform.directives.reader.lines import Line
from reform.directives.reader.markers import Marker, read_marker
from reform.directives.reader.text import fold

_ARTICLE_RANK = {"article:phần": 0, "article:chương": 1, "article:mục": 2, "article:điều": 3}
_NUMBERED, _INNER = "number:.", "number:inner"
_HEADINGS_ABOVE_DECIMALS = ("roman", "capital", "article")
ATTRIBUTE = re.compile(
    r"^(?P<label>(?:cơ quan|đơn vị|bộ phận)\s+(?:chủ trì|phối hợp|thực hiện|chịu trách nhiệm|"
    r"đầu mối)(?:\s+[^:\d]{1,30})?|"
    r"chủ trì|phối hợp|cơ quan chủ trì, phối hợp|"
    r"(?:thời gian|thời hạn|tiến độ|hạn|thời điểm)(?:\s+(?:thực hiện|hoàn thành|báo cáo|gửi|triển khai|"
    r"xong|cuối)){0,3}|"
    r"hoàn thành|(?:sản phẩm|kết quả)(?:\s+(?:đầu ra|dự kiến|thực hiện|cần đạt|đạt được))?|"
    r"kinh phí(?:\s+thực hiện)?|địa điểm|thành phần|hình thức)\s*:\s*(?P<value>\S.*)$",
    re.DOTALL,
)


@dataclass
class Node:
    """A heading or bullet with what stands under it; the root has no marker."""

    line: Line | None = None
    marker: Marker | None = None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)
    attributes: list[Line] = field(default_factory=list)
    tables: list[list[Line]] = field(default_factory=list)
    title: Line | None = None

    @property
    def is_bullet(self) -> bool:
        """Say whether the node is a bullet."""
        return self.marker is not None and self.marker.is_bullet

    @property
    def content(self) -> Line:
        """The text of the node without its marker; empty for the root."""
        if self.line is None:
            return Line(0, "")
        if self.title is not None:
            return self.title
        skip = self.marker.length if self.marker else 0
        return Line(self.line.start + skip, self.line.text[skip:])

    @property
    def awaits_title(self) -> bool:
        """Say whether only "Chương I" stands on the line, so that its title is on the next."""
        bare = self.marker is not None and self.marker.kind in _ARTICLE_RANK and not self.content.text
        return bare and self.is_leaf and not self.paragraphs

    @property
    def is_leaf(self) -> bool:
        """Say whether no list and no table stand under the node."""
        return not self.children and not self.tables

    @property
    def number(self) -> str:
        """The full number, such as "II.1"; bullets and plain headings have none of their own."""
        above = self.parent.number if self.parent and self.parent.line else ""
        label = self.marker.label if self.marker else ""
        if not label:
            return above
        if self.marker and self.marker.kind.startswith("article"):
            label = f"{self.marker.kind.split(':')[1].capitalize()} {label}"
        return (
            label
            if not above or label.startswith(f"{above}.") or _restates(label, above)
            else f"{above}.{label}"
        )


def _restates(label: str, above: str) -> bool:
    """Say whether "1.1" already holds the number above it, as in "I.1" over "1.1"."""
    last = above.rsplit(".", 1)[-1]
    return "." in label and label.split(".", maxsplit=1)[0] == last


def build_outline(lines: list[Line], *, opens_with_unit: Callable[[str], bool]) -> Node:
    """Return the tree of the lines of a body.

    Args:
        lines: the paragraphs between the head of the dispatch and its signature.
        opens_with_unit: says whether a paragraph begins by naming who has to act.
    """
    root = Node()
    stack = [root]
    for place, line in enumerate(lines):
        if is_table_row(line.text):
            _add_row(stack[-1], line, lines[place - 1] if place else None)
            continue
        marker = _settled(read_marker(line.text), stack)
        marker = _restarted(marker, line, stack, opens_with_unit)
        if marker is None and _is_plain_heading(line, stack, opens_with_unit):
            marker = Marker("plain", "", 0)
        if marker is None:
            current = stack[-1]
            if current.awaits_title:
                current.title = line
                continue
            target = (
                current.attributes
                if ATTRIBUTE.match(fold(line.text)) and current.line
                else current.paragraphs
            )
            target.append(line)
            continue
        _unwind(stack, marker)
        node = Node(line, marker, stack[-1])
        stack[-1].children.append(node)
        stack.append(node)
    _settle_attributes(root)
    return root


def is_table_row(text: str) -> bool:
    """Say whether a line is a row of a table: cells between bars or tabs."""
    return text.startswith("|") or text.count("|") >= 2 or text.count("\t") >= 2


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything under it, in the order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


def _add_row(node: Node, line: Line, before: Line | None) -> None:
    if node.tables and before is not None and node.tables[-1][-1] is before:
        node.tables[-1].append(line)
    else:
        node.tables.append([line])


def _settled(marker: Marker | None, stack: list[Node]) -> Marker | None:
    """Read "i)" after "h)" as a letter and "C." after "B." as a letter."""
    if marker and marker.kind == "small_roman" and len(marker.label) == 1:
        letters = [node.marker.label for node in stack if node.marker and node.marker.kind == "letter"]
        if letters and letters[-1] in {"h", "u", "v"}:
            return Marker("letter", marker.label, marker.length)
    return marker


def _restarted(
    marker: Marker | None, line: Line, stack: list[Node], opens_with_unit: Callable[[str], bool]
) -> Marker | None:
    """Read a list that starts at 1 again under "3. Phòng Nội vụ" as the list of that heading.

    A line "2." goes on with this inner list, unless it names a unit and it is the outer list's turn.
    """
    if marker is None or marker.kind != _NUMBERED or not marker.label.isdigit():
        return marker
    inner = Marker(_INNER, marker.label, marker.length)
    number = int(marker.label)
    last = next((node for node in reversed(stack) if node.marker and node.marker.kind == _INNER), None)
    if last and last.marker and last.parent and last.parent.marker:
        is_outer = number == int(last.parent.marker.label) + 1 and opens_with_unit(line.text[marker.length :])
        return inner if number == int(last.marker.label) + 1 and not is_outer else marker
    heading = stack[-1]
    if number != 1 or heading.paragraphs or heading.marker is None or heading.marker.kind != _NUMBERED:
        return marker
    title = heading.content.text
    return inner if title[-1:] not in ".;" and opens_with_unit(title) else marker


def _is_plain_heading(line: Line, stack: list[Node], opens_with_unit: Callable[[str], bool]) -> bool:
    """Say whether an unnumbered paragraph starts the duties of a unit: "Phòng Nội vụ có trách nhiệm:"."""
    current = stack[-1]
    if ATTRIBUTE.match(fold(line.text)) or not opens_with_unit(line.text):
        return False
    if line.text.endswith(":") or (len(line.text) < 100 and line.text[-1:] not in ".;,"):
        return True
    inside = next((node for node in reversed(stack) if node.marker and not node.is_bullet), None)
    if inside is None or (inside.marker and inside.marker.kind == "plain"):
        return True
    return not current.is_bullet and not opens_with_unit(inside.content.text)


def _unwind(stack: list[Node], marker: Marker) -> None:
    """Close the open nodes until the one that the marker belongs under is on top."""
    kinds = [node.marker.kind if node.marker else "" for node in stack]
    if marker.kind in _ARTICLE_RANK:
        while len(stack) > 1 and _rank(stack[-1]) >= _ARTICLE_RANK[marker.kind]:
            stack.pop()
    elif marker.kind in kinds:
        del stack[len(kinds) - 1 - kinds[::-1].index(marker.kind) :]
    elif marker.kind.startswith("decimal"):
        while len(stack) > 1 and not _holds_decimal(stack[-1], marker.label):
            stack.pop()
    elif marker.is_bullet:
        if stack[-1].is_bullet and not _leads_in(stack[-1], marker):
            stack.pop()
    else:
        while stack[-1].is_bullet or (marker.kind == "roman" and kinds[len(stack) - 1].startswith("number")):
            stack.pop()


def _leads_in(bullet: Node, marker: Marker) -> bool:
    """Say whether another kind of bullet stands under the last one or beside it."""
    return marker.kind in {"bullet:+", "bullet:▪", "bullet:·"} or bullet.content.text[-1:] not in ".;"


def _rank(node: Node) -> int:
    return _ARTICLE_RANK.get(node.marker.kind, 9) if node.marker else -1


def _holds_decimal(node: Node, label: str) -> bool:
    if node.marker is None:
        return True
    return node.marker.kind.startswith(_HEADINGS_ABOVE_DECIMALS) or label.startswith(f"{node.marker.label}.")


def _settle_attributes(root: Node) -> None:
    """Hand lines such as "Thời gian: …" to the duty that they describe."""
    for node in list(walk(root)):
        kept = []
        for child in node.children:
            if child.is_leaf and node.line is not None and ATTRIBUTE.match(fold(child.content.text)):
                node.attributes.extend([child.content, *child.paragraphs, *child.attributes])
            else:
                kept.append(child)
        node.children = kept
