"""What a form of a register lets somebody choose in fields that lead to other records."""

from typing import Any

import pytest

from reform.organisation.capabilities import Role
from reform.organisation.models import Authority, User
from reform.registers.admin import admin_for
from tests.home.factories import make_image
from tests.organisation.factories import AuthorityFactory, RoleAssignmentFactory, UserFactory
from tests.registers.helpers import administrator_of, signed_in

pytestmark = pytest.mark.django_db


def authority_form(authority: Authority, user: User, **sent: Any) -> Any:
    """Return the answer to a changed authority."""
    screens: Any = admin_for(Authority)
    values = {
        "name": authority.name,
        "short_name": authority.short_name,
        "code": authority.code,
        "level": authority.level,
        "primary_colour": authority.primary_colour,
        "accent_colour": authority.accent_colour,
        "version": authority.version,
    }
    return signed_in(user).post(screens.url_for("edit", authority.pk), values | sent)


def picture_of(authority: Authority) -> Any:
    """Return a picture in an authority's collection."""
    picture = make_image(f"Ảnh của {authority.code}")
    picture.collection = Authority.objects.get(pk=authority.pk).collection
    picture.save()
    return picture


def picture_editor_of(authority: Authority) -> User:
    """Return an administrator of an authority who works with its pictures as well."""
    administrator = administrator_of(authority)
    RoleAssignmentFactory(user=administrator, unit=administrator.unit, role=Role.CULTURE_EDITOR)
    return administrator


def test_an_administrator_chooses_a_logo_among_the_own_authoritys_pictures() -> None:
    authority = AuthorityFactory()
    picture = picture_of(authority)
    answer = authority_form(authority, picture_editor_of(authority), logo=picture.pk)
    assert answer.status_code == 302
    assert Authority.objects.get(pk=authority.pk).logo == picture


def test_who_does_not_work_with_pictures_keeps_the_logo_and_sees_no_chooser() -> None:
    authority = AuthorityFactory()
    picture, other = picture_of(authority), picture_of(authority)
    Authority.objects.filter(pk=authority.pk).update(logo=picture)
    administrator, screens = administrator_of(authority), admin_for(Authority)
    page = signed_in(administrator).get(screens.url_for("edit", authority.pk))  # type: ignore[union-attr]
    assert "image-chooser" not in page.content.decode()
    assert authority_form(authority, administrator, logo=other.pk).status_code == 302
    assert Authority.objects.get(pk=authority.pk).logo == picture


def test_a_picture_of_another_authority_is_refused_and_not_even_named() -> None:
    authority, other = AuthorityFactory(), AuthorityFactory()
    picture = picture_of(other)
    answer = authority_form(authority, picture_editor_of(authority), logo=picture.pk)
    assert answer.status_code == 200
    assert "logo" in answer.context["form"].errors
    assert picture.title not in answer.content.decode()
    assert Authority.objects.get(pk=authority.pk).logo is None


def test_who_may_choose_everything_may_choose_another_record_than_the_one_held() -> None:
    province, other = AuthorityFactory(), AuthorityFactory()
    authority = AuthorityFactory(parent=province)
    installer = UserFactory(is_superuser=True)
    answer = authority_form(authority, installer, parent=other.pk)
    assert answer.status_code == 302
    assert Authority.objects.get(pk=authority.pk).parent == other
