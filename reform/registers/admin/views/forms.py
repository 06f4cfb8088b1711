"""Entering and changing records. A save over somebody's newer save is refused and loses nothing typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.conflicts import data_with, differences_of
from reform.registers.admin.forms import RegisterForm
from reform.registers.admin.officer import officer
from reform.registers.records import StaleRecord, create_record, update_record
from reform.registers.submissions import create_once, made_before

from .base import RecordView, RegisterView


def save_new_record(form: RegisterForm, request: HttpRequest) -> Any:
    """Write a new record with its history."""
    record = form.save(commit=False)
    return create_record(record, actor=officer(request), save_related=form.save_m2m)


def save_changed_record(form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
    """Write a changed record with its history."""
    record = form.save(commit=False)
    return update_record(
        record, actor=officer(request), expected_version=expected_version, save_related=form.save_m2m
    )


class RecordFormView(RegisterView, FormView):
    """What entering and changing have in common."""

    def get_form_class(self) -> type[RegisterForm]:
        """Return the form of the register's panels."""
        self.edit_handler = self.model_admin.get_edit_handler().bind_to_model(self.model)
        return self.edit_handler.get_form_class()

    def get_form_instance(self) -> Any:
        """Return the record that the form fills."""
        return self.model()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the record and the user for the form."""
        return super().get_form_kwargs() | {
            "instance": self.get_form_instance(),
            "for_user": self.request.user,
        }

    def get_form(self, form_class: Any = None) -> RegisterForm:
        """Return the form with choices within the user's scope."""
        form = super().get_form(form_class)
        form.limit_all_choices(
            self.request.user,
            self.model_admin.choice_limits(self.request),
            self.model_admin.open_fields,
        )
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form in Wagtail's panels."""
        form = kwargs.get("form") or self.get_form()
        panel = self.edit_handler.get_bound_panel(form=form, instance=form.instance, request=self.request)
        return super().get_context_data(
            **{
                "form": form,
                "panel": panel,
                "media": panel.media + form.media,
                "form_is_multipart": form.is_multipart(),
                "submit_button_label": _("Save"),
                "submit_button_active_label": _("Saving…"),
                "action_url": self.request.path,
                "has_unsaved_changes": bool(kwargs.get("conflict")),
            }
            | kwargs
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong, keep what was typed."""
        messages.validation_error(self.request, _("Nothing was saved. Correct the marked fields."), form)
        return self.render_to_response(self.get_context_data(form=form))

    def refused(self, form: RegisterForm, error: ValidationError) -> HttpResponse:
        """Put what the record's own rules refuse beside the fields."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, error)
        return self.form_invalid(form)


class CreateView(RecordFormView):
    """Entering a new record. Sending the form twice enters it once."""

    action = "create"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may enter records."""
        return bool(self.model_admin.panels) and self.permission_helper.user_can_create(user)

    def get_title(self) -> str:
        """Return the heading."""
        return _("New: %(name)s") % {"name": self.verbose_name}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a second sending of the same form to what the first one made."""
        earlier = made_before(request.POST.get("form_token"), actor=officer(request))
        if earlier is not None:
            return self._lead_to(earlier.record, created=False)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Write the record once."""
        token = form.cleaned_data.get("form_token")
        if token is None:
            form.add_error(None, _("This form is out of date. Open it anew."))
            return self.form_invalid(form)
        try:
            record, created = create_once(
                token,
                actor=officer(self.request),
                create=lambda: self.model_admin.save_new(form, self.request),
            )
        except ValidationError as error:
            return self.refused(form, error)
        return self._lead_to(record, created=created)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Look once more for an earlier sending: its record is what a second one collides with."""
        earlier = made_before(self.request.POST.get("form_token"), actor=officer(self.request))
        if earlier is not None:
            return self._lead_to(earlier.record, created=False)
        return super().form_invalid(form)

    def _lead_to(self, record: Any, *, created: bool) -> HttpResponse:
        """Say what happened and show the record, or the list when it has been deleted since."""
        if created:
            messages.success(self.request, _("“%(record)s” was saved.") % {"record": record})
        else:
            messages.warning(self.request, _("This was saved before; nothing was entered twice."))
        return redirect(self.model_admin.record_url(record) if record else self.model_admin.url_for("index"))


class EditView(RecordView, RecordFormView):
    """Changing a record."""

    action = "edit"
    merged: QueryDict | None = None

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may change this record."""
        return bool(self.model_admin.panels) and self.permission_helper.user_can_edit_obj(user, self.instance)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Edit: %(record)s") % {"record": self.instance}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": _("Edit")}]

    def get_form_instance(self) -> Any:
        """Return the record, fetched apart from the one that the page names: the form writes into it."""
        return self.get_record()

    def form_valid(self, form: Any) -> HttpResponse:
        """Write the changes, unless the record is newer than what the user saw."""
        version = form.cleaned_data.get("version")
        if version is None:
            form.add_error(None, _("This form is out of date. Open it anew."))
            return self.form_invalid(form)
        try:
            record = self.model_admin.save_changed(form, self.request, version)
        except StaleRecord as stale:
            return self.show_conflict(form, stale.current)
        except ValidationError as error:
            return self.refused(form, error)
        except self.model.DoesNotExist:
            raise Http404
        messages.success(self.request, _("“%(record)s” was saved.") % {"record": record})
        return redirect(self.record_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the data that the form is filled with: what was sent, or what a conflict makes of it."""
        kwargs = super().get_form_kwargs()
        return kwargs | {"data": self.merged} if self.merged is not None else kwargs

    def show_conflict(self, form: RegisterForm, current: Any) -> HttpResponse:
        """Show both versions in one form that loses neither; saving again is knowingly over the newer one."""
        conflict = differences_of(form, current, seen_version=form.cleaned_data["version"])
        fresh = type(form)(instance=self.get_form_instance(), for_user=self.request.user)
        self.merged = data_with(form, fresh, [row.name for row in conflict if row.is_taken_over])
        merged = self.get_form()
        merged.renew_version(current.version)
        messages.error(
            self.request, _("This record has been changed since you opened it. Nothing of yours was saved.")
        )
        context = self.get_context_data(
            form=merged, conflict=conflict, current=current, latest=self._latest_change()
        )
        return self.render_to_response(context, status=409)

    def _latest_change(self) -> Any:
        """Return the newest entry of the record's history: who changed it, and when."""
        from reform.registers.models import HistoryEntry

        return HistoryEntry.objects.of(self.instance).first()
