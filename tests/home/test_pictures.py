"""Pictures are drawn when a page goes public, not when somebody reads it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.images import get_image_model

from home.models import ArticlePage
from home.pictures import GALLERY_SIZES, PICTURE_SIZES, THUMBNAIL_SIZES, draw_sizes
from home.tasks import draw_pictures_of_page
from tests.home.factories import add_article, build_site, make_image

Rendition = get_image_model().get_rendition_model()


def published_article(capture: DjangoCaptureOnCommitCallbacks) -> ArticlePage:
    """Publish an article with a lead picture and one in its text."""
    public = build_site()
    picture = {"image": make_image().pk, "alt_text": "Ảnh trong bài", "caption": ""}
    article = add_article(
        public,
        lead_image=make_image(),
        lead_image_alt="Ảnh đầu bài",
        body=[{"type": "picture", "value": picture}],
    )
    with capture(execute=True):
        article.save_revision().publish()
    return article


@pytest.mark.django_db
def test_first_reader_of_a_new_article_finds_its_pictures_ready(
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    article = published_article(django_capture_on_commit_callbacks)
    ready = Rendition.objects.count()
    assert ready == 10 + 6
    for address in ("/", "/tin-cai-cach/", f"/tin-cai-cach/{article.slug}/"):
        with django_assert_max_num_queries(12):
            client.get(address)
    assert Rendition.objects.count() == ready


@pytest.mark.django_db
def test_page_deleted_before_its_turn_is_passed_over() -> None:
    draw_pictures_of_page.func(999_999)
    draw_sizes(None, in_lists=True)
    assert not Rendition.objects.exists()


def test_templates_use_exactly_the_sizes_that_are_drawn() -> None:
    templates = Path(settings.ROOT_DIR) / "templates"
    used = {
        sizes
        for path in (*templates.glob("home/**/*.html"), *templates.glob("components/*.html"))
        for sizes in re.findall(r"{% picture \S+ (format-\S+ (?:width|fill)-\S+)", path.read_text())
    }
    assert used == {PICTURE_SIZES, THUMBNAIL_SIZES, GALLERY_SIZES}
