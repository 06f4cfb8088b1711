"""An initiative's whole way, each step in a browser by the person whose step it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from pypdf import PdfReader
from wagtail.models import Page, Site

from home.models import HomePage
from home.starter.initiatives import create_initiatives
from reform.initiatives.enums import CouncilRole, InitiativeState, SheetState
from reform.initiatives.models import (
    Certificate,
    Council,
    CouncilMember,
    Initiative,
    RecognitionDecision,
    Review,
    ScoreCriterion,
    ScoreSheet,
)
from reform.initiatives.workflow import COUNCILS, DECISIONS, INITIATIVES
from reform.organisation.models import Authority, User
from reform.organisation.starter import load_organisation
from reform.registers.admin.registry import admin_for
from tests.browser.conftest import NewContext, SignIn
from tests.browser.officer import Officer

pytestmark = pytest.mark.django_db(transaction=True)

OFFICER, HEAD, ECONOMICS, CHAIR, STRANGER = (
    "canbo.danghai", "lanhdao.danghai", "kinhte", "chutich", "canbo.namhai",
)  # fmt: skip
MEMBERS = ("lanhdao.vp", "noivu.truongphong", "lanhdao.tckh", "lanhdao.ttr", "canbo.vp")
TITLE = "Trả kết quả tại nhà bằng một mã hồ sơ"
FIELDS = {
    "title": TITLE,
    "applied_at": "Bộ phận Một cửa phường Đằng Hải",
    "problem": "Người dân phải quay lại trụ sở để nhận kết quả.",
    "solution": "Bưu điện trả kết quả tại nhà theo một mã hồ sơ.",
    "novelty": "Lần đầu tiên thực hiện tại quận.",
    "benefit_by_author": "Mỗi hồ sơ giảm một lần đi lại.",
    "scope": "Toàn bộ các phường.",
}


class Story:
    """The people of the story, each in a window of their own."""

    def __init__(self, new_context: NewContext, sign_in: SignIn) -> None:
        self.new_context, self.sign_in = new_context, sign_in
        self.people: dict[str, Officer] = {}

    def __getitem__(self, username: str) -> Officer:
        """Return the person's window, signed in at the first time."""
        if username not in self.people:
            self.people[username] = Officer(self.new_context().new_page())
            self.sign_in(self.people[username].page, username)
        return self.people[username]

    def step(
        self, username: str, record: Initiative | Council | RecognitionDecision, event: str, **given: Any
    ) -> None:
        """Let somebody open a record and take a step."""
        workflow = {Initiative: INITIATIVES, Council: COUNCILS, RecognitionDecision: DECISIONS}[type(record)]
        self[username].open(record)
        self[username].press(event, workflow=workflow, **given)
        record.refresh_from_db()


def url(model: type, action: str, *args: object) -> str:
    screens = admin_for(model)
    assert screens is not None
    return screens.url_for(action, *args)


def council_of(authority: Authority, day: date) -> Council:
    """Return a council of five that is being set up."""
    root = authority.root_unit
    sheet = ScoreSheet.objects.create(
        unit=root, name="Phiếu A", pass_mark=Decimal(70), state=SheetState.IN_USE
    )
    for place, (name, maximum) in enumerate((("Tính mới", 60), ("Hiệu quả", 40))):
        ScoreCriterion.objects.create(sheet=sheet, position=place, name=name, maximum=maximum)
    council = Council.objects.create(
        unit=root, year=day.year, name="Hội đồng sáng kiến", decision_number="112/QĐ-UBND",
        decision_date=day, sheet=sheet, quorum=4,
    )  # fmt: skip
    roles = (CouncilRole.CHAIR, CouncilRole.SECRETARY, *[CouncilRole.MEMBER] * 3)
    for username, role in zip(MEMBERS, roles, strict=True):
        CouncilMember.objects.create(council=council, user=User.objects.get(username=username), role=role)
    return council


def add_public_list(authority: Authority) -> None:
    """Give the authority a public site with a list of initiatives."""
    home = HomePage(title="Trang chủ", slug="trang-chu-quan", question="Bạn cần làm thủ tục gì?")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.all().delete()
    authority.site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    authority.save()
    create_initiatives(home=home)


def draft(page: BrowserPage, applied_from: date) -> Initiative:
    """Enter an application with two authors as the ward's officer does."""
    page.goto(url(Initiative, "create"))
    for name, value in (FIELDS | {"applied_from": applied_from.isoformat()}).items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=reform_field]").select_option("procedures")
    for place, (name, share) in enumerate((("Hoàng Thị Ngọc", "60"), ("Đặng Văn Khánh", "40"))):
        page.locator("#id_authors-ADD").click()
        page.locator(f"[name=authors-{place}-name]").fill(name)
        page.locator(f"[name=authors-{place}-share]").fill(share)
        page.locator(f"[name=authors-{place}-birth_date]").fill("1985-09-02")
        page.locator(f"[name=authors-{place}-position]").fill("Công chức")
        page.locator(f"[name=authors-{place}-unit]").select_option(label="Phường Đằng Hải")
    page.locator("[name=truth_stated]").check()
    page.locator("form [type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()
    return Initiative.objects.get(title=TITLE)


def score(person: Officer, initiative: Initiative, points: tuple[str, str]) -> None:
    """Fill in a member's sheet and hand it in, asked once more before it counts."""
    page = person.page
    page.goto(url(Review, "index"))
    page.locator(f"a[href='{url(Review, 'score', initiative.pk)}']").first.click()
    for place, value in enumerate(points):
        page.locator("[name^=points-]").nth(place).fill(value)
    page.locator("[name=no_interest]").check()
    page.locator("button[name=hand_in]").click()
    expect(page.locator("#confirming")).to_contain_text("100")
    page.locator("button[name=hand_in]").click()
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.once
def test_an_initiative_goes_from_a_ward_to_the_city_and_to_citizens(
    new_context: NewContext, sign_in: SignIn, phone: BrowserPage
) -> None:
    authority = load_organisation(with_demo_accounts=True)
    add_public_list(authority)
    today = timezone.localdate()
    council, story = council_of(authority, today - timedelta(days=30)), Story(new_context, sign_in)

    # The ward drafts, its head endorses, the officer submits.
    initiative = draft(story[OFFICER].page, today - timedelta(days=60))
    story.step(HEAD, initiative, "endorse")
    story.step(OFFICER, initiative, "submit")

    # Economics asks for a supplement; the ward changes one field, and the appraiser sees which.
    story.step(ECONOMICS, initiative, "request_supplement", reason="Nêu rõ phạm vi áp dụng.")
    page = story[OFFICER].page
    page.goto(url(Initiative, "edit", initiative.pk))
    page.locator("[name=scope]").fill("Tám phường của quận, từ quý tới.")
    page.locator("form [type=submit]").last.click()
    story.step(HEAD, initiative, "submit_supplement")
    page = story[ECONOMICS].page
    page.goto(f"{url(Initiative, 'compare', initiative.pk)}")
    expect(page.locator("main")).to_contain_text("Tám phường của quận, từ quý tới.")
    expect(page.locator("main")).to_contain_text("Toàn bộ các phường.")
    story.step(ECONOMICS, initiative, "receive")
    story.step(ECONOMICS, initiative, "find_eligible", appraisal="Có tính mới, đã áp dụng.")

    # Five members score alone; the council meets.
    story.step(ECONOMICS, council, "open_scoring", score_by=today.isoformat())
    story.step(ECONOMICS, initiative, "put_before_council", council=str(council.pk))
    for place, username in enumerate(MEMBERS):
        score(story[username], initiative, (str(50 + place), "30,5"))
    other = Review.objects.exclude(member__user__username=MEMBERS[0]).first()
    assert story[MEMBERS[0]].status_of(url(Review, "inspect", other.pk)) == 404  # type: ignore[union-attr]
    seats = [str(pk) for pk in council.members.values_list("pk", flat=True)]
    story.step(
        ECONOMICS, council, "meet",
        met_on=today.isoformat(), met_at="Phòng họp số 2", present=seats,
        minutes_number="03/BB-HĐSK", minutes="Các thành viên thống nhất đề nghị công nhận.",
    )  # fmt: skip
    assert story[MEMBERS[0]].status_of(url(Review, "inspect", other.pk)) == 200  # type: ignore[union-attr]
    story.step(
        ECONOMICS, initiative, "recommend", votes_for="5", votes_against="0", council_opinion="Nên nhân rộng."
    )

    # The decision is drafted, signed by the Chair, printed and registered.
    page = story[ECONOMICS].page
    page.goto(f"{url(RecognitionDecision, 'prepare')}?council={council.pk}")
    page.locator("[name=signer_name]").fill("Trần Đình Phong")
    page.locator("[name=signer_title]").fill("Chủ tịch")
    page.locator(".register-form__actions button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()
    decision = RecognitionDecision.objects.get()
    story.step(ECONOMICS, decision, "submit")
    story.step(CHAIR, decision, "sign")
    story.step(ECONOMICS, decision, "issue", number="2468", issued_on=today.isoformat())
    with story[ECONOMICS].page.expect_download() as download:
        story[ECONOMICS].page.locator("a[href*='initiative_decision/pdf']").click()
    printed = " ".join(
        "".join(part.extract_text() for part in PdfReader(download.value.path()).pages).split()
    )
    assert "2468/QĐ-UBND" in printed
    assert TITLE in printed

    # The certificate is handed out.
    certificate = Certificate.objects.order_by("number")[0]
    page.goto(f"{url(RecognitionDecision, 'hand_out', decision.pk)}?certificate={certificate.pk}")
    page.locator("form button[type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()
    certificate.refresh_from_db()
    assert certificate.handed_out_on == today

    # The City recognises it; citizens read it.
    story.step(
        ECONOMICS, initiative, "nominate", nomination_letter="655/UBND-KT", nominated_on=today.isoformat()
    )
    story.step(
        ECONOMICS, initiative, "record_city_recognition",
        city_decision="99/QĐ-UBND", city_recognised_on=today.isoformat(), city_signer="Chủ tịch Thành phố",
    )  # fmt: skip
    story.step(
        ECONOMICS, initiative, "publish",
        public_summary="Kết quả được đưa đến tận nhà.", public_effect="Giảm một lần đi lại.",
    )  # fmt: skip
    assert initiative.state == InitiativeState.CITY_RECOGNISED

    phone.goto("/sang-kien/?tu-khoa=ma+ho+so")
    phone.get_by_role("link", name=re.compile(TITLE)).click()
    expect(phone.locator("main")).to_contain_text("Giảm một lần đi lại.")
    expect(phone.locator("main")).to_contain_text("Hoàng Thị Ngọc")

    # Another ward has no part in it.
    stranger = story[STRANGER]
    for action in ("inspect", "history", "edit", "compare"):
        assert stranger.status_of(url(Initiative, action, initiative.pk)) == 404
