"""The decision of recognition and the certificates that follow from it."""

from __future__ import annotations

from reform.registers.papers import (
    Annex,
    Block,
    Certificate,
    Paper,
    capitals,
    document_number,
    place_and_date,
)

from .facts import RecognitionFacts
from .sentences import (
    INITIATIVE_RULES,
    authority_letterhead,
    data_of,
    decider,
    decision_words,
    initiative_table,
    local_government_law,
    minutes_words,
    number_words,
    signer_block,
)


def decision_paper(facts: RecognitionFacts) -> Paper:
    """Return the decision of recognition with the list of initiatives as its annex."""
    issuer, day = facts.issuer, facts.issued_on
    count = f"{len(facts.initiatives):02d}"
    scope = f" Phạm vi ảnh hưởng: {facts.scope}." if facts.scope else ""
    return Paper(
        letterhead=authority_letterhead(issuer),
        number=document_number(facts.number, facts.symbol),
        place_and_date=place_and_date(issuer.place, day, year=facts.year),
        type_name="QUYẾT ĐỊNH",
        extract=f"Về việc công nhận sáng kiến cải cách hành chính năm {facts.year}",
        authority_line=capitals(decider(facts)),
        bases=(
            local_government_law(day),
            *INITIATIVE_RULES,
            f"Theo Biên bản họp {minutes_words(facts.meeting)} của {facts.meeting.name}",
            f"Xét đề nghị của {issuer.office} tại Tờ trình{number_words(facts)}",
        ),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            Block(
                "article",
                f"Công nhận {count} sáng kiến cải cách hành chính năm {facts.year} của cán bộ, công"
                f" chức, viên chức,"
                f" người lao động các cơ quan, đơn vị (có danh sách kèm theo).{scope}",
                "Điều 1.",
            ),
            Block(
                "article",
                "Tác giả, đồng tác giả có tên tại danh sách kèm theo được cấp Giấy chứng nhận sáng kiến"
                " và được hưởng"
                " quyền lợi theo quy định của Điều lệ Sáng kiến. Quyết định này có hiệu lực kể từ ngày ký.",
                "Điều 2.",
            ),
            Block(
                "article",
                f"Chánh Văn phòng, Thủ trưởng {issuer.office}, Thủ trưởng các cơ quan, đơn vị có liên"
                f" quan và các cá"
                " nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
                "Điều 3.",
            ),
        ),
        signatures=(signer_block(facts),),
        recipients=(
            "Như Điều 3",
            f"Chủ tịch, các Phó Chủ tịch {issuer.authority}",
            f"Lưu: VT, {issuer.office_code}",
        ),
        annexes=(
            Annex(
                "PHỤ LỤC",
                f"Danh sách sáng kiến được công nhận năm {facts.year}",
                f"(Kèm theo Quyết định {decision_words(facts)} của {decider(facts)})",
                (initiative_table(facts.initiatives),),
            ),
        ),
        sample=facts.is_sample,
        data=data_of(facts),
    )


def certificate_papers(facts: RecognitionFacts) -> tuple[Certificate, ...]:
    """Return the certificate of every author, in the order of the list."""
    issuer = facts.issuer
    return tuple(
        Certificate(
            letterhead=authority_letterhead(issuer),
            number=f"Số: {author.number}" if author.number else "Số:        ",
            awarder=capitals(decider(facts)),
            title="GIẤY CHỨNG NHẬN SÁNG KIẾN",
            name=author.name,
            lines=(
                author.position,
                f"là {'tác giả' if author.is_alone else 'đồng tác giả'} của sáng kiến: “{author.initiative}”",
                f"(Công nhận theo Quyết định {decision_words(facts)} của {decider(facts)})",
            ),
            place_and_date=place_and_date(issuer.place, facts.issued_on, year=facts.year),
            signature=signer_block(facts),
            sample=facts.is_sample,
        )
        for author in facts.authors
    )
