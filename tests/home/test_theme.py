"""An authority's own colours."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from home.theme import theme_css, theme_hash, theme_url
from reform.organisation.colours import DARK_PAPER, PAPER, WASH, contrast_ratio
from tests.home.factories import build_site

BURGUNDY, SAND, BLACK = "#7a1f3d", "#f0c060", "#000000"


def own(css: str, name: str) -> str:
    """Return one of an authority's colours."""
    return css.split(f"--own-{name}:")[1][:7]


@pytest.mark.parametrize("primary", [BURGUNDY, "#0f4c81", "#000000", "#1d6b45", "#5a2ca0"])
def test_derived_shades_stay_readable(primary: str) -> None:
    css = theme_css(primary_colour=primary, accent_colour=SAND)
    assert contrast_ratio(own(css, "night-blue"), DARK_PAPER) >= 4.5
    assert contrast_ratio(own(css, "night-on-blue"), own(css, "night-blue")) >= 4.5
    assert contrast_ratio(own(css, "night-strip"), PAPER) >= 4.5
    for name in ("strong-blue", "strong-blue-dark"):
        assert contrast_ratio(own(css, name), WASH) >= 7
    for name in ("strong-night-blue", "strong-night-blue-dark"):
        assert contrast_ratio(own(css, name), BLACK) >= 7


def test_every_own_colour_is_taken_by_a_set_and_none_says_when_it_holds() -> None:
    css = theme_css(primary_colour=BURGUNDY, accent_colour=SAND)
    folder = Path(settings.SITE_DIR) / "static" / "css"
    files = [folder / "portal.css", *sorted((folder / "colours").glob("*.css"))]
    sets = "".join(path.read_text(encoding="utf-8") for path in files)
    assert set(re.findall(r"--own-[\w-]+", css)) == set(re.findall(r"var\((--own-[\w-]+),", sets))
    assert "@media" not in css


@pytest.mark.django_db
def test_authority_with_the_portals_colours_needs_no_stylesheet_of_its_own(client: Client) -> None:
    public = build_site()
    assert theme_url(public.authority) == ""
    assert "/theme/" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_own_colours_are_linked_and_kept_by_browsers_for_good(client: Client) -> None:
    public = build_site(primary_colour=BURGUNDY, accent_colour=SAND)
    address = theme_url(public.authority)
    assert f'<link rel="stylesheet" href="{address}">' in client.get("/").content.decode()
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert f"--own-blue:{BURGUNDY}" in response.content.decode()
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_address_of_former_colours_is_answered_but_not_kept(client: Client) -> None:
    public = build_site(primary_colour=BURGUNDY)
    assert theme_hash(public.authority) != "cu"
    response = client.get(f"/theme/{public.authority.pk}-cu.css")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_theme_of_an_unknown_authority_is_not_found(client: Client) -> None:
    assert client.get("/theme/999999-abc.css").status_code == 404
