"""What the public site adds to Wagtail's admin."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.admin_filters import limit_filters
from home.admin_scope import hide_closed_reports, limit_page_chooser
from home.editing import reports
from home.editing.alerts import AlertViewSet
from home.editing.checks import configure_checker, count_findings
from home.editing.dashboard import put_editor_work
from home.editing.redirects import RedirectViewSet
from home.four_eyes import explain_after_edit, explain_own_text
from home.models import ReformField


class ReformFieldViewSet(SnippetViewSet):
    """The list of fields of reform."""

    model = ReformField
    icon = "tag"
    menu_label = _("Fields of reform")
    list_display = ["name", "short_name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug"), FieldPanel("position")]


register_snippet(ReformFieldViewSet)


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
hooks.register("before_edit_page", explain_own_text)
hooks.register("after_edit_page", explain_after_edit)
hooks.register("after_edit_page", count_findings)
hooks.register("after_create_page", count_findings)
hooks.register("construct_wagtail_userbar", configure_checker)
hooks.register("construct_page_chooser_queryset", limit_page_chooser)
hooks.register("construct_reports_menu", hide_closed_reports)
limit_filters()
