"""Records of one public site, kept by those who publish its pages: banners, redirects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page, Site
from wagtail.permission_policies import BasePermissionPolicy

from home.editing.choices import keep_to_scope
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import User


def sites_of(user: Any) -> models.QuerySet[Site]:
    """Return the sites whose pages `user` publishes; the installer's account has all of them."""
    if user.is_superuser:
        return Site.objects.all()
    units = access_of(user).units(Capability.PUBLISH_PAGES)
    return Site.objects.filter(authority__units__in=units).distinct()


class OwnSitePolicy(BasePermissionPolicy):
    """Publishers may do everything with the records of their own site and see no others."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether the user publishes pages anywhere; the action does not matter."""
        return user.is_superuser or access_of(user).anywhere(Capability.PUBLISH_PAGES)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether the record belongs to one of the user's sites."""
        if user.is_superuser:
            return True
        return instance.site_id is not None and sites_of(user).filter(pk=instance.site_id).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        """Return the records of the user's sites."""
        records = self.model._default_manager.all()
        return records if user.is_superuser else records.filter(site__in=sites_of(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        """Return the accounts that always may; who publishes depends on the day and is not listed."""
        return User.objects.filter(is_active=True, is_superuser=True)


class OwnSiteForm(WagtailAdminModelForm):
    """Offers only the user's own sites, chosen already when there is one, and pages of the site chosen."""

    page_field = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice of sites."""
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        if self.for_user is not None:
            keep_to_scope(self, self.for_user)
        if self.for_user is None or not isinstance(field, ModelChoiceField):
            return
        sites = list(sites_of(self.for_user)[:2])
        field.queryset = sites_of(self.for_user)
        if len(sites) == 1:
            field.initial, field.empty_label = sites[0].pk, None

    def clean(self) -> dict[str, Any]:
        """Refuse a page of another site: it would give another authority's drafts away."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        site, page = cleaned.get("site"), cleaned.get(self.page_field)
        if site and isinstance(page, Page) and not page.path.startswith(site.root_page.path):
            self.add_error(self.page_field, _("Choose a page of the same site."))
        return cleaned


class OwnSiteIndexView(generic.IndexView):
    """The list of the records of the user's own sites."""

    def get_base_queryset(self) -> models.QuerySet[Any]:
        """Leave what the policy lets the user see."""
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return super().get_base_queryset().filter(pk__in=own.values("pk"))


class OwnSiteViewSet(ModelViewSet):
    """The screens of such records; `home.admin_scope` answers 404 for those of other sites."""

    own_form: type[OwnSiteForm]
    index_view_class = OwnSiteIndexView
    copy_view_enabled = False
    add_to_admin_menu = True

    @property
    def permission_policy(self) -> OwnSitePolicy:
        """The policy of publishers."""
        return OwnSitePolicy(self.model)

    def get_edit_handler(self) -> Any:
        """Return the panels bound to the viewset's own form, which knows whose sites to offer."""
        handler = ObjectList(self.panels, base_form_class=self.own_form)
        return handler.bind_to_model(self.model)
