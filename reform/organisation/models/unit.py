"""Units: departments, wards and the bodies beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reform.organisation.enums import DEPARTMENT_KINDS, UnitKind
from reform.organisation.spellings import spellings

from .folded import FoldedSearch


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions asked of units."""

    def open_on(self, day: date) -> UnitQuerySet:
        """Return the units that exist on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def open(self) -> UnitQuerySet:
        """Return the units that exist today."""
        return self.open_on(timezone.localdate())

    def taking_work(self) -> UnitQuerySet:
        """Return open units that tasks may be given to: all but the leadership."""
        return self.open().exclude(kind=UnitKind.LEADERSHIP)

    def beside(self) -> UnitQuerySet:
        """Return every unit of the authorities that these units belong to, closed ones included."""
        return Unit.objects.filter(authority__in=self.order_by().values("authority"))

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: units are closed, never deleted."""
        raise UnitsAreNeverDeleted


class UnitsAreNeverDeleted(ValidationError):
    """Raised when somebody tries to delete a unit: history stays under the unit that made it."""

    def __init__(self) -> None:
        super().__init__(_("A unit is never deleted. Close it by giving the last day on which it exists."))


class Unit(FoldedSearch):
    """A department, ward or other body of an authority; it can be given work and owns its records.

    The unit without a parent is the leadership of the authority: roles given there with
    sub-units count for the whole authority.
    """

    authority = models.ForeignKey(
        "organisation.Authority",
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="units",
        help_text=_("A unit stays with its authority for good."),
    )
    code = models.CharField(
        _("code"),
        max_length=30,
        help_text=_("Short capitals, for example: TCKH; spreadsheets know the unit by it."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("In full, for example: Phòng Tài chính - Kế hoạch.")
    )
    short_name = models.CharField(
        _("short name"), max_length=100, help_text=_("For lists and tables, for example: Phòng TC-KH.")
    )
    aliases = models.JSONField(
        _("other spellings"),
        default=list,
        blank=True,
        help_text=_("Names under which documents and spreadsheets mention the unit."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=UnitKind,
        help_text=_(
            "Decides where the public site lists it, and whether work for “all departments” goes to it."
        ),
    )
    cluster = models.CharField(
        _("emulation cluster"),
        max_length=100,
        blank=True,
        help_text=_(
            "The board of tasks is filtered by it, for example: Khối phòng, ban; empty: in no cluster."
        ),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("Empty for the leadership alone; roles “with sub-units” reach down this way."),
    )
    head = models.ForeignKey(
        "organisation.User",
        verbose_name=_("head"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed_units",
        help_text=_("Who answers for the unit's work; an account of the portal."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("Stands on the unit's public page, for example: 0225 3 123 456."),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Stands on the unit's public page; an address of the office, not a private one."),
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        help_text=_("Stands on the unit's public page: house number, street, ward."),
    )
    position = models.PositiveIntegerField(
        _("order in lists"),
        default=0,
        help_text=_("Smaller numbers stand first; equal ones are sorted by name."),
    )
    valid_from = models.DateField(
        _("exists from"), null=True, blank=True, help_text=_("Empty: it has always existed.")
    )
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text=_("The unit that takes over when this one is closed."),
    )
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    searched_fields = ("name", "short_name", "code", "aliases", "cluster")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["authority", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="unit_code_unique_in_authority"),
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(parent__isnull=True),
                name="one_root_unit_an_authority",
                violation_error_message=_("The authority has a root unit already; choose a parent unit."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="unit_closes_after_it_opens",
                violation_error_message=_("A unit cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Refuse: units are closed, never deleted."""
        raise UnitsAreNeverDeleted

    def clean(self) -> None:
        """Keep the tree a tree within one authority."""
        super().clean()
        self.check_place()
        if self.pk and Unit.objects.filter(pk=self.pk).exclude(authority_id=self.authority_id).exists():
            raise ValidationError(
                _("A unit stays with its authority: close it and open another one in the new authority.")
            )

    def check_place(self) -> None:
        """Check what the unit says of itself and of its place in the tree.

        Raises:
            ValidationError: a rule is broken.
        """
        self.check_fields()
        if self._is_own_ancestor():
            raise ValidationError({"parent": _("A unit cannot stand under itself.")})

    def check_fields(self) -> None:
        """Check what the unit says of itself, without asking what stands above its parent.

        Raises:
            ValidationError: a rule is broken.
        """
        if not isinstance(self.aliases, list) or any(not isinstance(alias, str) for alias in self.aliases):
            raise ValidationError({"aliases": _("Give the other spellings as a list of names.")})
        # A successor may belong to another authority: in July 2025 wards went over to new ones.
        if self.parent is not None and self.parent.authority_id != self.authority_id:
            raise ValidationError({"parent": _("Choose a unit of the same authority.")})
        if self.pk and self.successor_id == self.pk:
            raise ValidationError({"successor": _("A unit cannot succeed itself.")})

    def _is_own_ancestor(self) -> bool:
        """Tell whether following parents from here leads back here."""
        seen, ancestor = {self.pk}, self.parent
        while ancestor is not None:
            if ancestor.pk is not None and ancestor.pk in seen:
                return True
            seen.add(ancestor.pk)
            ancestor = ancestor.parent
        return False

    def is_open(self, day: date | None = None) -> bool:
        """Tell whether the unit exists on `day` (today when not given)."""
        day = day or timezone.localdate()
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def other_spellings(self) -> frozenset[str]:
        """Return, folded, what else is written for the unit's names: "P. TC-KH" for one."""
        return spellings(self.short_name, self.name, *self.aliases)

    @property
    def is_department(self) -> bool:
        """Whether "the departments" of a dispatch include this unit."""
        return self.kind in DEPARTMENT_KINDS


def in_circle(parents: Mapping[int | None, int | None], unit: int | None) -> bool:
    """Tell whether following parents from a unit ever leads in a circle.

    Arguments:
        parents: the parent of each unit, by primary key; what is missing has none.
    """
    seen: set[int | None] = set()
    while unit is not None:
        if unit in seen:
            return True
        seen.add(unit)
        unit = parents.get(unit)
    return False
