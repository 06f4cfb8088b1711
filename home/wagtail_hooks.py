"""What the public site adds to Wagtail's admin."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.admin_filters import limit_filters
from home.admin_scope import hide_closed_reports, limit_page_chooser
from home.editing import reports
from home.editing.alerts import AlertViewSet
from home.editing.checks import configure_checker, count_findings
from home.editing.dashboard import put_editor_work
from home.editing.deleting import refuse_deleting_in_bulk
from home.editing.redirects import RedirectViewSet
from home.editing.shared_lists import SharedListViewSet
from home.editing.unit_reviews import remind_units
from home.four_eyes import explain_after_edit, explain_own_text
from home.models import (
    DocumentIssuer,
    DocumentType,
    LifeEvent,
    ReformField,
    ServiceField,
    ServiceLevel,
    ServiceLevelScheme,
)
from home.promotion import admin as promotion
from home.service_sheets import screens as service_sheets


class ReformFieldViewSet(SnippetViewSet):
    """The list of fields of reform."""

    model = ReformField
    icon = "tag"
    menu_label = _("Fields of reform")
    list_display = ["name", "short_name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug"), FieldPanel("position")]


class DocumentTypeViewSet(SharedListViewSet):
    """The list of types of documents."""

    model = DocumentType
    icon = "doc-full"
    menu_label = _("Types of documents")
    list_display = ["name", "abbreviation", "slug", "position"]
    ordering = ["position", "name"]
    panels = [FieldPanel("name"), FieldPanel("abbreviation"), FieldPanel("slug"), FieldPanel("position")]


class DocumentIssuerViewSet(SharedListViewSet):
    """The list of issuers of documents."""

    model = DocumentIssuer
    icon = "group"
    menu_label = _("Issuers of documents")
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]
    ordering = ["position", "name"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("position")]


class ServiceFieldViewSet(SharedListViewSet):
    """The list of fields of services."""

    model = ServiceField
    icon = "folder-open-inverse"
    menu_label = _("Fields of services")
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("pictogram"), FieldPanel("position")]


class LifeEventViewSet(SharedListViewSet):
    """The list of life events."""

    model = LifeEvent
    icon = "group"
    menu_label = _("Life events")
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        FieldPanel("pictogram"),
        FieldPanel("position"),
    ]


class ServiceLevelSchemeViewSet(SnippetViewSet):
    """The schemes of service levels: how the law names them during a time."""

    model = ServiceLevelScheme
    icon = "list-ol"
    menu_label = _("Schemes of service levels")
    list_display = ["name", "legal_basis", "valid_from", "valid_to"]
    panels = [
        FieldPanel("name"),
        FieldPanel("legal_basis"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
    ]


class ServiceLevelViewSet(SnippetViewSet):
    """The levels of the schemes."""

    model = ServiceLevel
    icon = "order"
    menu_label = _("Service levels")
    list_display = ["name", "scheme", "online_kind", "becomes", "position"]
    panels = [
        FieldPanel("scheme"),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("online_kind"),
        FieldPanel("explanation"),
        FieldPanel("becomes"),
        FieldPanel("position"),
    ]


class SharedLists(SnippetViewSetGroup):
    """The lists that publishers add to, under one entry of the menu."""

    items = (DocumentIssuerViewSet, DocumentTypeViewSet, LifeEventViewSet, ServiceFieldViewSet)
    menu_label = _("Shared lists")
    menu_icon = "list-ul"
    menu_order = 240


register_snippet(SharedLists)
register_snippet(ReformFieldViewSet)
register_snippet(ServiceLevelSchemeViewSet)
register_snippet(ServiceLevelViewSet)


@hooks.register("register_admin_viewset")
def screens_of_publishers() -> list[ViewSet]:
    """Add the screens of what publishers keep beside the pages."""
    return [AlertViewSet(), RedirectViewSet()]


@hooks.register("register_admin_urls")
def addresses_of_reports() -> list[URLResolver]:
    """Add the reports of content."""
    return [path("content-reports/", include((reports.urlpatterns, reports.NAMESPACE)))]


hooks.register("register_reports_menu_item", reports.review_menu_item)
hooks.register("register_reports_menu_item", reports.broken_links_menu_item)
hooks.register("construct_homepage_panels", put_editor_work)
hooks.register("construct_homepage_panels", remind_units, order=2)
hooks.register("before_edit_page", explain_own_text)
hooks.register("after_edit_page", explain_after_edit)
hooks.register("after_edit_page", count_findings)
hooks.register("after_create_page", count_findings)
hooks.register("construct_wagtail_userbar", configure_checker)
hooks.register("before_bulk_action", refuse_deleting_in_bulk)
hooks.register("construct_page_chooser_queryset", limit_page_chooser)
hooks.register("construct_reports_menu", hide_closed_reports)
hooks.register("register_admin_urls", lambda: promotion.urlpatterns)
hooks.register("register_admin_menu_item", promotion.menu_item)
hooks.register("register_admin_urls", service_sheets.admin_urls)
hooks.register("register_admin_menu_item", service_sheets.menu_item)
hooks.register("register_page_header_buttons", service_sheets.header_buttons)
limit_filters()
