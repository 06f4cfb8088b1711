"""States and kinds of initiatives, their scoring, councils and decisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InitiativeState(TextChoices):
    """Where an application stands, from the first draft to the City's answer."""

    DRAFT = "draft", pgettext_lazy("state of an initiative", "Being drafted")
    ENDORSED = "endorsed", _("Endorsed by the unit's head")
    SUBMITTED = "submitted", pgettext_lazy("state of an initiative", "Submitted")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Supplement asked for")
    RECEIVED = "received", pgettext_lazy("state of an initiative", "Received")
    INELIGIBLE = "ineligible", _("Not eligible")
    ELIGIBLE = "eligible", _("Eligible")
    SCORING = "scoring", _("Being scored")
    COUNCIL = "council", _("Before the council")
    RECOMMENDED = "recommended", _("Recommended by the council")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended by the council")
    RECOGNISED = "recognised", _("Recognised by the authority")
    NOT_RECOGNISED = "not_recognised", _("Not recognised")
    NOMINATED = "nominated", _("Nominated to the City")
    CITY_RECOGNISED = "city_recognised", _("Recognised by the City")
    CITY_NOT_RECOGNISED = "city_not_recognised", _("Not recognised by the City")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ARCHIVED = "archived", _("Archived")


_S = InitiativeState

# The unit writes; nobody else changes a word.
UNIT_STATES = frozenset({_S.DRAFT, _S.ENDORSED, _S.SUPPLEMENT_REQUESTED})
# Fields may be changed.
EDITABLE_STATES = frozenset({_S.DRAFT, _S.SUPPLEMENT_REQUESTED})
# The appraising office has never seen it.
UNSENT_STATES = frozenset({_S.DRAFT, _S.ENDORSED})
# With the appraising office or the council: the clocks of the rules run.
APPRAISAL_STATES = frozenset(
    {_S.SUBMITTED, _S.RECEIVED, _S.ELIGIBLE, _S.SCORING, _S.COUNCIL, _S.RECOMMENDED, _S.NOT_RECOMMENDED}
)
# The unit may take it back: before the council only (domain.md 7.2).
WITHDRAWABLE_STATES = UNIT_STATES | {_S.SUBMITTED, _S.RECEIVED, _S.ELIGIBLE, _S.SCORING}
# The authority's decision stands.
RECOGNISED_STATES = frozenset({_S.RECOGNISED, _S.NOMINATED, _S.CITY_RECOGNISED, _S.CITY_NOT_RECOGNISED})
# Nothing more happens to it but archiving.
FINAL_STATES = frozenset(
    {
        _S.INELIGIBLE,
        _S.RECOGNISED,
        _S.NOT_RECOGNISED,
        _S.CITY_RECOGNISED,
        _S.CITY_NOT_RECOGNISED,
        _S.WITHDRAWN,
    }
)


class CouncilState(TextChoices):
    """How far a council's work has come."""

    PREPARING = "preparing", _("Being set up")
    SCORING = "scoring", pgettext_lazy("state of a council", "Members score")
    MET = "met", pgettext_lazy("state of a council", "Has met")
    CLOSED = "closed", pgettext_lazy("state of a council", "Result locked")


class CouncilRole(TextChoices):
    """What a member is in the council."""

    CHAIR = "chair", pgettext_lazy("role in a council", "Chair")
    VICE_CHAIR = "vice_chair", pgettext_lazy("role in a council", "Vice-chair")
    SECRETARY = "secretary", pgettext_lazy("role in a council", "Secretary")
    MEMBER = "member", pgettext_lazy("role in a council", "Member")


class ReviewState(TextChoices):
    """Whether a member's sheet counts."""

    DRAFT = "draft", pgettext_lazy("state of a score sheet", "Being filled in")
    FINAL = "final", pgettext_lazy("state of a score sheet", "Handed in")


class SheetState(TextChoices):
    """Whether a score sheet can be used by new councils."""

    DRAFT = "draft", pgettext_lazy("state of a sheet of criteria", "Draft")
    IN_USE = "in_use", pgettext_lazy("state of a sheet of criteria", "In use")
    RETIRED = "retired", pgettext_lazy("state of a sheet of criteria", "Retired")


class DecisionState(TextChoices):
    """How far a decision of recognition has come."""

    DRAFT = "draft", pgettext_lazy("state of a decision", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a decision", "Before the Chair")
    SIGNED = "signed", pgettext_lazy("state of a decision", "Signed, not yet registered")
    ISSUED = "issued", pgettext_lazy("state of a decision", "Issued")
    DISCARDED = "discarded", pgettext_lazy("state of a decision", "Discarded")


class QuotaStatus(TextChoices):
    """How far a unit has come in a year, for the quota of one recognised initiative (dispatch, section 1)."""

    NONE = "none", pgettext_lazy("initiatives of a unit", "None")
    REGISTERED = "registered", pgettext_lazy("initiatives of a unit", "Registered")
    UNDER_APPRAISAL = "under_appraisal", pgettext_lazy("initiatives of a unit", "Under appraisal")
    RECOGNISED = "recognised", pgettext_lazy("initiatives of a unit", "Recognised by the authority")
    CITY_RECOGNISED = "city_recognised", pgettext_lazy("initiatives of a unit", "Recognised by the City")


class Holder(TextChoices):
    """Who has the file now."""

    UNIT = "unit", _("The unit")
    APPRAISER = "appraiser", _("The appraising office")
    COUNCIL = "council", _("The council")
    CHAIR = "chair", _("The Chair")
    CITY = "city", _("The City")
    NOBODY = "nobody", pgettext_lazy("holder of a file", "Finished")


# Who has the file in a state. One that is recommended goes on to the Chair with its decision: until that is
# submitted, and again once it is signed and has to be registered, the appraising office has to act.
HOLDERS: dict[str, Holder] = {
    _S.DRAFT: Holder.UNIT,
    _S.ENDORSED: Holder.UNIT,
    _S.SUPPLEMENT_REQUESTED: Holder.UNIT,
    _S.SUBMITTED: Holder.APPRAISER,
    _S.RECEIVED: Holder.APPRAISER,
    _S.ELIGIBLE: Holder.APPRAISER,
    _S.SCORING: Holder.COUNCIL,
    _S.COUNCIL: Holder.COUNCIL,
    _S.RECOMMENDED: Holder.APPRAISER,
    _S.NOT_RECOMMENDED: Holder.CHAIR,
    _S.NOMINATED: Holder.CITY,
}
