from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from reform.organisation.capabilities import Role
from reform.organisation.groups import group_for, sync_groups, sync_user_groups
from reform.organisation.models import Authority, RoleAssignment
from tests.organisation.factories import (
    PASSWORD,
    AuthorityFactory,
    RoleAssignmentFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

EDITOR_ON_PAGES = {"add_page", "change_page"}
PUBLISHER_ON_PAGES = EDITOR_ON_PAGES | {"publish_page", "lock_page", "unlock_page"}
ON_COLLECTION = {f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document")}


def with_site() -> tuple[Authority, Site]:
    authority: Authority = AuthorityFactory()
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = root.add_child(title=authority.name, slug=f"home-{authority.pk}")
    authority.site = Site.objects.create(hostname=f"{authority.code}.example", root_page=home)
    authority.save()
    return authority, authority.site


def rights(group: Group) -> tuple[set[str], set[tuple[int, str]], set[tuple[int, str]]]:
    on_pages = GroupPagePermission.objects.filter(group=group)
    on_collections = GroupCollectionPermission.objects.filter(group=group)
    return (
        set(group.permissions.values_list("codename", flat=True)),
        set(on_pages.values_list("page_id", "permission__codename")),
        set(on_collections.values_list("collection_id", "permission__codename")),
    )


@pytest.mark.parametrize("role", list(Role))
def test_a_group_gives_what_the_table_gives_on_the_own_site_and_nothing_else(role: Role) -> None:
    (authority, site), _other = with_site(), with_site()
    pages = {Role.CULTURE_EDITOR: EDITOR_ON_PAGES, Role.CULTURE_PUBLISHER: PUBLISHER_ON_PAGES}.get(
        role, set()
    )
    collection = ON_COLLECTION if pages else set()
    own_page, own_collection = site.root_page_id, authority.collection_id
    assert rights(group_for(role=role, authority=authority)) == (
        {"access_admin"},
        {(own_page, codename) for codename in pages},
        {(own_collection, codename) for codename in collection},
    )


def test_an_authority_without_a_site_gives_no_right_on_pages() -> None:
    authority = AuthorityFactory()
    assert not GroupPagePermission.objects.filter(group__name__endswith=f":{authority.code}").exists()
    assert authority.collection.name == authority.name
    assert authority.collection.get_parent() == Collection.get_first_root_node()


def test_what_was_given_beside_the_table_is_taken_away() -> None:
    authority, _site = with_site()
    group = group_for(role=Role.AUDITOR, authority=authority)
    before = rights(group)
    publish = Permission.objects.get(codename="publish_page")
    group.permissions.add(Permission.objects.get(codename="add_collection"))
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=publish)
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="add_image"),
    )
    UserFactory().groups.add(group)
    sync_groups()
    assert rights(group) == before
    assert not group.user_set.exists()


def test_what_was_taken_away_from_a_group_is_given_again() -> None:
    authority, _site = with_site()
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory(authority=authority))
    group = group_for(role=Role.CULTURE_PUBLISHER, authority=authority)
    before = rights(group)
    group.delete()
    sync_groups()
    group = group_for(role=Role.CULTURE_PUBLISHER, authority=authority)
    assert rights(group) == before
    assert list(group.user_set.all()) == [user]


def test_synchronising_twice_changes_nothing() -> None:
    user_with_role(Role.CULTURE_EDITOR, UnitFactory(authority=with_site()[0]))

    def state() -> list[object]:
        tables = (Group, GroupPagePermission, GroupCollectionPermission, Group.permissions.through)
        return [sorted(table.objects.values_list()) for table in tables] + [Collection.objects.count()]

    sync_groups()
    before = state()
    sync_groups()
    assert state() == before


def test_groups_made_by_hand_and_their_members_are_left_alone() -> None:
    by_hand = Group.objects.create(name="Tổ biên tập ảnh")
    by_hand.permissions.add(Permission.objects.get(codename="add_image"))
    unit = UnitFactory()
    user = user_with_role(Role.AUDITOR, unit)
    user.groups.add(by_hand)
    sync_groups()
    sync_user_groups(user)
    assert set(user.groups.values_list("name", flat=True)) == {
        by_hand.name,
        f"auditor:{unit.authority.code}",
    }
    assert by_hand.permissions.count() == 1


def test_wagtails_own_groups_are_gone_unless_somebody_is_in_them() -> None:
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    kept = Group.objects.create(name="Editors")
    Group.objects.create(name="Moderators")
    UserFactory().groups.add(kept)
    sync_groups()
    assert list(Group.objects.filter(name__in=["Moderators", "Editors"])) == [kept]


def test_a_role_brings_its_group_and_losing_it_takes_the_group_away() -> None:
    assignment = RoleAssignmentFactory(role=Role.UNIT_HEAD)
    group = group_for(role=Role.UNIT_HEAD, authority=assignment.unit.authority)
    assert list(assignment.user.groups.all()) == [group]
    assignment.valid_to = timezone.localdate() - timedelta(days=1)
    assignment.save()
    assert not assignment.user.groups.exists()
    assignment.valid_to = None
    assignment.save()
    assert assignment.user.groups.exists()
    assignment.delete()
    assert not assignment.user.groups.exists()


def test_one_of_two_assignments_is_enough_to_stay_in_the_group() -> None:
    first = RoleAssignmentFactory()
    RoleAssignmentFactory(user=first.user, unit=UnitFactory(authority=first.unit.authority))
    first.delete()
    assert first.user.groups.count() == 1


def test_an_assignment_that_ended_loses_its_group_at_sign_in() -> None:
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory())
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user=user).update(valid_to=yesterday)
    assert user.groups.exists()
    Client().login(username=user.username, password=PASSWORD)
    assert not user.groups.exists()


def test_an_assignment_that_began_gains_its_group_at_sign_in() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    user = user_with_role(Role.UNIT_OFFICER, UnitFactory(), valid_from=tomorrow)
    assert not user.groups.exists()
    RoleAssignment.objects.filter(user=user).update(valid_from=timezone.localdate())
    Client().login(username=user.username, password=PASSWORD)
    assert user.groups.exists()


def test_the_command_takes_rights_of_ended_assignments_from_everybody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory())
    RoleAssignment.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    call_command("sync_roles")
    assert not user.groups.exists()
    assert "groups are equal" in capsys.readouterr().out


def test_groups_follow_a_new_code_of_the_authority_and_keep_their_members() -> None:
    authority = AuthorityFactory()
    user = user_with_role(Role.CULTURE_EDITOR, UnitFactory(authority=authority))
    group = group_for(role=Role.CULTURE_EDITOR, authority=authority)
    authority.code, authority.name = "hai-an-moi", "Ủy ban nhân dân phường Hải An"
    authority.save()
    assert group_for(role=Role.CULTURE_EDITOR, authority=authority) == group
    assert list(user.groups.all()) == [group]
    assert Group.objects.filter(name__startswith="culture_editor:").count() == 1
    assert Collection.objects.get(pk=authority.collection_id).name == authority.name


def test_rights_move_with_the_root_page_of_the_site() -> None:
    authority, site = with_site()
    new_home = Page.get_first_root_node().add_child(title="Trang mới", slug="trang-moi")
    site.root_page = new_home
    site.save()
    group = group_for(role=Role.CULTURE_EDITOR, authority=authority)
    assert {page_id for page_id, _codename in rights(group)[1]} == {new_home.pk}


def test_groups_of_an_authority_that_is_gone_go_with_it() -> None:
    authority = AuthorityFactory(root_unit=False)
    code = authority.code
    assert Group.objects.filter(name__endswith=f":{code}").count() == len(Role)
    authority.delete()
    assert not Group.objects.filter(name__endswith=f":{code}").exists()


def test_somebody_who_may_only_edit_here_cannot_edit_the_neighbours_pages() -> None:
    (own, own_site), (_foreign, foreign_site) = with_site(), with_site()
    user = user_with_role(Role.CULTURE_PUBLISHER, UnitFactory(authority=own))
    assert own_site.root_page.permissions_for_user(user).can_edit()
    assert not foreign_site.root_page.permissions_for_user(user).can_edit()


def test_somebody_without_a_role_does_not_enter_the_administration() -> None:
    assert not UserFactory().has_perm("wagtailadmin.access_admin")
    assert user_with_role(Role.AUDITOR, UnitFactory()).has_perm("wagtailadmin.access_admin")
