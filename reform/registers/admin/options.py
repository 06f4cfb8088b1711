"""The class that every register's screens inherit from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Aggregate, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.widgets.button import HeaderButton
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from reform.registers.permissions import policy_for, viewable_records
from reform.registers.spreadsheets.resources import RegisterResource, register_resource
from reform.registers.spreadsheets.screens import (
    ExportView,
    ImportBatchView,
    ImportView,
    MarkedWorkbookView,
    TemplateView,
)
from reform.registers.workflow import Workflow

from . import views
from .columns import Column, Text, Tone
from .filters import Filter
from .forms import RegisterForm
from .permission_helper import PolicyPermissionHelper


@dataclass(frozen=True)
class Total:
    """A figure under a column of the list, over all rows that the filters leave.

    Attributes:
        column: the name of the column it stands under; also what is added up, unless `of` is given.
        of: what is aggregated.
        aggregate: how; the sum when not given.
    """

    column: str
    of: str = ""
    aggregate: type[Aggregate] = Sum

    def expression(self) -> Aggregate:
        """Return what the database computes."""
        return self.aggregate(self.of or self.column)


class RegisterAdmin(ModelAdmin):
    """Screens of one register: list, entry, change, record page, history, deletion, transitions, evidence.

    Every right is asked of the model's policy; every record is fetched from `get_queryset`, so what lies
    outside the user's scope is a 404 on every screen, those of `extra_urls` included.

    Attributes:
        list_columns: field names or `Column`s. The first one links to the record's page.
        filters: see `filters.py`; nothing else is read from the query string.
        search_column: the lookup to a column of folded text; no search box when empty.
        default_ordering: the order of the list; the model's own when empty.
        list_select_related: relations that the columns read, fetched in the same query.
        totals: column names or `Total`s.
        empty_message: said kindly when there are no records at all: what to do first.
        panels: Wagtail panels of the form; without them nobody enters or changes records here.
        form_class: the form's base.
        open_fields: fields of the form whose every choice is allowed, images for example.
        record_fields: field names or `Column`s on the record's page.
        workflow: the register's table of transitions, when it has one.
        state_tones: the tone of each state's badge.
        takes_evidence: whether files can be put beside a record.
        resource: the register's spreadsheet, see `reform.registers.spreadsheets`; none, no spreadsheets.
        action_labels: words for the history's actions beyond the usual ones and the workflow's.
    """

    list_columns: Sequence[str | Column] = ("__str__",)
    filters: Sequence[Filter] = ()
    search_column: str = "search_text"
    default_ordering: Sequence[Any] = ()
    list_select_related: Sequence[str] = ()
    list_per_page = 50
    totals: Sequence[str | Total] = ()
    empty_message: Text = _("There is nothing here yet.")
    panels: Sequence[Panel] = ()
    form_class: type[RegisterForm] = RegisterForm
    open_fields: frozenset[str] = frozenset()
    record_fields: Sequence[str | Column] = ()
    workflow: Workflow | None = None
    state_tones: dict[str, Tone] = {}
    takes_evidence: bool = False
    action_labels: dict[str, Text] = {}
    resource: type[RegisterResource] | None = None

    permission_helper_class = PolicyPermissionHelper
    inspect_view_enabled = True
    list_export = ()
    list_filter = ()
    search_fields = ()

    index_view_class = views.ListView
    create_view_class = views.CreateView
    edit_view_class = views.EditView
    inspect_view_class = views.RecordPageView
    history_view_class = views.HistoryView
    delete_view_class = views.DeleteView
    transition_view_class = views.TransitionView
    attach_view_class = views.AttachEvidenceView
    choose_parent_view_class = views.ClosedView

    index_template_name = "registers/list.html"
    create_template_name = "registers/form.html"
    edit_template_name = "registers/form.html"
    inspect_template_name = "registers/record.html"
    history_template_name = "registers/history.html"
    delete_template_name = "registers/delete.html"
    transition_template_name = "registers/transition.html"
    attach_template_name = "registers/attach.html"
    import_template_name = "registers/import.html"
    import_batch_template_name = "registers/import_batch.html"
    export_template_name = "registers/export.html"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        if self.is_pagemodel:
            raise ImproperlyConfigured("Pages have screens of their own; a register keeps records.")
        if self.resource is not None:
            register_resource(self.resource)

    # --- What a register may override ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the records that the user may see; every screen takes its records from here.

        An override narrows or annotates what `super()` returns, and never starts anew.
        """
        return viewable_records(self.model, request.user).select_related(*self.list_select_related)

    def choice_limits(self, request: HttpRequest) -> dict[str, Q]:
        """Return what is allowed in fields of the form that lead to other records, by the field's name.

        A field not named here is limited by the policy of the model that it leads to.
        """
        return {}

    def prepare_rows(self, request: HttpRequest, records: list[Any]) -> None:
        """Put beside the records of one page what their cells need and no query can bring along."""

    def header_buttons(self, request: HttpRequest) -> list[HeaderButton]:
        """Return further buttons beside "Add" at the head of the list."""
        return []

    def spreadsheet_buttons(self, request: HttpRequest) -> list[HeaderButton]:
        """Return the buttons for spreadsheets in and out; the export takes the list as it is narrowed."""
        if self.resource is None:
            return []
        policy, buttons = policy_for(self.model), []
        if policy.may_export(request.user):
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            buttons.append(
                HeaderButton(_("Export"), url=self.url_for("export") + query, icon_name="download")
            )
        if policy.may_import(request.user):
            buttons.append(HeaderButton(_("Import"), url=self.url_for("import"), icon_name="upload"))
        return buttons

    def record_buttons(self, request: HttpRequest, record: Any) -> list[HeaderButton]:
        """Return further buttons at the head of the record's page."""
        return []

    def extra_urls(self) -> list[URLPattern]:
        """Return the addresses of further screens, each made by `list_path` or `record_path`."""
        return []

    def declared_totals(self) -> list[Total]:
        """Return the totals under the list."""
        return [item if isinstance(item, Total) else Total(item) for item in self.totals]

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return further context of the list's template."""
        return {}

    def record_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """Return further context of the record page's template."""
        return {}

    def save_new(self, form: RegisterForm, request: HttpRequest) -> Any:
        """Write a new record from a valid form. A register with services of its own calls them here."""
        return views.save_new_record(form, request)

    def save_changed(self, form: RegisterForm, request: HttpRequest, expected_version: int) -> Any:
        """Write a changed record from a valid form."""
        return views.save_changed_record(form, request, expected_version)

    # --- Addresses ---

    def record_url(self, record: Any) -> str:
        """Return the address of the record's page."""
        return self.url_for("inspect", record.pk)

    def url_for(self, action: str, *args: Any) -> str:
        """Return the address of one of this register's screens."""
        return reverse(self.url_helper.get_action_url_name(action), args=args)

    def list_path(self, action: str, view_class: type[views.RegisterView], tail: str = "") -> URLPattern:
        """Return the address of a screen that is about no single record: `<base>/<action>/`."""
        return self._path(action, view_class, f"{action}/{tail}")

    def record_path(self, action: str, view_class: type[views.RecordView], tail: str = "") -> URLPattern:
        """Return the address of a screen about one record: `<base>/<action>/<pk>/`."""
        if not issubclass(view_class, views.RecordView):
            raise ImproperlyConfigured(f"{view_class.__name__} must inherit from RecordView.")
        return self._path(action, view_class, f"{action}/<int:instance_pk>/{tail}")

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Return every address of the register."""
        urls = [
            self._path("index", self.index_view_class, ""),
            self.list_path("create", self.create_view_class),
            self.record_path("edit", self.edit_view_class),
            self.record_path("inspect", self.inspect_view_class),
            self.record_path("history", self.history_view_class),
            self.record_path("delete", self.delete_view_class),
        ]
        if self.workflow is not None:
            urls.append(self.record_path("transition", self.transition_view_class, "<slug:event>/"))
        if self.takes_evidence:
            urls.append(self.record_path("attach", self.attach_view_class))
        if self.resource is not None:
            urls += [
                self.list_path("import", ImportView),
                self.list_path("import_batch", ImportBatchView, "<int:batch_pk>/"),
                self.list_path("import_marked", MarkedWorkbookView, "<int:batch_pk>/"),
                self.list_path("template", TemplateView),
                self.list_path("export", ExportView),
            ]
        return (*urls, *self.extra_urls())

    def _path(self, action: str, view_class: type[views.RegisterView], tail: str) -> URLPattern:
        if not issubclass(view_class, views.RegisterView):
            raise ImproperlyConfigured(f"{view_class.__name__} must inherit from RegisterView.")
        return path(
            f"{self.url_helper.base_url_path}/{tail}",
            self._callable(action, view_class),
            name=self.url_helper.get_action_url_name(action),
        )

    def _callable(self, action: str, view_class: type[views.RegisterView]) -> Callable[..., HttpResponse]:
        """Return the view function; it tells what it belongs to, for tests that walk all addresses."""
        inner = view_class.as_view(model_admin=self)

        def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return inner(request, **kwargs)

        view.register_admin = self  # type: ignore[attr-defined]
        view.register_action = action  # type: ignore[attr-defined]
        view.register_view_class = view_class  # type: ignore[attr-defined]
        return view

    # --- What wagtail-modeladmin asks ---

    def get_edit_handler(self) -> Panel:
        """Return the form's panels over the register's form class."""
        return ObjectList(list(self.panels), base_form_class=self.form_class)

    def get_menu_label(self) -> str:
        """Return the words in the menu; not in title case, which Vietnamese does not know."""
        return self.menu_label or capfirst(self.opts.verbose_name_plural)

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Return none: Django's permissions give nothing in a register."""
        return Permission.objects.none()

    def register_indexing(self) -> None:
        """Do nothing: records refer to records through protected keys, not through Wagtail's index."""


class RegisterGroup(ModelAdminGroup):
    """Screens of several registers under one entry of the menu."""

    items: Sequence[type[RegisterAdmin]] = ()

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Return none: Django's permissions give nothing in a register."""
        return Permission.objects.none()
