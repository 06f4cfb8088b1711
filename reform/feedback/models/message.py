"""A citizen's message and the categories by which messages are sorted."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from reform.feedback.enums import CLOSED_STATES, OPEN_STATES, MessageKind, MessageState
from reform.feedback.rules import make_code, show_code
from reform.registers.models import Record, RecordQuerySet
from reform.registers.models.evidence import private_storage
from search.database import build_search_text

TEXT_AT_MOST = 5000


def attachment_path(message: CitizenMessage, name: str) -> str:
    """Return where a file lies: a name that cannot be guessed and does not come from the sender."""
    return f"feedback/{uuid.uuid4().hex}"


class Category(Record):
    """What messages are about; each authority has its own."""

    authority = models.ForeignKey(
        "organisation.Authority",
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its form offers the category, its desk sorts the messages."),
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("In the citizen's words, for example: Land and houses.")
    )
    usual_unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit that usually answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Proposed when a message is routed; empty: the desk chooses each time."),
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )
    is_open = models.BooleanField(
        _("offered in the form"),
        default=True,
        help_text=_("Off: citizens no longer choose it; its messages stay."),
    )

    class Meta:
        verbose_name = _("category of messages")
        verbose_name_plural = _("categories of messages")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="feedback_category_once"),
        ]

    def clean(self) -> None:
        """Refuse a unit of another authority."""
        super().clean()
        if self.usual_unit and self.usual_unit.authority_id != self.authority_id:
            raise ValidationError({"usual_unit": gettext("Choose a unit of the same authority.")})

    def __str__(self) -> str:
        return self.name


class CitizenMessageQuerySet(RecordQuerySet):
    """Questions asked of messages."""

    def overdue_on(self, day: date) -> Any:
        """Return those that should have been answered before `day`."""
        return self.filter(state__in=OPEN_STATES, due_on__lt=day)

    def published(self) -> Any:
        """Return those that everybody may read, in their public words."""
        return self.filter(state=MessageState.PUBLISHED)

    def to_erase(self, *, closed_until: date, due_until: date) -> Any:
        """Return those whose personal data has been kept long enough: closed ones, and forgotten ones."""
        closed = Q(state__in=CLOSED_STATES, closed_on__lte=closed_until)
        forgotten = Q(state__in=OPEN_STATES, due_on__lte=due_until)
        return self.filter(closed | forgotten, erased_on=None)


class CitizenMessage(Record):
    """A question, feedback or comment, with whom it is now, and what was answered.

    `unit` is where it lies: the leadership unit of the authority while it is with the desk, then the unit
    that answers. The sender's words and contact, and what colleagues write of them, are personal data: they
    stand in no history and no list. What is published names nobody, see `workflow.py`.
    """

    authority = models.ForeignKey(
        "organisation.Authority", verbose_name=_("authority"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisation.Unit", verbose_name=_("with"), on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=10, unique=True, editable=False, default=make_code)
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("about the page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    subject = models.CharField(pgettext_lazy("of a message", "subject"), max_length=200, blank=True)
    text = models.TextField(
        _("text"), max_length=TEXT_AT_MOST, blank=True, validators=[MaxLengthValidator(TEXT_AT_MOST)]
    )
    contact_name = models.CharField(_("name"), max_length=100, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    attachment = models.FileField(
        _("file"), storage=private_storage, upload_to=attachment_path, max_length=200, blank=True
    )
    attachment_name = models.CharField(max_length=255, blank=True)
    attachment_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MessageState, default=MessageState.RECEIVED, db_index=True
    )
    received_on = models.DateField(_("received on"), db_index=True)
    due_on = models.DateField(_("answer due on"))
    note = models.TextField(_("note for the unit"), max_length=5000, blank=True)
    answer = models.TextField(_("answer"), max_length=10000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    refusal = models.TextField(_("why it is not handled here"), max_length=2000, blank=True)
    public_question = models.TextField(
        _("question as published"),
        max_length=2000,
        blank=True,
        help_text=_("Without names, numbers and anything else that tells who asked."),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    erased_on = models.DateField(_("personal data erased on"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects: ClassVar = CitizenMessageQuerySet.as_manager()

    history_ignores: frozenset[str] = Record.history_ignores | {
        "code", "subject", "text", "contact_name", "contact_phone", "contact_email", "attachment",
        "attachment_name", "attachment_type", "note", "answer", "refusal",
    }  # fmt: skip

    # Put beside a message by the screens that show it: days until it is due, working days that it is late.
    days_left: int | None = None
    days_late: int | None = None

    class Meta:
        verbose_name = _("message from a citizen")
        verbose_name_plural = _("messages from citizens")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["authority", "state", "due_on"], name="feedback_inbox"),
            models.Index(fields=["authority", "-published_on"], name="feedback_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True)
                | Q(text="", contact_name="", contact_phone="", contact_email="", attachment=""),
                name="feedback_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True)
                | Q(note="", refusal="") & (Q(answer="") | Q(state=MessageState.PUBLISHED)),
                name="feedback_erased_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Message %(number)s") % {"number": self.pk or ""}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the text that the list searches: what is published, never who wrote."""
        public = (self.public_question, self.answer) if self.state == MessageState.PUBLISHED else ()
        self.search_text = build_search_text(str(self.pk or ""), *public)
        super().save(*args, **kwargs)

    @property
    def shown_code(self) -> str:
        """The tracking code in groups."""
        return show_code(self.code)

    @property
    def is_open(self) -> bool:
        """Whether the clock runs."""
        return self.state in OPEN_STATES
