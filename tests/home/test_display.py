"""Readers choose size of text, colours and layout, without JavaScript and without being followed."""

import pytest
from django.test import Client

from home.display import COOKIE_NAME, Colours, Display, Layout, TextSize, parse_display
from tests.home.factories import build_site
from tests.home.markup import html_faults

# What stands on a page or a paper does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

LARGE_AND_DARK = {"text": "rat-lon", "colours": "toi", "layout": "don-gian"}
DARK, CONTRAST = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
DEFAULT = {"text": "thuong", "colours": "theo-may", "layout": "day-du"}


def choose(client: Client, choice: dict[str, str], back: str = "/tin-cai-cach/") -> str:
    """Send the form; returns the address that the reader is led to."""
    response = client.post("/hien-thi/", choice | {"tro-ve": back})
    assert response.status_code == 302
    return response.headers["Location"]


def opening_tag(client: Client, address: str = "/") -> str:
    """Return the html element's tag of a page."""
    return "<html" + client.get(address).content.decode().split("<html")[1].split(">")[0]


def media_of(client: Client) -> dict[str, str]:
    """Return when each set of colours holds on the front page."""
    page = client.get("/").content.decode()
    return {
        name: page.split(f'css/colours/{name}.css" media="')[1].split('"')[0]
        for name in ("dark", "contrast", "contrast-dark")
    }


def test_choice_holds_on_every_page_and_leads_back_to_where_it_was_made(client: Client) -> None:
    build_site()
    assert opening_tag(client) == '<html lang="vi"'
    assert choose(client, LARGE_AND_DARK) == "/tin-cai-cach/"
    for address in ("/", "/tin-cai-cach/", "/tim-kiem/", "/hien-thi/", "/khong-co/"):
        assert opening_tag(client, address) == '<html lang="vi" data-text="rat-lon" data-layout="simple"'
    assert media_of(client)["dark"] == "screen"


def test_form_shows_what_is_chosen_and_forgets_it_on_request(client: Client) -> None:
    build_site()
    assert "Bỏ thiết lập" not in client.get("/hien-thi/").content.decode()
    choose(client, LARGE_AND_DARK)
    page = client.get("/hien-thi/?tro-ve=/lien-he/").content.decode()
    assert html_faults(page) == []
    assert page.count("checked") == 3
    assert 'value="toi"' in page.split("checked")[1]
    assert 'name="tro-ve" value="/lien-he/"' in page
    client.post("/hien-thi/", {"bo": "1"})
    assert not client.cookies[COOKIE_NAME].value
    assert opening_tag(client) == '<html lang="vi"'


def test_default_choice_sets_no_cookie(client: Client) -> None:
    build_site()
    choose(client, DEFAULT)
    assert COOKIE_NAME not in client.cookies


def test_cookie_holds_the_choice_alone_and_is_sent_to_no_other_site(client: Client) -> None:
    choose(client, LARGE_AND_DARK)
    cookie = client.cookies[COOKIE_NAME]
    assert cookie.value == "rat-lon.toi.don-gian"
    assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Lax", True, "/")


@pytest.mark.parametrize(
    "cookie", ["", "x", "rat-lon.toi", "rat-lon.toi.don-gian.x", '"><script>.toi.day-du', "lon..day-du", "."]
)
def test_rubbish_in_the_cookie_is_ignored(client: Client, cookie: str) -> None:
    build_site()
    assert parse_display(cookie) == Display()
    client.cookies[COOKIE_NAME] = cookie
    assert opening_tag(client) == '<html lang="vi"'


def test_cookie_is_read_as_it_was_written() -> None:
    for text in TextSize:
        for colours in Colours:
            for layout in Layout:
                display = Display(text, colours, layout)
                assert parse_display(display.as_cookie()) == display


@pytest.mark.parametrize(
    "address", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "lien-he/"]
)
def test_form_leads_to_no_other_site(client: Client, address: str) -> None:
    build_site()
    assert choose(client, LARGE_AND_DARK, back=address) == "/"
    page = client.get("/hien-thi/", {"tro-ve": address}).content.decode()
    assert 'name="tro-ve" value="/"' in page
    assert f'href="{address}' not in page


def test_answer_that_is_none_of_the_offered_changes_nothing(client: Client) -> None:
    build_site()
    response = client.post("/hien-thi/", LARGE_AND_DARK | {"colours": "hong"})
    assert response.status_code == 400
    assert "Vui lòng chọn" in response.content.decode()
    assert COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    ("colours", "dark", "contrast", "both"),
    [
        ("sang", "not all", f"screen and {CONTRAST}", "not all"),
        ("toi", "screen", f"screen and {CONTRAST}", f"screen and {CONTRAST}"),
        ("tuong-phan", f"screen and {DARK}", "screen", f"screen and {DARK}"),
    ],
)
def test_explicit_colours_win_over_the_device(
    client: Client, colours: str, dark: str, contrast: str, both: str
) -> None:
    build_site()
    choose(client, DEFAULT | {"colours": colours})
    assert media_of(client) == {"dark": dark, "contrast": contrast, "contrast-dark": both}


def test_every_page_leads_to_the_settings_and_back(client: Client) -> None:
    build_site()
    assert 'href="/hien-thi/?tro-ve=%2Ftin-cai-cach%2F%3Ftrang%3D1"' in (
        client.get("/tin-cai-cach/?trang=1").content.decode()
    )
    # From the settings themselves, the way back stays the one that led there.
    assert 'href="/hien-thi/?tro-ve=%2Flien-he%2F"' in (
        client.get("/hien-thi/?tro-ve=/lien-he/").content.decode()
    )
