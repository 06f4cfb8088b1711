"""The submission (Tờ trình) of the appraising office to the Chair."""

from __future__ import annotations

from reform.registers.papers import (
    Block,
    Letterhead,
    Paper,
    Signature,
    SignedAs,
    capitals,
    place_and_date,
    signature_lines,
)

from .facts import RecognitionFacts
from .sentences import (
    HEAD,
    INITIATIVE_RULES,
    count_of,
    data_of,
    day_words,
    initiative_table,
    minutes_words,
    result_words,
    submission_number,
)


def submission_paper(facts: RecognitionFacts) -> Paper:
    """Return the submission (Tờ trình) of the appraising office to the Chair."""
    issuer, meeting = facts.issuer, facts.meeting
    return Paper(
        letterhead=Letterhead(capitals(issuer.authority), capitals(issuer.office)),
        number=submission_number(facts),
        place_and_date=place_and_date(issuer.place, facts.submission_date, year=facts.year),
        type_name="TỜ TRÌNH",
        extract=f"Về việc công nhận sáng kiến cải cách hành chính năm {facts.year}",
        addressees=(f"{HEAD} {issuer.authority}",),
        bases=INITIATIVE_RULES,
        blocks=(
            Block(
                text=f"{meeting.name} (thành lập theo Quyết định {meeting.decision}) đã họp"
                f" {day_words(meeting)} để"
                f" xét {count_of(meeting)} sáng kiến theo {meeting.sheet}"
                f"{f', mức đạt từ {meeting.pass_mark} điểm' if meeting.pass_mark else ''}."
            ),
            Block(text=f"Kết quả: {result_words(meeting)} (Biên bản {minutes_words(meeting)})."),
            Block(
                text=f"{issuer.office} trình {HEAD} {issuer.authority} xem xét, ký ban hành Quyết định"
                f" công nhận"
                f" {len(facts.initiatives):02d} sáng kiến sau đây:"
            ),
            initiative_table(facts.initiatives, with_score=True),
            Block(
                text=f"Kính đề nghị {HEAD} {issuer.authority} xem xét, quyết định (gửi kèm dự thảo Quyết"
                f" định và Biên"
                " bản họp Hội đồng)./."
            ),
        ),
        signatures=(
            Signature(signature_lines(signed_as=SignedAs.HEAD, title=issuer.head_title), issuer.head_name),
        ),
        recipients=("Như trên", f"Lưu: {issuer.office_code}"),
        sample=facts.is_sample,
        data=data_of(facts),
    )
