"""The minutes of a council's meeting."""

from __future__ import annotations

from reform.registers.papers import (
    Block,
    Letterhead,
    Paper,
    Signature,
    capitals,
    document_number,
    place_and_date,
)

from .facts import InitiativeFacts, MeetingFacts
from .sentences import (
    HEAD,
    day_words,
    named,
)

_FINAL = "Biên bản được lập xong, đọc cho các thành viên cùng nghe, thống nhất và ký tên./."
_DRAFT = "Dự thảo, chưa dùng để ký: chưa ghi nhận đủ ý kiến của Hội đồng về các sáng kiến nêu trên./."


def minutes_paper(facts: MeetingFacts) -> Paper:
    """Return the minutes of the council's meeting, signed by its secretary and its chair.

    While an opinion is not recorded they are a draft, and say so above and below: a signed paper that tells
    of no recommendation would be false.
    """
    issuer = facts.issuer
    present = [row for row in facts.members if row[2]]
    absent = [row for row in facts.members if not row[2]]
    return Paper(
        letterhead=Letterhead(capitals(issuer.authority), capitals("Hội đồng Sáng kiến")),
        number=document_number(facts.minutes_number, "") if facts.minutes_number else "",
        place_and_date=place_and_date(issuer.place, facts.met_on, year=facts.year),
        type_name="DỰ THẢO BIÊN BẢN" if facts.waiting else "BIÊN BẢN",
        extract=f"Họp {facts.name}",
        blocks=(
            Block(
                text=f"{day_words(facts).capitalize()}, tại {facts.met_at or '…'}, {facts.name} (thành"
                f" lập theo Quyết"
                f" định {facts.decision} của {HEAD} {issuer.authority}) tổ chức họp xét sáng kiến cải"
                f" cách hành chính"
                f" năm {facts.year}."
            ),
            Block("article", "", "I. THÀNH PHẦN"),
            Block(
                text=f"Có mặt {len(present):02d}/{len(facts.members):02d} thành viên (số thành viên tối"
                f" thiểu để họp:"
                f" {facts.quorum:02d}):"
            ),
            Block(
                "table",
                columns=("STT", "Họ và tên", "Chức vụ, vai trò trong Hội đồng", "Có mặt"),
                rows=tuple(
                    (str(place), name, role, "Có" if here else "Vắng")
                    for place, (name, role, here) in enumerate(facts.members, start=1)
                ),
            ),
            *([Block(text=f"Vắng: {', '.join(row[0] for row in absent)}.")] if absent else []),
            Block("article", "", "II. NỘI DUNG"),
            *[Block(text=line) for line in facts.minutes.splitlines() if line.strip()],
            Block("article", "", "III. KẾT QUẢ"),
            Block(
                text=f"Các thành viên chấm độc lập theo {facts.sheet}"
                f"{f', mức đạt từ {facts.pass_mark} điểm' if facts.pass_mark else ''}. Điểm của mỗi sáng"
                f" kiến là điểm"
                " trung bình của các phiếu hợp lệ; thành viên là tác giả, đồng tác giả hoặc cùng đơn vị"
                " với tác giả"
                " không chấm sáng kiến đó."
            ),
            *_result_blocks("Đề nghị công nhận", facts.recommended, is_final=not facts.waiting),
            *_result_blocks("Không đề nghị công nhận", facts.others, is_final=not facts.waiting),
            *_waiting_blocks(facts.waiting),
            Block(text=_DRAFT if facts.waiting else _FINAL),
        ),
        signatures=(Signature(("THƯ KÝ",), facts.secretary), Signature(("CHỦ TỊCH HỘI ĐỒNG",), facts.chair)),
        sample=facts.is_sample,
        data={
            "council": facts.name,
            "recommended": named(facts.recommended),
            "others": named(facts.others),
            "waiting": named(facts.waiting),
        },
    )


def _waiting_blocks(rows: tuple[InitiativeFacts, ...]) -> list[Block]:
    if not rows:
        return []
    return [
        Block(text=f"Chưa ghi nhận ý kiến: {len(rows):02d} sáng kiến."),
        Block(
            "table",
            columns=("STT", "Tên sáng kiến", "Đơn vị", "Điểm TB", "Hạng"),
            rows=tuple(
                (str(place), row.title, row.unit, row.score, row.rank)
                for place, row in enumerate(rows, start=1)
            ),
        ),
    ]


def _result_blocks(title: str, rows: tuple[InitiativeFacts, ...], *, is_final: bool) -> list[Block]:
    if not rows:
        return [Block(text=f"{title}: không có.")] if is_final else []
    return [
        Block(text=f"{title}: {len(rows):02d} sáng kiến."),
        Block(
            "table",
            columns=("STT", "Tên sáng kiến", "Đơn vị", "Điểm TB", "Hạng", "Phiếu (đồng ý/không)", "Ý kiến"),
            rows=tuple(
                (str(place), row.title, row.unit, row.score, row.rank, row.votes, row.opinion)
                for place, row in enumerate(rows, start=1)
            ),
        ),
    ]
