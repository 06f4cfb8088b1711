"""What the papers say of a council's result: nothing that is not recorded, and nothing that was not so."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.html import escape
from django.utils.translation import gettext

from reform.initiatives.admin.papers import content_of
from reform.initiatives.enums import InitiativeState
from reform.initiatives.models import Council, Initiative, InitiativeAuthor, RecognitionDecision
from reform.initiatives.papers.kinds import CERTIFICATE, MINUTES, SUBMISSION
from reform.registers.papers import PaperKind
from reform.registers.papers.rendering import render_pdf

from .factories import (
    POOR_POINTS,
    House,
    issue_decision,
    make_council,
    make_decision,
    make_house,
    make_initiative,
)
from .rows import told_in
from .screens import signed_in, url
from .ways import lead_to, step

# What stands on a page or a paper does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def house() -> House:
    """Return an authority with two wards."""
    return make_house()


def met(house: House, letters: str = "AB") -> tuple[Council, list[Initiative]]:
    """Return a council that has met and recorded no opinion yet, and its initiatives."""
    council, rows = make_council(house), [make_initiative(house, letter) for letter in letters]
    lead_to(rows, InitiativeState.COUNCIL, house=house, council=council)
    return council, rows


def said(kind: PaperKind, record: Council | RecognitionDecision) -> str:
    """Return every word of a paper on one line."""
    return repr(content_of(kind, record)).replace("\\xa0", " ")


def test_minutes_without_opinions_are_a_draft_that_says_nothing_of_a_result(house: House) -> None:
    council, rows = met(house)
    words = said(MINUTES, council)
    assert "DỰ THẢO" in words
    assert "Chưa ghi nhận ý kiến: 02 sáng kiến" in words
    assert "Đề nghị công nhận: không có" not in words
    assert "thống nhất và ký tên" not in words
    assert all(row.title in words for row in rows)
    assert render_pdf(content_of(MINUTES, council))
    words = gettext("%(paper)s (draft: record the council's opinion on every initiative first)")
    draft = str(escape(words.removeprefix("%(paper)s")))
    page = url(Council, "inspect", council.pk)
    assert draft in told_in(signed_in(house.economics).get(page))
    for row in rows:
        step(row, "recommend", house=house)
    assert draft not in told_in(signed_in(house.economics).get(page))


def test_minutes_are_a_draft_until_the_last_opinion_is_recorded(house: House) -> None:
    council, rows = met(house)
    step(rows[0], "recommend", house=house)
    words = said(MINUTES, council)
    assert "DỰ THẢO" in words
    assert "Đề nghị công nhận: 01 sáng kiến" in words
    assert "Không đề nghị công nhận" not in words
    step(rows[1], "recommend", house=house)
    words = said(MINUTES, council)
    assert "DỰ THẢO" not in words
    assert "Chưa ghi nhận" not in words
    assert "Đề nghị công nhận: 02 sáng kiến" in words
    assert "Không đề nghị công nhận: không có" in words
    assert "thống nhất và ký tên" in words


def test_minutes_tell_the_councils_opinion_whatever_the_chair_decided_later(house: House) -> None:
    council, rows = met(house)
    for row in rows:
        step(row, "recommend", house=house)
    step(rows[0], "refuse_recognition", house=house)
    assert "Đề nghị công nhận: 02 sáng kiến" in said(MINUTES, council)
    council = make_council(house, name="Hội đồng đợt 2")
    lost = make_initiative(house)
    lead_to(lost, InitiativeState.NOT_RECOGNISED, house=house, council=council, total=POOR_POINTS)
    step(lost, "archive", house=house)
    assert "Không đề nghị công nhận: 01 sáng kiến" in said(MINUTES, council)


def test_the_submission_counts_what_has_an_opinion_and_names_no_empty_count(house: House) -> None:
    council, rows = met(house, "ABA")
    for row in rows[:2]:
        step(row, "recommend", house=house)
    decision = make_decision(house, rows[:2], council=council)
    words = said(SUBMISSION, decision)
    assert "xét 03 sáng kiến" in words
    assert "02 sáng kiến được Hội đồng đề nghị công nhận, 01 sáng kiến chưa ghi nhận ý kiến" in words
    assert "00 sáng kiến" not in words
    step(rows[2], "not_recommend", house=house, votes_for=Decimal(0), votes_against=Decimal(5))
    assert "01 sáng kiến không được đề nghị công nhận" in said(SUBMISSION, decision)


def test_the_head_of_the_office_that_drafts_signs_the_submission(house: House) -> None:
    office = house.economics.unit
    assert office is not None
    office.head = house.members[0]
    office.save()
    council, rows = met(house, "A")
    step(rows[0], "recommend", house=house)
    decision = make_decision(house, rows, council=council)
    assert str(house.members[0]) in said(SUBMISSION, decision)


def test_a_certificate_says_whether_its_author_worked_alone(house: House) -> None:
    council = make_council(house)
    alone = make_initiative(house)
    together = make_initiative(house, "B", authors=[{"share": Decimal(60)}, {"share": Decimal(40)}])
    lead_to([alone, together], InitiativeState.RECOMMENDED, house=house, council=council)
    decision = issue_decision(house, make_decision(house, [alone, together], council=council))
    certificates = content_of(CERTIFICATE, decision)
    assert isinstance(certificates, tuple)
    lines = [certificate.lines[1] for certificate in certificates]
    assert [line.split(" của ")[0] for line in lines] == ["là tác giả", "là đồng tác giả", "là đồng tác giả"]


def test_files_have_vietnamese_names_and_certificates_come_as_single_files_too(house: House) -> None:
    council, rows = met(house)
    for row in rows:
        step(row, "recommend", house=house)
    browser = signed_in(house.economics)
    address = url(Council, "paper", council.pk, MINUTES.code, "docx")
    assert f'"bien-ban-hoi-dong-{council.pk}.docx"' in browser.get(address)["Content-Disposition"]
    assert browser.get(url(Council, "paper", council.pk, MINUTES.code, "zip")).status_code == 404
    decision = issue_decision(house, make_decision(house, rows, council=council))
    InitiativeAuthor.objects.filter(initiative=rows[0]).update(name="Đặng Thị / Ngọc")
    address = url(RecognitionDecision, "paper", decision.pk, CERTIFICATE.code, "zip")
    assert address in told_in(browser.get(url(RecognitionDecision, "inspect", decision.pk)))
    with zipfile.ZipFile(BytesIO(browser.get(address).content)) as archive:
        names = archive.namelist()
    year = decision.year
    assert names[0] == f"giay-chung-nhan-01-{year}-dang-thi-ngoc.docx"
    assert len(names) == 2
