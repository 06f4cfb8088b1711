"""An authority's own colours."""

import pytest
from django.test import Client

from home.theme import theme_css, theme_hash, theme_url
from reform.organisation.colours import DARK_PAPER, PAPER, contrast_ratio
from tests.home.factories import build_site

BURGUNDY, SAND = "#7a1f3d", "#f0c060"


def dark_value(css: str, name: str) -> str:
    """Return a property of the dark set."""
    return css.split("prefers-color-scheme:dark")[1].split(f"--{name}:")[1][:7]


@pytest.mark.parametrize("primary", [BURGUNDY, "#0f4c81", "#000000", "#1d6b45", "#5a2ca0"])
def test_derived_shades_stay_readable(primary: str) -> None:
    css = theme_css(primary_colour=primary, accent_colour=SAND)
    assert contrast_ratio(dark_value(css, "blue"), DARK_PAPER) >= 4.5
    assert contrast_ratio(dark_value(css, "on-blue"), dark_value(css, "blue")) >= 4.5
    assert contrast_ratio(dark_value(css, "strip"), PAPER) >= 4.5


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
    assert f"--blue:{BURGUNDY}" in response.content.decode()
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
