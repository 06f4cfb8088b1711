"""The walk of the matrix finds English on every screen that it opens; here, that it would."""

import pytest
from django.http import HttpResponse

from tests.access.english import english_on, is_english


@pytest.mark.parametrize(
    "text",
    ["Edit", "Delete", "The page could not be saved due to errors", "Sign in to your account"],
)
def test_english_is_found(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", ["Sửa", "Email", "UBND quận", "2022", ""])
def test_vietnamese_is_not_mistaken_for_it(text: str) -> None:
    assert not is_english(text)


def test_english_is_found_in_texts_labels_and_the_menu_but_not_in_scripts_and_data() -> None:
    menu = '{"items": [{"label": "Reports"}]}'
    page = (
        "<html><body><p>Xin chào</p><button aria-label='Delete'>x</button><p><b>a</b> Cancel</p>"
        f"<script>Edit</script><script id='wagtail-sidebar-props' type='application/json'>{menu}</script>"
        "</body></html>"
    )
    assert [text.split("'")[1] for text in english_on(HttpResponse(page))] == ["Cancel", "Delete", "Reports"]
    assert not english_on(HttpResponse("Edit", content_type="text/csv"))
