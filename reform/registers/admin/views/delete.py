"""Deleting a record: only where the policy allows it, and never without a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages

from reform.registers.admin.forms import ReasonForm
from reform.registers.admin.officer import officer
from reform.registers.records import delete_record

from .base import RecordView


class DeleteView(RecordView, FormView):
    """Asks for the reason, then deletes; the history stays."""

    action = "delete"
    form_class = ReasonForm

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who may delete this record."""
        return self.permission_helper.user_can_delete_obj(user, self.instance)

    def get_title(self) -> str:
        """Return the heading."""
        return _("Delete: %(record)s") % {"record": self.instance}

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": _("Delete")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the words beside the reason."""
        return super().get_form_kwargs() | {"label": gettext_lazy("Why is it deleted?")}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete the record, or say what stands on it."""
        label = str(self.instance)
        try:
            delete_record(self.instance, actor=officer(self.request), reason=form.cleaned_data["reason"])
        except (ProtectedError, RestrictedError) as error:
            form.add_error(None, _standing_on_it(error))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        except self.model.DoesNotExist:
            # A second click: the first one deleted it, and has said so.
            return redirect(self.model_admin.url_for("index"))
        messages.success(self.request, _("“%(record)s” was deleted.") % {"record": label})
        return redirect(self.model_admin.url_for("index"))


def _standing_on_it(error: ProtectedError | RestrictedError) -> str:
    """Return what keeps the record: kinds only, because the user may not be allowed to see the records."""
    objects: Any = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", ())
    kinds = sorted({str(item._meta.verbose_name_plural) for item in objects})
    return _("It cannot be deleted, because other records stand on it: %(kinds)s.") % {
        "kinds": ", ".join(kinds)
    }
