"""Roles, and what each may do. The one table: a right is granted by editing a line here.

Code asks for a `Capability`, never for a role's name. A capability counts for the units of the
assignment that gives it; an assignment at the root unit, with sub-units, counts for the whole authority.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Capability(TextChoices):
    """One thing that a person may do to records of the units in scope."""

    VIEW = "view", _("See records")
    ENTER = "enter", _("Enter and report")
    SUBMIT = "submit", _("Confirm on the unit's behalf")
    ASSIGN = "assign", _("Assign work to units")
    FOLLOW_UP = "follow_up", _("Check, return and complete")
    DECIDE = "decide", _("Decide exceptions")
    EXPORT = "export", _("Take data out")
    APPRAISE_INITIATIVES = "appraise_initiatives", _("Appraise initiatives")
    MANAGE_QUALITY = "manage_quality", _("Keep the quality management system")
    MANAGE_TRAINING = "manage_training", _("Run training")
    EDIT_PAGES = "edit_pages", _("Write pages")
    PUBLISH_PAGES = "publish_pages", _("Approve and publish pages")
    ADMINISTER = "administer", _("Keep units, people and the calendar")


class Role(TextChoices):
    """The roles that people are given."""

    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    HOME_AFFAIRS = "home_affairs", _("Home Affairs (standing body)")
    UNIT_OFFICER = "unit_officer", _("Unit officer")
    UNIT_HEAD = "unit_head", _("Unit head")
    ECONOMICS = "economics", _("Economics (initiatives, quality, training)")
    CULTURE_EDITOR = "culture_editor", _("Editor (Culture - Information)")
    CULTURE_PUBLISHER = "culture_publisher", _("Publisher (Culture - Information)")
    LEADERSHIP = "leadership", _("Leadership")
    AUDITOR = "auditor", _("Auditor")


@dataclass(frozen=True)
class RoleDefinition:
    """What a role gives.

    Attributes:
        capabilities: what its holder may do within the assignment's scope.
        duty: one sentence for people, shown where roles are given.
    """

    capabilities: frozenset[Capability]
    duty: str | Promise


ROLE_TABLE: dict[Role, RoleDefinition] = {
    Role.SYSTEM_ADMINISTRATOR: RoleDefinition(
        frozenset({Capability.ADMINISTER}),
        _("Keeps units, accounts, roles and the working calendar; sees no records for that reason alone."),
    ),
    Role.HOME_AFFAIRS: RoleDefinition(
        frozenset({Capability.VIEW, Capability.ASSIGN, Capability.FOLLOW_UP, Capability.EXPORT}),
        _("Reads dispatches in, assigns tasks, follows them up, returns and completes, consolidates."),
    ),
    Role.UNIT_OFFICER: RoleDefinition(
        frozenset({Capability.VIEW, Capability.ENTER, Capability.EXPORT}),
        _("Accepts the unit's work, reports progress with evidence."),
    ),
    Role.UNIT_HEAD: RoleDefinition(
        frozenset({Capability.VIEW, Capability.ENTER, Capability.SUBMIT, Capability.EXPORT}),
        _("Confirms what the unit's officers prepared and sends it."),
    ),
    Role.ECONOMICS: RoleDefinition(
        frozenset(
            {
                Capability.APPRAISE_INITIATIVES,
                Capability.MANAGE_QUALITY,
                Capability.MANAGE_TRAINING,
                Capability.EXPORT,
            }
        ),
        _("Runs the appraisal of initiatives, the ISO 9001 system and training for the whole authority."),
    ),
    Role.CULTURE_EDITOR: RoleDefinition(
        frozenset({Capability.EDIT_PAGES}),
        _("Writes and corrects pages and sends them for approval."),
    ),
    Role.CULTURE_PUBLISHER: RoleDefinition(
        frozenset({Capability.EDIT_PAGES, Capability.PUBLISH_PAGES}),
        _("Approves, schedules and publishes pages."),
    ),
    Role.LEADERSHIP: RoleDefinition(
        frozenset({Capability.VIEW, Capability.DECIDE, Capability.EXPORT}),
        _("Reads everything and decides exceptions."),
    ),
    Role.AUDITOR: RoleDefinition(
        frozenset({Capability.VIEW}),
        _("Reads records and their history, changes nothing."),
    ),
}


# A public site belongs to a whole authority: given for one unit, these count for all its pages.
PAGE_CAPABILITIES = frozenset({Capability.EDIT_PAGES, Capability.PUBLISH_PAGES})


def roles_with(capability: Capability) -> list[Role]:
    """Return the roles that give `capability`, in the table's order."""
    return [role for role, definition in ROLE_TABLE.items() if capability in definition.capabilities]
