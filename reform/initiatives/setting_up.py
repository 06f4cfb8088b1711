"""Setting councils and score sheets up: the record and the rows that belong to it, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.records import create_record, lock_record, update_record

from .enums import CouncilRole, CouncilState, SheetState
from .models import Council, CouncilMember, ScoreCriterion, ScoreSheet

if TYPE_CHECKING:
    from reform.organisation.models import User


@transaction.atomic
def keep_council(
    council: Council,
    *,
    members: Sequence[CouncilMember],
    actor: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Council:
    """Write a new or a changed council with all its members; those who are not named any more go.

    Arguments:
        members: not written yet; their order is the order in which they are listed.
        expected_version: the version that the actor saw; None for a new council.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        StaleRecord: when it was changed meanwhile.
        ValidationError: when its scoring is open, or a field or a member is not possible.
    """
    _refuse_unless_appraiser(actor, council.unit_id)
    if problems := problems_of_members(council, members):
        raise ValidationError({"members": problems})
    if council.sheet.unit_id != council.unit_id:
        raise ValidationError({"sheet": _("Choose a score sheet of the same authority.")})

    def write_members() -> None:
        council.members.all().delete()
        for seat in members:
            seat.pk, seat.council = None, council
            seat.full_clean()
            seat.save(force_insert=True)

    if expected_version is None:
        return create_record(council, actor=actor, save_related=write_members, at=at)
    if lock_record(council).state != CouncilState.PREPARING:
        raise ValidationError(_("The scoring is open; the council does not change any more."))
    return update_record(
        council, actor=actor, expected_version=expected_version, save_related=write_members, at=at
    )


def problems_of_members(council: Council, members: Sequence[CouncilMember]) -> list[str]:
    """Return in words what is wrong with the members: nobody twice, nobody foreign, one chair."""
    problems: list[str] = []
    roles = [seat.role for seat in members]
    if roles.count(CouncilRole.CHAIR) > 1:
        problems.append(_("Two members are marked as chair; a council has one."))
    if roles.count(CouncilRole.SECRETARY) > 1:
        problems.append(_("Two members are marked as secretary; a council has one."))
    seen: set[int] = set()
    for seat in members:
        if seat.user_id in seen:
            problems.append(_("%(member)s is named twice.") % {"member": seat.user})
        elif not seat.user.is_active or seat.user.unit is None:
            problems.append(_("The account of %(member)s cannot be used.") % {"member": seat.user})
        elif seat.user.unit.authority_id != council.unit.authority_id:
            problems.append(_("%(member)s works for another authority.") % {"member": seat.user})
        seen.add(seat.user_id)
    return problems


@transaction.atomic
def keep_sheet(
    sheet: ScoreSheet,
    *,
    criteria: Sequence[ScoreCriterion],
    actor: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ScoreSheet:
    """Write a new or a changed score sheet with all its criteria, in the given order.

    Arguments:
        criteria: not written yet.
        expected_version: the version that the actor saw; None for a new sheet.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        StaleRecord: when it was changed meanwhile.
        ValidationError: when it is in use, or a field or a criterion is not possible.
    """
    _refuse_unless_appraiser(actor, sheet.unit_id)
    if problems := problems_of_criteria(criteria):
        raise ValidationError({"criteria": problems})

    def write_criteria() -> None:
        sheet.criteria.all().delete()
        for position, criterion in enumerate(criteria, start=1):
            criterion.pk, criterion.sheet, criterion.position = None, sheet, position
            criterion.full_clean()
            criterion.save(force_insert=True)

    if expected_version is None:
        return create_record(sheet, actor=actor, save_related=write_criteria, at=at)
    if lock_record(sheet).state != SheetState.DRAFT:
        raise ValidationError(_("The sheet is in use; make a new version of it instead."))
    return update_record(
        sheet, actor=actor, expected_version=expected_version, save_related=write_criteria, at=at
    )


def problems_of_criteria(criteria: Sequence[ScoreCriterion]) -> list[str]:
    """Return in words what is wrong with the criteria of a sheet: none of them stands twice."""
    names = [criterion.name.casefold() for criterion in criteria]
    twice = {criterion.name for criterion in criteria if names.count(criterion.name.casefold()) > 1}
    return [_("“%(criterion)s” stands twice on the sheet.") % {"criterion": name} for name in sorted(twice)]


@transaction.atomic
def make_new_version(
    sheet: ScoreSheet, *, actor: User, at: datetime | None = None
) -> tuple[ScoreSheet, bool]:
    """Copy a sheet with its criteria as the next version, in draft, unless that draft exists already.

    Returns:
        The draft, and whether this call made it.

    Raises:
        PermissionDenied: when the actor does not appraise for the authority.
        ValidationError: when the sheet itself is still a draft.
    """
    _refuse_unless_appraiser(actor, sheet.unit_id)
    # The lock keeps two clicks of one moment from making two drafts.
    current = lock_record(sheet)
    if current.state == SheetState.DRAFT:
        raise ValidationError(_("This version is a draft still; change it instead."))
    versions = ScoreSheet.objects.filter(unit_id=current.unit_id, name=current.name)
    draft = versions.filter(state=SheetState.DRAFT).order_by("-edition").first()
    if draft is not None:
        return draft, False
    latest = versions.aggregate(latest=Max("edition"))["latest"]
    copy = ScoreSheet(
        unit_id=current.unit_id,
        name=current.name,
        edition=latest + 1,
        pass_mark=current.pass_mark,
        is_sample=current.is_sample,
    )
    criteria = [
        ScoreCriterion(name=row.name, maximum=row.maximum, guidance=row.guidance)
        for row in current.criteria.all()
    ]
    return keep_sheet(copy, criteria=criteria, actor=actor, at=at), True


def _refuse_unless_appraiser(actor: User, unit_id: int) -> None:
    if not access_of(actor).allows(Capability.APPRAISE_INITIATIVES, unit_id):
        raise PermissionDenied(_("You are not allowed to do this for this authority."))
