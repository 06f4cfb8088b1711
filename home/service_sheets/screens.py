"""The admin's screens of the catalogue's workbook: choose a catalogue, export, upload, preview, confirm."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.forms import CharField, FileField, FileInput, Form, HiddenInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.admin_scope import works_on_pages
from home.admin_screens import breadcrumbs
from home.models import ServiceIndexPage
from reform.organisation.models import User
from reform.workbooks.problems import FileRefused

from .columns import COLUMNS
from .exporting import MEDIA_TYPE, export_catalogue
from .keeping import forget, keep, kept
from .writing import ImportRefused, apply_import, preview_import


class UploadForm(Form):
    """One workbook."""

    file = FileField(
        label=gettext_lazy("Excel file (.xlsx)"),
        help_text=gettext_lazy("The exported catalogue, with what you changed or added."),
        widget=FileInput(attrs={"accept": ".xlsx"}),
        validators=[
            FileExtensionValidator(["xlsx"], gettext_lazy("Only an Excel workbook (.xlsx) can be taken in."))
        ],
    )


class ConfirmForm(Form):
    """Which preview was decided on."""

    shown = CharField(widget=HiddenInput, max_length=64)


# --- Whose catalogues ---


def catalogues_of(user: Any) -> QuerySet[ServiceIndexPage]:
    """Return the catalogues whose services an officer may write; drafts are what an export shows."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return ServiceIndexPage.objects.filter(pk__in=pages.order_by().values("pk")).order_by("path")


def _officer(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else come this far."""
    if not isinstance(request.user, User):
        raise Http404("nobody is signed in")
    return request.user


def _catalogue(request: HttpRequest, page_id: int) -> ServiceIndexPage:
    """Return a catalogue of the officer's; one of somebody else's is a 404."""
    index = catalogues_of(request.user).filter(pk=page_id).first()
    if index is None:
        raise Http404("no such catalogue in the officer's scope")
    return index


# --- Screens ---


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the officer's catalogue, or show those there are."""
    if not works_on_pages(request.user):
        return permission_denied(request)
    catalogues = list(catalogues_of(request.user))
    if len(catalogues) == 1:
        return redirect("service_catalogue_import", catalogues[0].pk)
    context = {
        "header_title": _("Catalogue of services"),
        "breadcrumbs_items": breadcrumbs({"url": "", "label": _("Catalogue of services")}),
        "catalogues": catalogues,
    }
    return render(request, "home/service_sheets/choose.html", context)


@require_GET
def export(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand a catalogue out, drafts included."""
    if not works_on_pages(request.user):
        return permission_denied(request)
    index = _catalogue(request, page_id)
    response = HttpResponse(export_catalogue(index), content_type=MEDIA_TYPE)
    name = f"{index.slug}-{timezone.localdate():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a workbook in and keep it for the preview; nothing is written."""
    if not works_on_pages(request.user):
        return permission_denied(request)
    index = _catalogue(request, page_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        # One byte more than may be taken tells the reader that it is too much.
        content = file.read(settings.UPLOAD_MAX_BYTES + 1)
        try:
            preview_import(content, index=index, user=_officer(request), name=file.name)
        except FileRefused as refused:
            form.add_error("file", refused.message)
        else:
            keep(request.user, index, content)
            return redirect("service_catalogue_preview", index.pk)
    return render(request, "home/service_sheets/upload.html", _context(index) | {"form": form})


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what would become of every row, and write it once that is confirmed."""
    if not works_on_pages(request.user):
        return permission_denied(request)
    index = _catalogue(request, page_id)
    content = kept(request.user, index)
    if content is None:
        messages.info(request, _("There is no uploaded file any more. Upload it once more."))
        return redirect("service_catalogue_import", index.pk)
    if request.method == "POST":
        answer = _confirm(request, index, content)
        if answer is not None:
            return answer
    try:
        found = preview_import(content, index=index, user=_officer(request))
    except FileRefused as refused:
        forget(request.user, index)
        messages.error(request, str(refused))
        return redirect("service_catalogue_import", index.pk)
    context = _context(index) | {
        "preview": found,
        "groups": [(verdict, found.with_verdict(verdict)) for verdict in ("new", "changed", "same", "error")],
        "confirm_form": ConfirmForm(initial={"shown": found.sign}),
    }
    return render(request, "home/service_sheets/preview.html", context)


def _confirm(request: HttpRequest, index: ServiceIndexPage, content: bytes) -> HttpResponse | None:
    """Write the drafts; returns nothing when the preview is to be shown once more."""
    form = ConfirmForm(request.POST)
    shown = form.cleaned_data["shown"] if form.is_valid() else ""
    try:
        count = apply_import(content, index=index, user=_officer(request), shown=shown)
    except (ImportRefused, FileRefused) as refused:
        messages.error(request, str(refused))
        return None
    except ValidationError as refused:
        messages.error(request, _("Nothing was written: %(why)s") % {"why": " ".join(refused.messages)})
        return None
    forget(request.user, index)
    words = ngettext(
        "%(count)s service was written as a draft. Send it for approval in the page editor.",
        "%(count)s services were written as drafts. Send them for approval in the page editor.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("wagtailadmin_explore", index.pk)


def _context(index: ServiceIndexPage) -> dict[str, Any]:
    return {
        "breadcrumbs_items": breadcrumbs(
            {"url": reverse("service_catalogues"), "label": _("Catalogue of services")},
            {"url": "", "label": index.title},
        ),
        "header_title": _("Excel file of “%(catalogue)s”") % {"catalogue": index.title},
        "catalogue": index,
        "columns": COLUMNS,
    }


# --- The way to the screens ---


class CatalogueMenuItem(MenuItem):
    """The catalogue in the menu, for who has one to write."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the officer writes pages and there is a catalogue among them."""
        return works_on_pages(request.user) and catalogues_of(request.user).exists()


def menu_item() -> CatalogueMenuItem:
    """Return the item of the main menu (hook `register_admin_menu_item`)."""
    return CatalogueMenuItem(
        gettext_lazy("Catalogue of services"),
        reverse("service_catalogues"),
        name="service-catalogue",
        icon_name="table",
        order=250,
    )


def admin_urls() -> list[Any]:
    """Return the addresses of the screens (hook `register_admin_urls`)."""
    return [
        path("service-catalogue/", choose, name="service_catalogues"),
        path("service-catalogue/<int:page_id>/export/", export, name="service_catalogue_export"),
        path("service-catalogue/<int:page_id>/import/", upload, name="service_catalogue_import"),
        path("service-catalogue/<int:page_id>/preview/", preview, name="service_catalogue_preview"),
    ]


def header_buttons(page: Page, user: User, next_url: str | None = None, **kwargs: Any) -> list[Button]:
    """Return the buttons of a catalogue among the pages (hook `register_page_header_buttons`)."""
    if page.cached_content_type.model_class() is not ServiceIndexPage:
        return []
    if not catalogues_of(user).filter(pk=page.pk).exists():
        return []
    return [
        Button(
            _("Export as Excel"),
            reverse("service_catalogue_export", args=[page.pk]),
            icon_name="download",
            priority=60,
        ),
        Button(
            _("Import from Excel"),
            reverse("service_catalogue_import", args=[page.pk]),
            icon_name="upload",
            priority=61,
        ),
    ]
