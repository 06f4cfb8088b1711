"""The screens that pictures are taken of: public pages are found by themselves, admin screens are listed."""

from dataclasses import dataclass

# Public addresses that are not pages of the page tree.
PUBLIC_ADDRESSES = {
    "search": "/tim-kiem/?q=cai+cach",
    "search-empty": "/tim-kiem/?q=zzqwx",
    "site-map": "/so-do-trang/",
    "ask": "/gui-cau-hoi/",
    "answer": "/tra-cuu-tra-loi/",
    "answer-unknown": "/tra-cuu-tra-loi/?ma=ABCDEFGHJK",
    "display": "/hien-thi/?tro-ve=/",
    "style-guide": "/huong-dan-giao-dien/",
    "not-found": "/khong-co-trang-nay/",
}
# Those that must say that there is nothing there.
ABSENT = frozenset({"answer-unknown", "not-found"})


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


ADMIN_SCREENS = [
    AdminScreen("sign-in", "/admin/login/"),
    AdminScreen("landing-unit-officer", "/admin/", "unit_officer"),
    AdminScreen("landing-unit-head", "/admin/", "unit_head"),
    AdminScreen("landing-home-affairs", "/admin/", "home_affairs"),
    AdminScreen("landing-leadership", "/admin/", "leadership"),
    AdminScreen("landing-administrator", "/admin/", "system_administrator"),
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
    AdminScreen("redirects", "/admin/moved-pages/", "culture_publisher"),
    AdminScreen("pages-to-review", "/admin/content-reports/review/", "culture_editor"),
    AdminScreen("broken-links", "/admin/content-reports/broken-links/", "culture_editor"),
    AdminScreen("images", "/admin/images/", "culture_editor"),
    AdminScreen("documents", "/admin/documents/", "culture_editor"),
    AdminScreen("users", "/admin/organisation/users/", "system_administrator"),
]
