"""Confirming a preview: the file is judged once more, then all its drafts are written or none."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from home.models import ServiceIndexPage
from reform.organisation.models import User

from .judging import Judge, Preview
from .reading import FILE_NAME, read_catalogue


class ImportRefused(Exception):
    """Raised when nothing was written; the text tells the editor why."""


def preview_import(content: bytes, *, index: ServiceIndexPage, user: User, name: str = FILE_NAME) -> Preview:
    """Return what would become of a workbook; writes nothing.

    Raises:
        FileRefused: the file cannot be taken.
    """
    return Judge(index, user).judge(read_catalogue(content, name))


@transaction.atomic
def apply_import(content: bytes, *, index: ServiceIndexPage, user: User, shown: str) -> int:
    """Write the drafts that a preview showed; nothing goes public.

    Args:
        content: the uploaded workbook.
        index: the catalogue.
        user: the editor, who becomes owner of what is new.
        shown: the sign of the preview that was decided on.

    Returns:
        How many services were written.

    Raises:
        FileRefused: the file cannot be taken.
        ImportRefused: something is wrong, would not change, or has changed since the preview.
    """
    locked = ServiceIndexPage.objects.select_for_update().get(pk=index.pk)
    # Whoever saves a service meanwhile waits; who was first has changed the sign.
    list(Page.objects.child_of(locked).order_by("path").select_for_update())
    preview = preview_import(content, index=locked, user=user)
    if preview.sign != shown:
        raise ImportRefused(
            _("Services have changed since the preview. Nothing was written; look at the new preview.")
        )
    if not preview.can_be_written:
        raise ImportRefused(_("Nothing was written: there is nothing to change, or something is wrong."))
    written = [*preview.with_verdict("new"), *preview.with_verdict("changed")]
    for one in written:
        if one.is_new:
            one.service.owner = user
            one.service.has_unpublished_changes = True
            locked.add_child(instance=one.service)
            log(instance=one.service, action="wagtail.create", user=user, content_changed=True)
        one.service.save_revision(user=user, changed=True, log_action=True, clean=False)
    return len(written)
