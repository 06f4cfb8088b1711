"""Who acts in the sample story, each by the capability that the step asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reform.initiatives.models import Initiative
from reform.initiatives.ties import untied
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority, User
from reform.organisation.starter.people import HOME_AFFAIRS_USERNAME, People

# The second one appraises what the first one's office applies for.
APPRAISERS = ("kinhte", "thamdinh")
CHAIR = "chutich"
COUNCIL = ("phochutich", "noivu.truongphong", "lanhdao.vp", "lanhdao.tckh", "lanhdao.ttr")


@dataclass(frozen=True)
class Cast:
    """The people of the story.

    Attributes:
        authority: whose officers they are.
        accounts: the demonstration accounts by user name.
    """

    authority: Authority
    accounts: dict[str, User]

    @classmethod
    def of(cls, authority: Authority) -> Cast | None:
        """Return the cast of an authority, None when somebody whom the story needs is gone."""
        users = User.objects.filter(unit__authority=authority, is_active=True, is_demo=True)
        accounts = {user.username: user for user in users.select_related("unit")}
        needed = {HOME_AFFAIRS_USERNAME, *APPRAISERS, CHAIR, *COUNCIL}
        return cls(authority, accounts) if needed <= accounts.keys() else None

    @cached_property
    def people(self) -> People:
        """The officers and heads of units; made where a unit has none, so made only when they are needed."""
        return People(self.authority, self.accounts[HOME_AFFAIRS_USERNAME])

    @property
    def secretary(self) -> User:
        """The officer who keeps councils, sheets and decisions."""
        return self.accounts[APPRAISERS[0]]

    def actor(self, capability: Capability | None, initiative: Initiative) -> User:
        """Return who has a capability for an initiative and nothing to do with its making."""
        if capability == Capability.ENTER:
            return self.people.officer(initiative.unit)
        if capability == Capability.SUBMIT:
            return self.people.head(initiative.unit)
        if capability == Capability.DECIDE:
            return self.accounts[CHAIR]
        return untied((self.accounts[name] for name in APPRAISERS), initiative)[0]
