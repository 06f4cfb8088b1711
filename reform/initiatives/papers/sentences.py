"""Words and pieces that the papers share."""

from __future__ import annotations

from datetime import date

from reform.registers.papers import (
    Block,
    Letterhead,
    Signature,
    SignedAs,
    capitals,
    document_number,
    signature_lines,
)
from reform.registers.papers.wording import full_date

from .facts import InitiativeFacts, Issuer, MeetingFacts, RecognitionFacts

HEAD, BODY = "Chủ tịch", "Ủy ban nhân dân"
COLLECTIVE = frozenset({SignedAs.ON_BEHALF_OF, SignedAs.ON_BEHALF_FOR_HEAD})
# The law on local government in force on a day, the latest first.
LOCAL_GOVERNMENT_LAWS = (
    (date(2025, 7, 1), "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"),
    (date(2025, 3, 1), "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025"),
    (
        date(2016, 1, 1),
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một"
        " số điều"
        " của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
    ),
)
INITIATIVE_RULES = (
    "Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ ban hành Điều lệ Sáng kiến",
    "Căn cứ Thông tư số 18/2013/TT-BKHCN ngày 01 tháng 8 năm 2013 của Bộ Khoa học và Công nghệ hướng dẫn"
    " thi hành"
    " một số quy định của Điều lệ Sáng kiến được ban hành theo Nghị định số 13/2012/NĐ-CP",
)


def local_government_law(day: date | None) -> str:
    """Return the legal basis of local government on a day; that of today's law when the day is open."""
    if day is None:
        return LOCAL_GOVERNMENT_LAWS[0][1]
    return next(
        (words for since, words in LOCAL_GOVERNMENT_LAWS if day >= since), LOCAL_GOVERNMENT_LAWS[-1][1]
    )


def initiative_table(initiatives: tuple[InitiativeFacts, ...], *, with_score: bool = False) -> Block:
    """Return the list of initiatives, with the council's score when asked."""
    last = "Điểm" if with_score else "Lĩnh vực"
    return Block(
        "table",
        columns=("STT", "Tên sáng kiến", "Tác giả (tỷ lệ đóng góp)", "Đơn vị", last),
        rows=tuple(
            (str(place), row.title, row.authors, row.unit, row.score if with_score else row.reform_field)
            for place, row in enumerate(initiatives, start=1)
        ),
    )


def data_of(facts: RecognitionFacts) -> dict[str, object]:
    """Return the facts for an authority's own template, which may set its own sentences around them."""
    return {
        "authority": facts.issuer.authority,
        "office": facts.issuer.office,
        "year": facts.year,
        "number": facts.number,
        "signer": facts.signer_name,
        "initiatives": named(facts.initiatives),
    }


def named(initiatives: tuple[InitiativeFacts, ...]) -> list[dict[str, str]]:
    return [
        {"code": row.code, "title": row.title, "authors": row.authors, "unit": row.unit, "score": row.score}
        for row in initiatives
    ]


def authority_letterhead(issuer: Issuer) -> Letterhead:
    return Letterhead(capitals(issuer.parent), capitals(issuer.authority))


def signer_block(facts: RecognitionFacts) -> Signature:
    lines = signature_lines(signed_as=facts.signed_as, title=facts.signer_title, body=BODY, head_title=HEAD)
    return Signature(lines, facts.signer_name)


def decider(facts: RecognitionFacts) -> str:
    return facts.issuer.authority if facts.signed_as in COLLECTIVE else f"{HEAD} {facts.issuer.authority}"


def decision_words(facts: RecognitionFacts) -> str:
    number = document_number(facts.number, facts.symbol).removeprefix("Số: ")
    day = full_date(facts.issued_on) if facts.issued_on else f"ngày     tháng     năm {facts.year}"
    return f"số {number} {day}"


def submission_number(facts: RecognitionFacts) -> str:
    if "/" in facts.submission_number:
        return f"Số: {facts.submission_number}"
    return document_number(facts.submission_number, f"TTr-{facts.issuer.office_code}")


def number_words(facts: RecognitionFacts) -> str:
    number = submission_number(facts).removeprefix("Số: ").strip()
    day = f" {full_date(facts.submission_date)}" if facts.submission_date else ""
    return f" số {number}{day}" if facts.submission_number else day


def minutes_words(meeting: MeetingFacts) -> str:
    number = f"số {meeting.minutes_number} " if meeting.minutes_number else ""
    return f"{number}{day_words(meeting)}"


def day_words(meeting: MeetingFacts) -> str:
    return full_date(meeting.met_on) if meeting.met_on else "ngày …"


def count_of(meeting: MeetingFacts) -> str:
    return f"{len(meeting.recommended) + len(meeting.others) + len(meeting.waiting):02d}"


def result_words(meeting: MeetingFacts) -> str:
    """Return what the council found in numbers; what is none is not named, the first number aside."""
    parts = [
        (meeting.others, "sáng kiến không được đề nghị công nhận"),
        (meeting.waiting, "sáng kiến chưa ghi nhận ý kiến của Hội đồng"),
    ]
    further = [f"{len(rows):02d} {words}" for rows, words in parts if rows]
    first = f"{len(meeting.recommended):02d} sáng kiến được Hội đồng đề nghị công nhận"
    return ", ".join((first, *further))
