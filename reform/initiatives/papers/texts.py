"""What the papers say: their Vietnamese sentences, from facts to content."""

from __future__ import annotations

from datetime import date

from reform.registers.papers import (
    Annex,
    Block,
    Certificate,
    Letterhead,
    Paper,
    Signature,
    SignedAs,
    capitals,
    document_number,
    place_and_date,
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


def decision_paper(facts: RecognitionFacts) -> Paper:
    """Return the decision of recognition with the list of initiatives as its annex."""
    issuer, day = facts.issuer, facts.issued_on
    count = f"{len(facts.initiatives):02d}"
    scope = f" Phạm vi ảnh hưởng: {facts.scope}." if facts.scope else ""
    return Paper(
        letterhead=_authority(issuer),
        number=document_number(facts.number, facts.symbol),
        place_and_date=place_and_date(issuer.place, day, year=facts.year),
        type_name="QUYẾT ĐỊNH",
        extract=f"Về việc công nhận sáng kiến cải cách hành chính năm {facts.year}",
        authority_line=capitals(_decider(facts)),
        bases=(
            local_government_law(day),
            *INITIATIVE_RULES,
            f"Theo Biên bản họp {_minutes_words(facts.meeting)} của {facts.meeting.name}",
            f"Xét đề nghị của {issuer.office} tại Tờ trình{_number_words(facts)}",
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
        signatures=(_signature(facts),),
        recipients=(
            "Như Điều 3",
            f"Chủ tịch, các Phó Chủ tịch {issuer.authority}",
            f"Lưu: VT, {issuer.office_code}",
        ),
        annexes=(
            Annex(
                "PHỤ LỤC",
                f"Danh sách sáng kiến được công nhận năm {facts.year}",
                f"(Kèm theo Quyết định {_decision_words(facts)} của {_decider(facts)})",
                (initiative_table(facts.initiatives),),
            ),
        ),
        sample=facts.is_sample,
        data=data_of(facts),
    )


def submission_paper(facts: RecognitionFacts) -> Paper:
    """Return the submission (Tờ trình) of the appraising office to the Chair."""
    issuer, meeting = facts.issuer, facts.meeting
    return Paper(
        letterhead=Letterhead(capitals(issuer.authority), capitals(issuer.office)),
        number=_submission_number(facts),
        place_and_date=place_and_date(issuer.place, facts.submission_date, year=facts.year),
        type_name="TỜ TRÌNH",
        extract=f"Về việc công nhận sáng kiến cải cách hành chính năm {facts.year}",
        addressees=(f"{HEAD} {issuer.authority}",),
        bases=INITIATIVE_RULES,
        blocks=(
            Block(
                text=f"{meeting.name} (thành lập theo Quyết định {meeting.decision}) đã họp"
                f" {_day_words(meeting)} để"
                f" xét {_count(meeting)} sáng kiến theo {meeting.sheet}"
                f"{f', mức đạt từ {meeting.pass_mark} điểm' if meeting.pass_mark else ''}."
            ),
            Block(
                text=f"Kết quả: {len(meeting.recommended):02d} sáng kiến được Hội đồng đề nghị công nhận,"
                f" {len(meeting.others):02d} sáng kiến không được đề nghị công nhận (Biên bản"
                f" {_minutes_words(meeting)})."
            ),
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


def minutes_paper(facts: MeetingFacts) -> Paper:
    """Return the minutes of the council's meeting, signed by its secretary and its chair."""
    issuer = facts.issuer
    present = [row for row in facts.members if row[2]]
    absent = [row for row in facts.members if not row[2]]
    return Paper(
        letterhead=Letterhead(capitals(issuer.authority), capitals("Hội đồng Sáng kiến")),
        number=document_number(facts.minutes_number, "") if facts.minutes_number else "",
        place_and_date=place_and_date(issuer.place, facts.met_on, year=facts.year),
        type_name="BIÊN BẢN",
        extract=f"Họp {facts.name}",
        blocks=(
            Block(
                text=f"{_day_words(facts).capitalize()}, tại {facts.met_at or '…'}, {facts.name} (thành"
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
            *_result_blocks("Đề nghị công nhận", facts.recommended),
            *_result_blocks("Không đề nghị công nhận", facts.others),
            Block(text="Biên bản được lập xong, đọc cho các thành viên cùng nghe, thống nhất và ký tên./."),
        ),
        signatures=(Signature(("THƯ KÝ",), facts.secretary), Signature(("CHỦ TỊCH HỘI ĐỒNG",), facts.chair)),
        sample=facts.is_sample,
        data={
            "council": facts.name,
            "recommended": _named(facts.recommended),
            "others": _named(facts.others),
        },
    )


def certificate_papers(facts: RecognitionFacts) -> tuple[Certificate, ...]:
    """Return the certificate of every author, in the order of the list."""
    issuer = facts.issuer
    return tuple(
        Certificate(
            letterhead=_authority(issuer),
            number=f"Số: {author.number}" if author.number else "Số:        ",
            awarder=capitals(_decider(facts)),
            title="GIẤY CHỨNG NHẬN SÁNG KIẾN",
            name=author.name,
            lines=(
                author.position,
                f"là tác giả của sáng kiến: “{author.initiative}”",
                f"(Công nhận theo Quyết định {_decision_words(facts)} của {_decider(facts)})",
            ),
            place_and_date=place_and_date(issuer.place, facts.issued_on, year=facts.year),
            signature=_signature(facts),
            sample=facts.is_sample,
        )
        for author in facts.authors
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
        "initiatives": _named(facts.initiatives),
    }


def _named(initiatives: tuple[InitiativeFacts, ...]) -> list[dict[str, str]]:
    return [
        {"code": row.code, "title": row.title, "authors": row.authors, "unit": row.unit, "score": row.score}
        for row in initiatives
    ]


def _result_blocks(title: str, rows: tuple[InitiativeFacts, ...]) -> list[Block]:
    if not rows:
        return [Block(text=f"{title}: không có.")]
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


def _authority(issuer: Issuer) -> Letterhead:
    return Letterhead(capitals(issuer.parent), capitals(issuer.authority))


def _signature(facts: RecognitionFacts) -> Signature:
    lines = signature_lines(signed_as=facts.signed_as, title=facts.signer_title, body=BODY, head_title=HEAD)
    return Signature(lines, facts.signer_name)


def _decider(facts: RecognitionFacts) -> str:
    return facts.issuer.authority if facts.signed_as in COLLECTIVE else f"{HEAD} {facts.issuer.authority}"


def _decision_words(facts: RecognitionFacts) -> str:
    number = document_number(facts.number, facts.symbol).removeprefix("Số: ")
    day = full_date(facts.issued_on) if facts.issued_on else f"ngày     tháng     năm {facts.year}"
    return f"số {number} {day}"


def _submission_number(facts: RecognitionFacts) -> str:
    if "/" in facts.submission_number:
        return f"Số: {facts.submission_number}"
    return document_number(facts.submission_number, f"TTr-{facts.issuer.office_code}")


def _number_words(facts: RecognitionFacts) -> str:
    number = _submission_number(facts).removeprefix("Số: ").strip()
    day = f" {full_date(facts.submission_date)}" if facts.submission_date else ""
    return f" số {number}{day}" if facts.submission_number else day


def _minutes_words(meeting: MeetingFacts) -> str:
    number = f"số {meeting.minutes_number} " if meeting.minutes_number else ""
    return f"{number}{_day_words(meeting)}"


def _day_words(meeting: MeetingFacts) -> str:
    return full_date(meeting.met_on) if meeting.met_on else "ngày …"


def _count(meeting: MeetingFacts) -> str:
    return f"{len(meeting.recommended) + len(meeting.others):02d}"
