import pytest

from reform.organisation.capabilities import ROLE_TABLE, Capability, Role, roles_with

EXPECTED = {
    Role.SYSTEM_ADMINISTRATOR: {Capability.ADMINISTER},
    Role.HOME_AFFAIRS: {Capability.VIEW, Capability.ASSIGN, Capability.FOLLOW_UP, Capability.EXPORT},
    Role.UNIT_OFFICER: {Capability.VIEW, Capability.ENTER, Capability.EXPORT},
    Role.UNIT_HEAD: {Capability.VIEW, Capability.ENTER, Capability.SUBMIT, Capability.EXPORT},
    Role.ECONOMICS: {
        Capability.APPRAISE_INITIATIVES,
        Capability.MANAGE_QUALITY,
        Capability.MANAGE_TRAINING,
        Capability.EXPORT,
    },
    Role.CULTURE_EDITOR: {Capability.EDIT_PAGES},
    Role.CULTURE_PUBLISHER: {Capability.EDIT_PAGES, Capability.PUBLISH_PAGES},
    Role.LEADERSHIP: {Capability.VIEW, Capability.DECIDE, Capability.EXPORT},
    Role.AUDITOR: {Capability.VIEW},
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gives_what_is_expected_and_nothing_else(role: Role) -> None:
    given = set(ROLE_TABLE[role].capabilities)
    assert EXPECTED[role] <= given
    assert given - EXPECTED[role] == set()


def test_every_role_stands_in_the_table_and_says_what_it_is_for() -> None:
    assert set(ROLE_TABLE) == set(Role) == set(EXPECTED)
    assert all(str(definition.duty) for definition in ROLE_TABLE.values())


def test_every_capability_is_given_by_some_role() -> None:
    assert [capability for capability in Capability if not roles_with(capability)] == []


def test_no_role_checks_or_decides_on_what_it_enters_or_confirms_itself() -> None:
    doing = {Capability.ENTER, Capability.SUBMIT}
    judging = {Capability.FOLLOW_UP, Capability.DECIDE, Capability.ASSIGN}
    for role, definition in ROLE_TABLE.items():
        assert not (doing & definition.capabilities and judging & definition.capabilities), role
