"""A record's page, and its whole history."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from reform.registers.admin.columns import StateColumn, as_column
from reform.registers.admin.timeline import tell
from reform.registers.models import Evidence, HistoryEntry
from reform.registers.permissions import policy_for

from .base import RecordView

NEWEST = 20
ENTRIES_A_PAGE = 50


class RecordPageView(RecordView):
    """Everything about one record: fields, state, what can be done, evidence, history."""

    action = "inspect"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may see the record; `get_record` has asked that already."""
        return self.instance is not None

    def get_title(self) -> str:
        """Return the record's name."""
        return str(self.instance)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        *way, last = super().get_breadcrumbs()
        return [*way, {"url": "", "label": last["label"]}]

    def get_header_buttons(self) -> list[Any]:
        """Return what can be done beside the transitions."""
        user, screens, buttons = self.request.user, self.model_admin, []
        if screens.panels and self.permission_helper.user_can_edit_obj(user, self.instance):
            buttons.append(
                HeaderButton(_("Edit"), url=screens.url_for("edit", self.instance.pk), icon_name="edit")
            )
        if self.permission_helper.user_can_delete_obj(user, self.instance):
            buttons.append(
                HeaderButton(_("Delete"), url=screens.url_for("delete", self.instance.pk), icon_name="bin")
            )
        return [*buttons, *screens.record_buttons(self.request, self.instance)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the record with all that belongs to it."""
        entries = list(HistoryEntry.objects.of(self.instance)[: NEWEST + 1])
        return super().get_context_data(
            **{
                "lines": self.get_lines(),
                "state": self.get_state(),
                "offers": self.get_offers(),
                "timeline": tell(entries[:NEWEST], self.model_admin),
                "has_more_history": len(entries) > NEWEST,
                "history_url": self.model_admin.url_for("history", self.instance.pk),
            }
            | self.get_evidence()
            | self.model_admin.record_context(self.request, self.instance)
            | kwargs
        )

    def get_lines(self) -> list[dict[str, str]]:
        """Return the record's fields, each with its words and its value."""
        columns = [
            as_column(item) for item in self.model_admin.record_fields or self.model_admin.list_columns
        ]
        return [
            {"label": column.heading(self.model), "content": _with_line_breaks(column.cell(self.instance))}
            for column in columns
        ]

    def get_state(self) -> dict[str, Any] | None:
        """Return the word and the tone of the record's state, None for a register without states."""
        workflow = self.model_admin.workflow
        if workflow is None:
            return None
        return StateColumn(workflow.state_field, tones=self.model_admin.state_tones).raw(self.instance)

    def get_offers(self) -> list[dict[str, Any]]:
        """Return the transitions that the state allows the user, each with its address or its refusal."""
        workflow = self.model_admin.workflow
        if workflow is None:
            return []
        return [
            {
                "transition": offer.transition,
                "refusal": offer.refusal,
                "url": self.model_admin.url_for("transition", self.instance.pk, offer.transition.event),
                "at_once": not (offer.transition.inputs or offer.transition.confirms),
            }
            for offer in workflow.offers(self.instance, self.request.user)
        ]

    def get_evidence(self) -> dict[str, Any]:
        """Return the record's files and whether the user may add or remove any."""
        if not self.model_admin.takes_evidence:
            return {"takes_evidence": False}
        may_attach = policy_for(self.model).may_attach(self.request.user, self.instance)
        return {
            "takes_evidence": True,
            "evidence": Evidence.objects.of(self.instance),
            "may_attach": may_attach,
            "attach_url": self.model_admin.url_for("attach", self.instance.pk) if may_attach else "",
        }


def _with_line_breaks(content: str) -> str:
    """Return typed text with its line breaks; what a template rendered stays as it is."""
    return content if isinstance(content, SafeString) else linebreaksbr(content)


class HistoryView(RecordView):
    """The whole history of one record, in pages."""

    action = "history"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may see the record; `get_record` has asked that already."""
        return self.instance is not None

    def get_title(self) -> str:
        """Return the heading."""
        return _("History: %(record)s") % {"record": self.instance}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": _("History")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of entries."""
        page = Paginator(HistoryEntry.objects.of(self.instance), ENTRIES_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            **{"page_obj": page, "timeline": tell(page.object_list, self.model_admin)} | kwargs
        )
