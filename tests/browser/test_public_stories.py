"""What citizens and editors come for, from the first tap to the end, in a real browser."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from home.models import CampaignPage, DailyCount, StandardPage
from reform.feedback.models import CitizenMessage
from reform.organisation.models import Authority, Unit
from tests.browser.conftest import NewContext, SignIn
from tests.browser.worlds import Worlds, public_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

DESK, OFFICER, HEAD, EDITOR, PUBLISHER = "noivu", "canbo.danghai", "lanhdao.danghai", "bientap", "xuatban"
# A program would send the form at once, and is turned away.
READING_MILLISECONDS = 2_500
QUESTION = "Bố mẹ đăng ký tạm trú ở phường khác thì nộp hồ sơ khai sinh cho con ở đâu?"
ANSWER = (
    "Ông/bà nộp tại UBND phường nơi cư trú của cha hoặc mẹ, hoặc trực tuyến trên Cổng dịch vụ công quốc gia."
)
PUBLIC_QUESTION = "Cha mẹ tạm trú ở phường khác thì đăng ký khai sinh cho con ở đâu?"


@pytest.fixture(autouse=True)
def authority(worlds: Worlds) -> Authority:
    """Return the sample authority with its site, its people and the categories of its messages."""
    return worlds.open(public_world)


class Taps:
    """A phone's screen on which every tap counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.number = page, 0

    def tap(self, target: Locator) -> None:
        """Tap something that can be seen."""
        self.number += 1
        target.tap()


def press(page: Page, label: str, **fields: str) -> None:
    """Press the button of a transition on the open message, fill its form in and send it."""
    page.locator(".transition-bar").locator("a, button").filter(
        has_text=re.compile(rf"^\s*{label}…?\s*$")
    ).click()
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    if fields:
        page.locator(".register-form__actions button[type=submit]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_a_citizen_finds_a_service_asks_and_reads_the_answer_without_javascript(
    new_context: NewContext, sign_in: SignIn
) -> None:
    citizen = new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    phone = citizen.new_page()
    screen = Taps(phone)
    phone.goto("/")
    screen.tap(phone.get_by_role("searchbox"))
    phone.get_by_role("searchbox").type("dang ky khai sinh")
    screen.tap(phone.get_by_role("search").get_by_role("button"))
    screen.tap(phone.locator("main").get_by_role("link", name="Đăng ký khai sinh", exact=True).first)
    assert screen.number <= 3
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    expect(phone.get_by_role("heading", name="Giấy tờ cần chuẩn bị")).to_be_visible()
    expect(phone.locator(".check-list li").first).to_be_visible()

    phone.get_by_role("link", name="Hỏi về dịch vụ này").tap()
    phone.get_by_label("Nội dung").first.fill(QUESTION)
    phone.locator("[name=subject]").fill("Nơi đăng ký khai sinh")
    phone.locator("[name=category]").select_option(index=1)
    phone.wait_for_timeout(READING_MILLISECONDS)
    phone.get_by_role("button", name="Gửi", exact=True).tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đã nhận được ý kiến của bạn")
    code = phone.locator(".receipt__code").inner_text()

    message = CitizenMessage.objects.get(text=QUESTION)
    address = f"/admin/feedback/messages/inspect/{message.pk}/"
    answer(new_context, sign_in, address)

    phone.goto("/tra-cuu-tra-loi/")
    phone.locator("[name=ma]").fill(code.lower().replace("-", " "))
    phone.locator(".public-form button").tap()
    expect(phone.locator("main")).to_contain_text(ANSWER)
    assert message.page is not None
    phone.goto(str(message.page.url))
    phone.get_by_text(PUBLIC_QUESTION).tap()
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    assert citizen.cookies() == []


def answer(new_context: NewContext, sign_in: SignIn, address: str) -> None:
    """Have the desk route a message, the ward answer it, its head give the answer, the desk publish it."""
    for username, label, fields in (
        (DESK, "Chuyển đơn vị", {"unit": str(Unit.objects.get(code="P-DANGHAI").pk)}),
        (OFFICER, "Soạn câu trả lời", {"answer": ANSWER}),
        (HEAD, "Duyệt và trả lời", {}),
        (DESK, "Công khai hỏi đáp", {"public_question": PUBLIC_QUESTION}),
    ):
        page = new_context().new_page()
        sign_in(page, username)
        page.goto(address)
        press(page, label, **fields)
        page.close()


def do(page: Page, action: str) -> None:
    """Open the menu of the page editor and choose what is to be done."""
    page.locator("footer").get_by_role("button", name="Thao tác khác").click()
    page.locator(action).first.click()
    expect(page.locator(".messages .success").first).to_be_visible()


def test_an_editor_writes_and_previews_and_another_person_publishes(
    new_context: NewContext, sign_in: SignIn, page: Page
) -> None:
    contact = StandardPage.objects.get(slug="lien-he")
    editor, publisher = new_context().new_page(), new_context().new_page()
    sign_in(editor, EDITOR)
    sign_in(publisher, PUBLISHER)
    editor.goto(f"/admin/pages/{contact.pk}/edit/")
    editor.locator("[name=title]").fill("Liên hệ với quận")
    editor.locator("[data-side-panel-toggle=preview]").click()
    expect(editor.get_by_label("Xem trước trên điện thoại")).to_be_checked()
    preview = editor.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)
    expect(preview).to_have_text("Liên hệ với quận")
    assert editor.locator("[name=action-publish]").count() == 0
    do(editor, "[name=action-submit]")
    page.goto("/lien-he/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Liên hệ")

    editor.goto(f"/admin/pages/{contact.pk}/edit/")
    assert editor.locator("[data-workflow-action-name=approve]").count() == 0
    # Nor does the right to approve help with an own text.
    about = StandardPage.objects.get(slug="gioi-thieu")
    publisher.goto(f"/admin/pages/{about.pk}/edit/")
    publisher.locator("[name=title]").fill("Giới thiệu chung")
    do(publisher, "[name=action-submit]")
    publisher.goto(f"/admin/pages/{about.pk}/edit/")
    assert publisher.locator("[data-workflow-action-name=approve]").count() == 0
    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Liên hệ với quận").first.click()
    do(publisher, "[data-workflow-action-name=approve]")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liên hệ với quận")


def test_the_sign_on_a_campaigns_prints_leads_to_the_service_and_the_visit_is_counted(
    new_context: NewContext, sign_in: SignIn, page: Page
) -> None:
    campaign = CampaignPage.objects.live().order_by("path")[0]
    service = campaign.services.live().order_by("title")[0]
    before = visits()
    publisher = new_context().new_page()
    sign_in(publisher, PUBLISHER)
    publisher.goto(f"/admin/chien-dich/{campaign.pk}/")
    prints = publisher.get_by_role("link", name=re.compile(rf"Tờ rơi, áp phích: {service.title}$"))
    of_service = urlsplit(str(prints.get_attribute("href"))).path
    of_campaign = reverse("home:prints", args=[campaign.pk])
    signs = [(address, kind) for address in (of_service, of_campaign) for kind in ("Tờ rơi", "Áp phích")]
    for number, (address, kind) in enumerate(signs, start=1):
        page.goto(address)
        printed = page.locator(".print").filter(has_text=kind).get_by_role("link").first
        page.goto(short_address(page, str(printed.get_attribute("href"))))
        title = service.title if address == of_service else campaign.title
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert visits() == before + number


def short_address(page: Page, pdf: str) -> str:
    """Return the address that the sign on a print's first page says."""
    answer = page.context.request.get(pdf)
    assert answer.headers["content-type"] == "application/pdf"
    picture = pypdfium2.PdfDocument(BytesIO(answer.body()))[0].render(scale=2).to_pil()
    (sign,) = zxingcpp.read_barcodes(picture)
    assert re.search(r"/d/[a-z0-9]{6}$", sign.text)
    return urlsplit(sign.text).path


def visits() -> int:
    """Return how often short addresses were followed today."""
    counts = DailyCount.objects.filter(event=DailyCount.Event.VISIT, day=timezone.localdate())
    return sum(counts.values_list("count", flat=True))
