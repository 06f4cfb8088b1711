"""The inbox: messages, where they lie, what is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from reform.feedback.enums import OPEN_STATES, MessageState
from reform.feedback.models import Category, CitizenMessage
from reform.feedback.permissions import CATEGORIES
from reform.feedback.permissions import MESSAGES as POLICY
from reform.feedback.workflow import MESSAGES
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Unit
from reform.organisation.working_days import working_calendar
from reform.registers.admin import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    Condition,
    ConditionFilter,
    DateRangeFilter,
    RecordView,
    RegisterAdmin,
    RegisterGroup,
    RelatedFilter,
    StateColumn,
    UnitFilter,
)
from reform.registers.admin.columns import Tone
from reform.registers.admin.views.transition import TransitionForm, TransitionView

TONES: dict[str, Tone] = {
    MessageState.RECEIVED: "warning",
    MessageState.ROUTED: "progress",
    MessageState.PREPARED: "progress",
    MessageState.ANSWERED: "good",
    MessageState.PUBLISHED: "good",
    MessageState.REFUSED: "neutral",
    MessageState.SPAM: "neutral",
}


def overdue_rows(rows: QuerySet[CitizenMessage]) -> QuerySet[CitizenMessage]:
    """Return the messages that should have been answered before today."""
    return rows.filter(state__in=OPEN_STATES, due_on__lt=timezone.localdate())


class MessageTransitionView(TransitionView):
    """A step of a message; routing offers the units, publishing and correcting start from what is there."""

    def get_form(self, form_class: Any = None) -> TransitionForm:
        """Offer the authority's units where one is asked for."""
        form = super().get_form(form_class)
        if "unit" in form.fields:
            units = Unit.objects.taking_work().filter(authority_id=self.instance.authority_id)
            asked = form.fields["unit"]
            form.fields["unit"] = forms.ModelChoiceField(
                units.order_by("position", "name"), label=asked.label, help_text=asked.help_text
            )
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sender's words for those who handle the message: nobody answers what they cannot see."""
        about = self.model_admin.record_context(self.request, self.instance)
        return super().get_context_data(**about | kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Start from the usual unit, the answer so far, and what the sender wrote."""
        message: CitizenMessage = self.instance
        initial = super().get_initial()
        initial["unit"] = message.category.usual_unit_id if message.category else None
        initial["answer"] = message.answer
        initial["public_question"] = message.public_question or message.text
        initial["public_answer"] = message.answer
        return initial


class AttachmentView(RecordView):
    """The file that a citizen sent along, for those who handle the message."""

    action = "attachment"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may read the sender's words."""
        return POLICY.may_see_personal_data(user, self.instance)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        """Send the file as a download: nothing that a stranger sent is opened by itself."""
        message: CitizenMessage = self.instance
        if not message.attachment:
            raise Http404
        response = FileResponse(
            message.attachment.open("rb"),
            as_attachment=True,
            filename=message.attachment_name,
            content_type=message.attachment_type,
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def mark_lateness(message: CitizenMessage, today: Any, calendar: Any) -> None:
    """Put beside a message how many days are left, or by how many working days it is late."""
    if message.is_open:
        message.days_left = (message.due_on - today).days
        message.days_late = max(0, calendar.working_days_between(message.due_on, today))


class MessageAdmin(RegisterAdmin):
    """Citizens' messages. They come from the public form alone; nobody enters or changes one here."""

    model = CitizenMessage
    base_url_path = "feedback/messages"
    menu_icon = "mail"
    list_columns = (
        Column("number", label=_("number"), sort="pk", value=str),
        Column("category", sort="category__name"),
        "kind",
        Column("unit", sort="unit__name"),
        Column("due_on", template="feedback/due_cell.html"),
        StateColumn("state", tones=TONES),
    )
    list_select_related = ("unit__authority", "category", "authority")
    # What waits comes first, the longest first; then what is done, the newest first.
    default_ordering = (
        Case(When(state__in=OPEN_STATES, then=Value(0)), default=Value(1)),
        Case(When(state__in=OPEN_STATES, then=F("due_on"))),
        "-pk",
    )
    filters = (
        ChoiceFilter("state"),
        ChoiceFilter("kind"),
        UnitFilter("unit", capabilities=(Capability.VIEW, Capability.FOLLOW_UP)),
        RelatedFilter("category"),
        ConditionFilter(
            "time", label=_("time"), conditions=(Condition("overdue", _("Overdue"), overdue_rows),)
        ),
        DateRangeFilter("received_on"),
    )
    empty_message = _("No message yet. They come from the form “Send a question or feedback” of the site.")
    record_fields = (
        "kind", "category", Column("page", value=lambda message: message.page), "unit", "received_on",
        "answered_on",
        "public_question", "published_on", "erased_on",
    )  # fmt: skip
    workflow = MESSAGES
    state_tones = TONES
    transition_view_class = MessageTransitionView
    inspect_template_name = "feedback/message.html"
    transition_template_name = "feedback/transition.html"
    action_labels = {
        "create": pgettext_lazy("history", "came in"),
        "erase_personal_data": pgettext_lazy("history", "personal data erased"),
    }

    def prepare_rows(self, request: HttpRequest, records: list[Any]) -> None:
        """Count the working days of every row with one calendar an authority."""
        today = timezone.localdate()
        authorities = {message.authority_id: message.authority for message in records}
        calendars = {key: working_calendar(authority) for key, authority in authorities.items()}
        for message in records:
            mark_lateness(message, today, calendars[message.authority_id])

    def record_context(self, request: HttpRequest, record: CitizenMessage) -> dict[str, Any]:
        """Return the sender's words for those who handle the message."""
        mark_lateness(record, timezone.localdate(), working_calendar(record.authority))
        return {
            "may_see_personal_data": POLICY.may_see_personal_data(request.user, record),
            "attachment_url": self.url_for("attachment", record.pk),
        }

    def extra_urls(self) -> list[URLPattern]:
        """Return the address of a message's file."""
        return [self.record_path("attachment", AttachmentView)]


class CategoryAdmin(RegisterAdmin):
    """What messages are about; offered in the public form."""

    model = Category
    base_url_path = "feedback/categories"
    menu_icon = "tag"
    search_column = "name"
    list_columns = ("name", Column("usual_unit", sort="usual_unit__name"), "position", "is_open")
    list_select_related = ("usual_unit__authority", "authority")
    filters = (BooleanFilter("is_open"),)
    empty_message = _("No category yet. Citizens cannot send a message before there is one.")
    panels = (
        FieldPanel("authority"),
        FieldPanel("name"),
        FieldPanel("usual_unit"),
        FieldPanel("position"),
        FieldPanel("is_open"),
    )
    record_fields = ("authority", "name", "usual_unit", "position", "is_open")

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Offer the authorities whose messages the user sorts, and their units."""
        units = access_of(request.user).units(Capability.FOLLOW_UP)
        return {"authority": Q(pk__in=CATEGORIES.authorities(request.user)), "usual_unit": Q(pk__in=units)}


class FeedbackGroup(RegisterGroup):
    """Messages and their categories, under one entry."""

    menu_label = _("Questions and feedback")
    menu_icon = "mail"
    menu_order = 130
    items = (MessageAdmin, CategoryAdmin)
