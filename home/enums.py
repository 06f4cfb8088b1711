"""Named choices of the public pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GovernmentLevel(TextChoices):
    """At which level of government a procedure is handled."""

    WARD = "phuong", _("Ward (commune)")
    DISTRICT = "quan", _("District")
    CITY = "thanh-pho", _("City (province)")


class PublicPost(TextChoices):
    """What the public postal service carries for a procedure (Quyết định 45/2016/QĐ-TTg)."""

    NONE = "khong", _("Not by public post")
    SEND = "gui", _("Send the dossier by public post")
    RETURN = "nhan", _("Receive the result by public post")
    BOTH = "ca-hai", _("Send the dossier and receive the result by public post")


POST_IS_AVAILABLE = (PublicPost.SEND, PublicPost.RETURN, PublicPost.BOTH)


class OnlineKind(TextChoices):
    """How much of a procedure can be done online, whatever the scheme in force calls it."""

    FULL = "full", _("Everything online, the result included")
    PARTIAL = "partial", _("Part of it online")
    INFORMATION = "information", _("Information and forms only")


class Channel(TextChoices):
    """The ways by which a promotion reaches people; visits are counted by them."""

    LEAFLET = "to-roi", _("Leaflet")
    POSTER = "ap-phich", _("Poster")
    BANNER = "bang-doc", _("Vertical banner")
    SOCIAL_NETWORK = "mang-xa-hoi", _("Social networks")
    LOUDSPEAKER = "loa", _("Ward loudspeakers")
    MEETING = "hop-to-dan-pho", _("Meetings of residents' groups")
    COUNTER = "mot-cua", _("One-stop unit")
    OTHER = "khac", _("Other")


class DocumentGroup(TextChoices):
    """What a published document is for."""

    DIRECTING = "chi-dao", _("Directing and management document")
    LEGAL = "phap-quy", _("Legal document")


class Validity(TextChoices):
    """Whether a document holds today; see ``LegalDocumentPage.validity``."""

    NOT_YET = "chua-hieu-luc", _("Not yet in force")
    IN_FORCE = "con-hieu-luc", _("In force")
    AMENDED = "sua-doi", _("In force, amended")
    EXPIRED = "het-hieu-luc", _("No longer in force")
    REPLACED = "bi-thay-the", _("Replaced")


class DocumentRelationKind(TextChoices):
    """What one document does to another."""

    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    GUIDES = "guides", _("guides or carries out")
    CITES = "cites", _("is based on")


class AlertLevel(TextChoices):
    """How urgent an alert banner is."""

    INFO = "info", _("Information")
    WARNING = "warning", _("Warning")
    DANGER = "danger", _("Danger")
