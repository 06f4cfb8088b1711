"""Articles: what the editor may save and what stands beside a text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page

from home.blocks import PictureBlock
from home.forms import PublicPageForm
from home.models import ArticlePage, RelatedArticle
from tests.home.factories import ReformFieldFactory, add_article, build_site, make_image
from tests.organisation.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_lead_picture_without_alternative_text_is_refused() -> None:
    article = add_article(build_site())
    article.lead_image = make_image()
    article.lead_image_alt = "  "
    with pytest.raises(ValidationError) as refused:
        article.full_clean()
    assert set(refused.value.message_dict) == {"lead_image_alt"}


def test_picture_in_the_text_without_alternative_text_is_refused() -> None:
    block = PictureBlock()
    value = block.normalize({"image": make_image(), "alt_text": "", "caption": ""})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"alt_text"}


def test_update_before_publication_is_refused() -> None:
    article = add_article(build_site(), published_on=date(2022, 10, 2))
    article.updated_on = date(2022, 10, 1)
    with pytest.raises(ValidationError) as refused:
        article.full_clean()
    assert set(refused.value.message_dict) == {"updated_on"}


def test_related_articles_are_the_chosen_ones_first_and_five_at_most() -> None:
    public = build_site()
    field, other_field = ReformFieldFactory(), ReformFieldFactory()
    days = iter(range(1, 29))
    same_field = [
        add_article(public, fields=(field,), published_on=date(2022, 9, next(days))) for _number in range(6)
    ]
    chosen = add_article(public, fields=(other_field,), published_on=date(2022, 1, 1))
    stranger = add_article(public, fields=(other_field,), published_on=date(2022, 12, 1))
    article = add_article(public, fields=(field,))
    RelatedArticle.objects.create(page=article, article=chosen, sort_order=0)

    related = article.find_beside([field]).related

    assert related == [chosen, *reversed(same_field[-4:])]
    assert stranger not in related
    assert article not in related


def test_article_in_two_shared_fields_is_related_once() -> None:
    public = build_site()
    fields = (ReformFieldFactory(), ReformFieldFactory())
    other = add_article(public, fields=fields)
    article = add_article(public, fields=fields)
    assert article.find_beside(list(fields)).related == [other]


def test_unsaved_article_of_a_preview_finds_related_ones_without_failing() -> None:
    public = build_site()
    field = ReformFieldFactory()
    other = add_article(public, fields=(field,))
    draft = ArticlePage(title="Mới", path=public.news.path + "0009", depth=public.news.depth + 1)
    assert draft.find_beside([field]).related == [other]


def test_editor_is_offered_units_of_the_own_authority_only() -> None:
    public, foreign = build_site(), build_site(hostname="khac.example.vn")
    unit = UnitFactory(authority=public.authority)
    foreign_unit = UnitFactory(authority=foreign.authority)
    form_class = ArticlePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, PublicPageForm)
    form = form_class(instance=ArticlePage(), parent_page=Page.objects.get(pk=public.news.pk))
    offered = set(form.fields["author_unit"].queryset)
    assert unit in offered
    assert foreign_unit not in offered
