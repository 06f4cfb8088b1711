"""The pieces of a text as editors choose and citizens see them."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.blocks import Block, ListBlock
from wagtail.images import get_image_model

from home.blocks import BodyBlock, VideoLinkBlock
from home.sections import SectionsBlock
from reform.organisation.capabilities import Role
from tests.home.editing.people import person_with
from tests.home.factories import add_article, build_site, make_image
from tests.home.markup import html_faults

BLOCKS = BodyBlock().child_blocks
SECTIONS = SectionsBlock().child_blocks
PIECES = [*BLOCKS.values(), *SECTIONS.values()]


def fields_within(block: Block) -> list[Block]:
    """Return the fields of a block, those of its lists included."""
    fields = list(getattr(block, "child_blocks", {}).values()) if block.name != "table" else []
    listed = [field.child_block for field in fields if isinstance(field, ListBlock)]
    return [*fields, *(field for one in listed for field in fields_within(one))]


@pytest.mark.parametrize("block", PIECES, ids=lambda block: block.name)
def test_every_piece_is_described_and_has_a_preview(block: Block) -> None:
    assert str(block.get_description())
    assert block.is_previewable


@pytest.mark.parametrize("block", PIECES, ids=lambda block: block.name)
def test_every_field_of_a_piece_says_what_belongs_there(block: Block) -> None:
    silent = [
        field.name
        for field in fields_within(block)
        if not getattr(getattr(field, "field", field.meta), "help_text", "")
    ]
    assert not silent


@pytest.mark.django_db
def test_every_preview_is_a_valid_page_with_the_sites_own_colours(client: Client) -> None:
    public = build_site()
    client.force_login(person_with(public.authority, Role.CULTURE_EDITOR))
    for block in PIECES:
        assert "css/portal" in preview_of(client, block)


def preview_of(client: Client, block: Block) -> str:
    """Return the preview of a block, which must be a valid page."""
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200, block.name
    shown: str = answer.content.decode()
    assert html_faults(shown) == []
    return shown


@pytest.mark.parametrize("address", ["http://example.vn/v", "javascript:alert(1)", "ftp://example.vn/v"])
def test_a_video_is_linked_over_https_only(address: str) -> None:
    block = VideoLinkBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Phim", "url": address, "content": "Lời"}))


def test_a_video_is_a_link_and_nothing_of_the_other_site_is_loaded() -> None:
    block = VideoLinkBlock()
    value = block.clean(block.to_python({"title": "Phim", "url": "https://a.vn/v", "content": "Lời"}))
    shown = block.render(value)
    assert 'href="https://a.vn/v"' in shown
    assert "<iframe" not in shown
    assert "src=" not in shown


def gallery(count: int, **values: Any) -> dict[str, Any]:
    """Return a gallery of so many pictures, as the database keeps it."""
    pictures = [
        {"image": make_image().pk, "alt_text": f"Người dân {number}", "caption": f"Chú thích {number}"}
        for number in range(count)
    ]
    return {"type": "gallery", "value": {"pictures": [picture | values for picture in pictures]}}


@pytest.mark.django_db
def test_a_gallery_shows_every_picture_with_its_words_at_the_same_cost(
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Any,
) -> None:
    article = add_article(build_site(), body=[gallery(6)])
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    drawn = get_image_model().get_rendition_model().objects.count()
    with django_assert_max_num_queries(12):
        shown = client.get(f"/tin-cai-cach/{article.slug}/").content.decode()
    assert shown.count('alt="Người dân') == 6
    assert "Chú thích 5" in shown
    assert get_image_model().get_rendition_model().objects.count() == drawn
    assert html_faults(shown) == []


@pytest.mark.django_db
def test_a_gallery_has_more_than_one_picture_and_words_for_each() -> None:
    block = BLOCKS["gallery"]
    for wrong in (gallery(1), gallery(2, alt_text="")):
        with pytest.raises(ValidationError):
            block.clean(block.to_python(json.loads(json.dumps(wrong["value"]))))
    block.clean(block.to_python(gallery(2)["value"]))
