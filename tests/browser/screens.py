"""The screens that pictures are taken of: public pages are found by themselves, admin screens are listed."""

from dataclasses import dataclass

# Public addresses that are not pages of the page tree.
PUBLIC_ADDRESSES = {
    "search": "/tim-kiem/?q=cai+cach",
    "search-empty": "/tim-kiem/?q=khong-co-gi-nhu-the",
    "site-map": "/so-do-trang/",
    "ask": "/gui-cau-hoi/",
    "answer": "/tra-cuu-tra-loi/",
    "answer-unknown": "/tra-cuu-tra-loi/?ma=ABCDEFGHJK",
    "display": "/hien-thi/?tro-ve=/",
    "style-guide": "/huong-dan-giao-dien/",
    "not-found": "/khong-co-trang-nay/",
}


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
    AdminScreen("pages", "/admin/pages/", "culture_publisher"),
    AdminScreen("opinions", "/admin/feedback/opinions/", "culture_editor"),
    AdminScreen("service-catalogue", "/admin/service-catalogue/", "culture_editor"),
    AdminScreen("images", "/admin/images/", "culture_editor"),
    AdminScreen("documents", "/admin/documents/", "culture_editor"),
    AdminScreen("users", "/admin/users/", "system_administrator"),
]
