"""The drawn signs of the public pages: a closed set for editors to choose from, and the signs of components.

Both are drawn by lucide (ISC licence). A sign stands beside words, never alone.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Pictogram(TextChoices):
    """Signs for services, units and groups of them; the values are lucide's names."""

    BABY = "baby", _("Child: birth, adoption")
    HEART = "heart", pgettext_lazy("pictogram", "Heart: marriage, family")
    HEART_HANDSHAKE = "heart-handshake", _("Helping hands: social support")
    FLOWER = "flower-2", _("Flower: death, burial, remembrance")
    ID_CARD = "id-card", _("Identity card: papers of a person")
    USER = "user", pgettext_lazy("pictogram", "Person")
    USERS = "users", _("People: population, residence")
    ACCESSIBILITY = "accessibility", _("Accessibility: people with disabilities")
    HOUSE = "house", pgettext_lazy("pictogram", "House: building, housing")
    BUILDING = "building-2", _("Office building: organisations")
    LANDMARK = "landmark", _("Public building: authority")
    HARD_HAT = "hard-hat", _("Hard hat: construction, safety at work")
    MAP = "map", pgettext_lazy("pictogram", "Map: land, planning")
    MAP_PIN = "map-pin", _("Place: address, location")
    STORE = "store", pgettext_lazy("pictogram", "Shop: household business, trade")
    BRIEFCASE = "briefcase", _("Briefcase: enterprise, work")
    HAND_COINS = "hand-coins", _("Money: fees, taxes, allowances")
    FILE_CHECK = "file-check", _("Checked paper: permit, confirmation")
    FILE_TEXT = "file-text", _("Paper: form, document")
    STAMP = "stamp", pgettext_lazy("pictogram", "Stamp: certified copies")
    SIGNATURE = "signature", _("Signature: certified signatures, contracts")
    SCALE = "scale", _("Scales: law, complaints")
    SHIELD = "shield-check", _("Shield: safety, insurance")
    CAR = "car", pgettext_lazy("pictogram", "Car: transport, vehicles")
    GRADUATION_CAP = "graduation-cap", _("Graduation cap: education")
    BOOK = "book-open", pgettext_lazy("pictogram", "Book: culture, library")
    STETHOSCOPE = "stethoscope", _("Stethoscope: health")
    TREES = "trees", _("Trees: environment")
    DROPLETS = "droplets", _("Drops: water, drainage")
    SPROUT = "sprout", _("Sprout: farming")
    LAPTOP = "laptop", pgettext_lazy("pictogram", "Computer: online services")
    PHONE = "phone", pgettext_lazy("pictogram", "Telephone")
    MAIL = "mail", pgettext_lazy("pictogram", "Letter: post")
    CALENDAR = "calendar", pgettext_lazy("pictogram", "Calendar: appointments, deadlines")
    MEGAPHONE = "megaphone", _("Megaphone: announcements")
    MESSAGES = "messages-square", _("Speech bubbles: questions, feedback")
    LIGHTBULB = "lightbulb", _("Light bulb: initiatives")
    CHART = "chart-column", _("Chart: results, figures")


# What components call a sign, and what lucide calls it.
SIGNS = {
    "menu": "menu",
    "search": "search",
    "file": "file-text",
    "video": "square-play",
    "info": "info",
    "check": "circle-check",
    "clock": "clock",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "download": "download",
    "print": "printer",
    "calendar": "calendar",
    "mail": "mail",
    "phone": "phone",
    "place": "map-pin",
    "money": "hand-coins",
    "person": "user",
    "previous": "arrow-left",
    "next": "arrow-right",
    "yes": "thumbs-up",
    "no": "thumbs-down",
    "external": "external-link",
}


def drawn_pictogram(name: str) -> str:
    """Return a pictogram's drawing; a name that the set does not know (any more) gets the sheet of paper."""
    return name if name in Pictogram.values else Pictogram.FILE_TEXT.value


def drawn_sign(name: str) -> str:
    """Return the drawing of a component's sign, the letter i for an unknown one."""
    return SIGNS.get(name, SIGNS["info"])
