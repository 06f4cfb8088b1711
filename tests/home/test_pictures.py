"""Pictures are drawn when a page goes public, not when somebody reads it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.images import get_image_model

from home.models import ArticlePage
from home.pictures import SIZES, draw_picture, draw_sizes
from home.tasks import draw_pictures_of_page
from tests.home.factories import add_article, build_site, make_image
from tests.home.markup import html_faults

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
    draw_sizes(None, "whole")
    assert not Rendition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SIZES)
@pytest.mark.parametrize("width", [60, 500, 2000])
def test_a_picture_of_any_size_is_valid_and_offers_each_width_once(kind: str, width: int) -> None:
    image = make_image(size=(width, width))
    drawn = draw_picture(image, kind, sizes="94vw", alt='Quầy "một cửa"')
    head = '<!DOCTYPE html><html lang="vi"><head><title>Ảnh</title></head><body>'
    assert html_faults(f"{head}{drawn}</body></html>") == []
    offered = re.findall(r" (\d+)w", drawn.split("<img")[0])
    assert offered == sorted(set(offered), key=int)
    assert max(map(int, offered)) <= width
    assert 'alt="Quầy &quot;một cửa&quot;"' in drawn
    assert 'loading="lazy"' in drawn
    assert "lazy" not in draw_picture(image, kind, sizes="94vw", alt="", eager=True)


@pytest.mark.django_db
def test_words_stand_in_the_place_of_a_picture_whose_file_is_lost() -> None:
    image = make_image()
    image.file.storage.delete(image.file.name)
    assert draw_picture(image, "whole", sizes="94vw", alt="Quầy <1>") == "Quầy &lt;1&gt;"
