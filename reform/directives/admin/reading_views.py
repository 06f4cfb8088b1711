"""The screens of one reading, and the first of them: correcting the proposal beside the text."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from reform.directives.enums import ReadingState
from reform.directives.models import Reading
from reform.directives.proposals import Proposal, tasks_of
from reform.directives.readings import save_proposal
from reform.organisation.models import User
from reform.registers.admin import RecordView
from reform.registers.models import HistoryEntry
from reform.registers.records import StaleRecord
from reform.registers.workflow import TransitionRefused

from .reading_actions import Button, Outcome, press
from .reading_desk import Desk
from .reading_page import Page
from .reading_source import mark_source
from .reading_units import UnitList
from .urls import directive_url


class ReadingView(RecordView):
    """What the screens of one reading have in common."""

    instance: Reading

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may see the reading; whether it can still be changed is answered with words."""
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    @property
    def is_open(self) -> bool:
        """Whether the proposal can still be corrected by this user."""
        return self.permission_helper.user_can_edit_obj(self.request.user, self.instance)

    @property
    def actor(self) -> User:
        """Who acts; Wagtail lets nobody in who has not signed in."""
        return cast("User", self.request.user)

    def url(self, action: str) -> str:
        """Return the address of another screen of the same reading."""
        return self.model_admin.url_for(action, self.instance.pk)

    def sent_version(self) -> int:
        """Return the version that the user saw; -1, which nothing has, when it is missing."""
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else -1

    def say_refused(self, refusal: Exception) -> HttpResponse:
        """Lead back to the reading and say why nothing was done."""
        messages.error(self.request, str(refusal))
        return redirect(self.record_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the addresses that the templates lead to."""
        directive = self.instance.directive
        return super().get_context_data(
            **{
                "reading": self.instance,
                "is_open": self.is_open,
                "is_confirmed": self.instance.state == ReadingState.CONFIRMED,
                "directive": directive,
                "directive_url": directive_url(directive) if directive else "",
                "confirm_url": self.url("confirm"),
                "discard_url": self.url("discard"),
                "history_url": self.url("history"),
            }
            | kwargs
        )


class ProposalView(ReadingView):
    """The proposal beside the text. Every button first takes in what was typed, then does its deed."""

    action = "inspect"

    def get_title(self) -> str:
        """Return the document's subject."""
        return str(self.instance)

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen; its own entry leads nowhere new."""
        *way, last = super().get_breadcrumbs()
        return [*way, {"url": "", "label": last["label"]}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the proposal; with `part` only one task, for the script that opens it in place."""
        desk = Desk.shown(self.instance.proposal, UnitList.of(self.instance), request.GET)
        if not self.is_open:
            desk = Desk(self.instance.proposal, desk.units)
        if request.GET.get("part") in desk.entries:
            return self._part(desk, request.GET["part"])
        return self._show(desk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take in what was typed and do what the button says, in one save."""
        desk = Desk.sent(self.instance.proposal, UnitList.of(self.instance), request.POST)
        button = Button.parse(request.POST.get("press", ""))
        if not self.is_open:
            return self._closed()
        if self.sent_version() != self.instance.version:
            return self._conflict(desk, self.instance)
        if not desk.is_valid:
            return self._invalid(desk)
        try:
            outcome = press(button, desk)
            self._save(outcome.proposal)
        except ValidationError as error:
            return self._refused(desk, error)
        except StaleRecord as stale:
            return self._conflict(Desk.sent(stale.current.proposal, desk.units, request.POST), stale.current)
        except TransitionRefused as refusal:
            return self.say_refused(refusal)
        return self._go_on(button, outcome)

    # --- steps ---

    def _save(self, proposal: Proposal) -> None:
        if proposal != self.instance.proposal:
            save_proposal(self.instance, proposal, actor=self.actor, expected_version=self.instance.version)

    def _go_on(self, button: Button, outcome: Outcome) -> HttpResponse:
        """Lead to where the work goes on."""
        if button.name == "confirm":
            return redirect(self.url("confirm"))
        if button.name == "save":
            messages.success(self.request, _("The proposal was saved."))
        query = [("edit", key) for key in outcome.open_keys]
        query += [(name, value) for name in ("split", "add") if (value := getattr(outcome, _PANELS[name]))]
        place = outcome.place
        if place and place != "header" and "-" not in place:
            place = f"task-{place}"
        return redirect(
            self.record_url + (f"?{urlencode(query)}" if query else "") + (f"#{place}" if place else "")
        )

    def _show(self, desk: Desk, status: int = 200, **context: Any) -> HttpResponse:
        source = mark_source(self.instance.text, tasks_of(desk.proposal))
        return self.render_to_response(
            self.get_context_data(source=source, page=Page(desk, source.anchors), **context), status=status
        )

    def _part(self, desk: Desk, key: str) -> HttpResponse:
        desk.open_keys = [key]
        source = mark_source(self.instance.text, tasks_of(desk.proposal))
        page = Page(desk, source.anchors)
        card = next(card for block in page.sections for card in block.cards if card.key == key)
        context = {"card": card, "is_open": self.is_open, "record_url": self.record_url}
        return self.response_class(
            request=self.request,
            template=["directives/reading/task.html"],
            context=context,
            using=self.template_engine,
        )

    def _invalid(self, desk: Desk) -> HttpResponse:
        return self._show(desk, 422, is_invalid=True)

    def _refused(self, desk: Desk, error: ValidationError) -> HttpResponse:
        """Keep everything typed and say why the button could not do its deed."""
        return self._show(desk, 422, refusals=error.messages)

    def _conflict(self, desk: Desk, current: Reading) -> HttpResponse:
        """Show what others saved beside what was typed; saving again is knowingly over the newer one."""
        self.instance = current
        differences, vanished = desk.differences(), desk.vanished()
        if desk.is_valid and not (differences or vanished or desk.split_key or desk.add_to):
            messages.warning(
                self.request,
                _("The proposal had changed since you opened it. Look at it and press again."),
            )
            return redirect(self.record_url)
        return self._show(
            desk,
            409,
            is_conflict=True,
            conflict=differences,
            vanished=vanished,
            latest=HistoryEntry.objects.of(current).select_related("actor").first(),
        )

    def _closed(self) -> HttpResponse:
        messages.error(
            self.request,
            _("This reading is closed: %(state)s.") % {"state": self.instance.get_state_display()},
        )
        return redirect(self.record_url)


_PANELS = {"split": "split_key", "add": "add_to"}
