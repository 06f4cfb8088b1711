"""The screens that are looked at: public pages are found by themselves, all others are listed.

`make screenshots` takes pictures of them, and tests/browser/test_public_pages.py checks the public ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page, Response

SERVICE = "/dich-vu-cong/dang-ky-khai-sinh/"
CAMPAIGN = "/tuyen-truyen/khai-sinh-tai-nha/"
DRAFT = "/gop-y-du-thao/quy-che-mot-cua/"


@dataclass(frozen=True)
class PublicScreen:
    """One public screen that is no page of the page tree.

    Attributes:
        name: the picture's file name.
        address: where its reader begins.
        status: what the server answers in the end.
        act: what the reader does there to see it, as one step that opens the next page.
    """

    name: str
    address: str
    status: int = 200
    act: Callable[[Page], object] | None = None

    def open(self, page: Page, base: str = "") -> Response:
        """Go there as its reader does; returns what the server answered in the end."""
        answer = page.goto(base + self.address)
        if self.act:
            with page.expect_navigation() as navigation:
                self.act(page)
            answer = navigation.value
        assert answer is not None, self.name
        return answer


def press(selector: str) -> Callable[[Page], object]:
    """Return the step of pressing the first of some buttons or links."""
    return lambda page: page.locator(selector).first.click()


def look_up(state: str, **further: str) -> Callable[[Page], object]:
    """Return the step of asking for a sample message in some state, by its code."""

    def ask(page: Page) -> None:
        from reform.feedback.models import CitizenMessage

        message = CitizenMessage.objects.filter(state=state).order_by("pk")[0]
        query = urlencode({"ma": message.code, **further})
        page.evaluate("address => { location.href = address }", f"/tra-cuu-tra-loi/?{query}")

    return ask


def send_wrong(page: Page) -> None:
    """Send the form with a number that is none and without the question."""
    page.locator("[name=phone]").fill("số nhà")
    page.locator(".public-form button[type=submit]").click()


PUBLIC_SCREENS = [
    PublicScreen("search", "/tim-kiem/?q=cai+cach"),
    PublicScreen("search-empty", "/tim-kiem/?q=zzqwx"),
    PublicScreen("search-untouched", "/tim-kiem/"),
    PublicScreen("documents-found", "/van-ban/?tu-khoa=cai+cach"),
    PublicScreen("documents-none", "/van-ban/?tu-khoa=zzqwx&hieu-luc=con"),
    PublicScreen("services-none", "/dich-vu-cong/?su-kien=sinh-con&linh-vuc=dat-dai"),
    PublicScreen("initiatives-none", "/sang-kien/?tu-khoa=zzqwx"),
    PublicScreen("site-map", "/so-do-trang/"),
    PublicScreen("prints-of-service", SERVICE, act=press("a.print-link")),
    PublicScreen("prints-of-campaign", CAMPAIGN, act=press("a.print-link")),
    PublicScreen("ask", "/gui-cau-hoi/"),
    PublicScreen("ask-about-service", SERVICE, act=press("a[href^='/gui-cau-hoi/?ve=']")),
    PublicScreen("ask-wrong", "/gui-cau-hoi/", status=422, act=send_wrong),
    PublicScreen("comment", DRAFT, act=press(".consultation-act a")),
    PublicScreen("answer", "/tra-cuu-tra-loi/"),
    PublicScreen("answer-found", "/tra-cuu-tra-loi/", act=look_up("published")),
    PublicScreen("answer-waiting", "/tra-cuu-tra-loi/", act=look_up("routed")),
    PublicScreen("answer-receipt", "/tra-cuu-tra-loi/", act=look_up("received", moi="1")),
    PublicScreen("answer-unknown", "/tra-cuu-tra-loi/?ma=ABCDEFGHJK", status=404),
    PublicScreen("rated-useful", SERVICE, act=press("[name=huu-ich][value=co]")),
    PublicScreen("rated-not-useful", SERVICE, act=press("[name=huu-ich][value=khong]")),
    PublicScreen("rated-satisfaction", SERVICE, act=press("[name=muc]")),
    PublicScreen("display", "/hien-thi/?tro-ve=/"),
    PublicScreen("style-guide", "/huong-dan-giao-dien/"),
    PublicScreen("not-found", "/khong-co-trang-nay/", status=404),
]


@dataclass(frozen=True)
class AdminScreen:
    """One admin screen.

    Attributes:
        name: the picture's file name.
        address: where it is.
        role: the value of the role whose demonstration account looks; empty for nobody signed in.
        follow: a CSS selector of the link to go on from there, for a record whose number nobody
            knows beforehand.
    """

    name: str
    address: str
    role: str = ""
    follow: str = ""


ROW = ".register-table tbody th a"
INITIATIVE_SCREENS = [
    AdminScreen("landing-economics", "/admin/", "economics"),
    AdminScreen("initiatives", "/admin/initiatives/initiatives/", "economics"),
    AdminScreen("initiatives-none", "/admin/initiatives/initiatives/?q=zzqwx", "economics"),
    AdminScreen("initiative-new", "/admin/initiatives/initiatives/create/", "unit_officer"),
    AdminScreen("initiative-scored", "/admin/initiatives/initiatives/?state=scoring", "economics", ROW),
    AdminScreen(
        "initiative-recognised", "/admin/initiatives/initiatives/?state=recognised", "economics", ROW
    ),
    AdminScreen("quota-board", "/admin/initiatives/initiatives/board/?year=2022", "economics"),
    AdminScreen("quota-reminder", "/admin/initiatives/initiatives/remind/?year=2022", "economics"),
    AdminScreen("score-sheets", "/admin/initiatives/sheets/", "economics"),
    AdminScreen("score-sheet", "/admin/initiatives/sheets/", "economics", ROW),
    AdminScreen("councils", "/admin/initiatives/councils/", "economics"),
    AdminScreen("council-scoring", "/admin/initiatives/councils/?state=scoring", "economics", ROW),
    AdminScreen("council-closed", "/admin/initiatives/councils/?state=closed", "economics", ROW),
    AdminScreen("council-new", "/admin/initiatives/councils/create/", "economics"),
    AdminScreen("reviews", "/admin/initiatives/reviews/", "economics"),
    AdminScreen("review", "/admin/initiatives/reviews/", "economics", ROW),
    AdminScreen("decisions", "/admin/initiatives/decisions/", "economics"),
    AdminScreen("decision-issued", "/admin/initiatives/decisions/?state=issued", "economics", ROW),
    AdminScreen("decision-to-sign", "/admin/initiatives/decisions/?state=submitted", "leadership", ROW),
    AdminScreen("decision-new", "/admin/initiatives/decisions/prepare/", "economics"),
    AdminScreen("adoptions", "/admin/initiatives/adoptions/", "economics"),
    AdminScreen("adoption-new", "/admin/initiatives/adoptions/create/", "unit_officer"),
    AdminScreen("paper-templates", "/admin/organisation/paper-templates/", "system_administrator"),
]
ADMIN_SCREENS = [
    AdminScreen("sign-in", "/admin/login/"),
    AdminScreen("landing-unit-officer", "/admin/", "unit_officer"),
    AdminScreen("landing-unit-head", "/admin/", "unit_head"),
    AdminScreen("landing-home-affairs", "/admin/", "home_affairs"),
    AdminScreen("landing-leadership", "/admin/", "leadership"),
    AdminScreen("landing-administrator", "/admin/", "system_administrator"),
    AdminScreen("initiatives-quota", "/admin/initiatives/initiatives/board/?year=2022", "home_affairs"),
    AdminScreen("initiatives-reminder", "/admin/initiatives/initiatives/remind/?year=2022", "home_affairs"),
    AdminScreen("readings", "/admin/directives/readings/", "home_affairs"),
    AdminScreen("reading-start", "/admin/directives/readings/create/", "home_affairs"),
    AdminScreen(
        "reading-proposal", "/admin/directives/readings/", "home_affairs", ".register-table tbody th a"
    ),
    AdminScreen("import-progress", "/admin/directives/assignments/import/", "unit_officer"),
    AdminScreen("export-progress", "/admin/directives/assignments/export/", "unit_officer"),
    AdminScreen("exports", "/admin/organisation/exports/", "system_administrator"),
    AdminScreen("import-units", "/admin/organisation/units/import/", "system_administrator"),
    AdminScreen("landing-editor", "/admin/", "culture_editor"),
    AdminScreen("landing-publisher", "/admin/", "culture_publisher"),
    AdminScreen("messages", "/admin/feedback/messages/", "home_affairs"),
    AdminScreen("message", "/admin/feedback/messages/", "home_affairs", ".register-table tbody th a"),
    AdminScreen("opinions", "/admin/feedback/opinions/", "culture_editor"),
    AdminScreen("pages", "/admin/pages/", "culture_publisher"),
    AdminScreen("service-catalogue", "/admin/service-catalogue/", "culture_editor"),
    AdminScreen("campaigns", "/admin/chien-dich/", "culture_publisher"),
    AdminScreen("campaign", "/admin/chien-dich/", "culture_publisher", ".register-table tbody th a"),
    AdminScreen("alerts", "/admin/alerts/", "culture_publisher"),
    AdminScreen("alert-new", "/admin/alerts/new/", "culture_publisher"),
    AdminScreen("issuers", "/admin/snippets/home/documentissuer/", "culture_publisher"),
    AdminScreen("issuer-new", "/admin/snippets/home/documentissuer/add/", "culture_publisher"),
    AdminScreen("redirects", "/admin/moved-pages/", "culture_publisher"),
    AdminScreen("pages-to-review", "/admin/content-reports/review/", "culture_editor"),
    AdminScreen("broken-links", "/admin/content-reports/broken-links/", "culture_editor"),
    AdminScreen("images", "/admin/images/", "culture_editor"),
    AdminScreen("documents", "/admin/documents/", "culture_editor"),
    AdminScreen("users", "/admin/organisation/users/", "system_administrator"),
    *INITIATIVE_SCREENS,
]
