"""The register's kinds of paper, each with a made-up sample against which templates are checked."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from reform.registers.papers import PaperKind, SignedAs, register_paper_kind

from .decision import certificate_papers, decision_paper
from .facts import AuthorFacts, InitiativeFacts, Issuer, MeetingFacts, RecognitionFacts
from .minutes import minutes_paper
from .submission import submission_paper

_ISSUER = Issuer(
    authority="Ủy ban nhân dân quận Mẫu",
    parent="",
    place="Quận Mẫu",
    office="Phòng Kinh tế",
    office_code="KT",
    head_name="Lê Văn Mẫu",
    head_title="Trưởng phòng",
)
_FIRST = InitiativeFacts(
    code="SK-2022-P-MAU-01",
    title="Trả kết quả thủ tục hành chính tại nhà qua dịch vụ bưu chính công ích",
    authors="Nguyễn Thị Mẫu (60 %); Trần Văn Ví (40 %)",
    unit="Ủy ban nhân dân phường Mẫu",
    reform_field="Cải cách thủ tục hành chính",
    score="86,4",
    rank="1",
    votes="5/0",
    opinion="Có khả năng nhân rộng.",
)
_SECOND = InitiativeFacts(
    code="SK-2022-TP-01",
    title="Sổ tay điện tử hướng dẫn chứng thực",
    authors="Phạm Văn Dụ (100 %)",
    unit="Phòng Tư pháp",
    reform_field="Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    score="79,5",
    rank="2",
    votes="4/1",
    opinion="",
)
_LAST = InitiativeFacts(
    code="SK-2022-VP-02",
    title="Bảng tin điện tử tại trụ sở",
    authors="Đỗ Thị Thử (100 %)",
    unit="Văn phòng",
    reform_field="Cải cách thủ tục hành chính",
    score="58",
    rank="3",
    votes="1/4",
    opinion="Không có tính mới.",
)
_MEETING = MeetingFacts(
    issuer=_ISSUER,
    name="Hội đồng Sáng kiến quận Mẫu năm 2022",
    year=2022,
    decision="số 112/QĐ-UBND ngày 01/03/2022",
    met_on=date(2022, 10, 5),
    met_at="Phòng họp số 2",
    minutes_number="03/BB-HĐSK",
    minutes="Chủ tịch Hội đồng nêu lý do cuộc họp.\nCác thành viên trao đổi về từng sáng kiến.",
    quorum=4,
    sheet="Phiếu chấm sáng kiến mẫu A",
    pass_mark="70",  # noqa: S106
    chair="Vũ Thị Chủ",
    secretary="Hoàng Văn Thư",
    members=(
        ("Vũ Thị Chủ", "Phó Chủ tịch, Chủ tịch Hội đồng", True),
        ("Hoàng Văn Thư", "Chuyên viên, Thư ký", True),
        ("Bùi Văn Ủy", "Trưởng phòng, Thành viên", True),
        ("Ngô Thị Viên", "Trưởng phòng, Thành viên", True),
        ("Đặng Văn Vắng", "Chánh Thanh tra, Thành viên", False),
    ),
    recommended=(_FIRST, _SECOND),
    others=(_LAST,),
    waiting=(),
    is_sample=True,
)
SAMPLE = RecognitionFacts(
    issuer=_ISSUER,
    year=2022,
    number="5",
    symbol="QĐ-UBND",
    issued_on=date(2022, 10, 9),
    signer_name="Trần Đình Ký",
    signer_title="Chủ tịch",
    signed_as=SignedAs.HEAD,
    scope="toàn quận",
    submission_number="12",
    submission_date=date(2022, 10, 7),
    meeting=_MEETING,
    initiatives=(_FIRST, _SECOND),
    authors=(
        AuthorFacts("01/2022", "Nguyễn Thị Mẫu", "Công chức, UBND phường Mẫu", _FIRST.title, is_alone=False),
        AuthorFacts("02/2022", "Trần Văn Ví", "Chủ tịch, UBND phường Mẫu", _FIRST.title, is_alone=False),
        AuthorFacts("03/2022", "Phạm Văn Dụ", "Chuyên viên, Phòng Tư pháp", _SECOND.title, is_alone=True),
    ),
    is_sample=True,
)
_TITLES = ((_("the first initiative"), _FIRST.title), (_("the last initiative"), _SECOND.title))
_SIGNER = (_("the signer"), SAMPLE.signer_name)

SUBMISSION = register_paper_kind(
    PaperKind(
        "initiative_submission",
        _("Submission for the recognition of initiatives"),
        lambda: submission_paper(SAMPLE),
        must_show=_TITLES,
    )
)
MINUTES = register_paper_kind(
    PaperKind(
        "initiative_minutes",
        _("Minutes of an initiative council"),
        lambda: minutes_paper(_MEETING),
        must_show=(*_TITLES, (_("the chair"), _MEETING.chair), (_("the secretary"), _MEETING.secretary)),
    )
)
DECISION = register_paper_kind(
    PaperKind(
        "initiative_decision",
        _("Decision of recognition of initiatives"),
        lambda: decision_paper(SAMPLE),
        must_show=(*_TITLES, _SIGNER, (_("number and symbol"), "05/QĐ-UBND")),
    )
)
CERTIFICATE = register_paper_kind(
    PaperKind(
        "initiative_certificate",
        _("Certificates of initiatives"),
        lambda: certificate_papers(SAMPLE),
        must_show=(
            (_("the first author"), "Nguyễn Thị Mẫu"),
            (_("the last author"), "Phạm Văn Dụ"),
            (_("the number of the certificate"), "01/2022"),
        ),
    )
)
