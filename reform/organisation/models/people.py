"""People and the roles they hold."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reform.organisation.capabilities import Role

from .folded import FoldedSearch


class User(FoldedSearch, AbstractUser):
    """An officer with an account. What the officer may do comes from role assignments alone."""

    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
        help_text=_("Where the officer works; roles are given on their own."),
    )
    position = models.CharField(
        _("position"), max_length=150, blank=True, help_text=_("For example: specialist.")
    )
    phone = models.CharField(
        _("phone"),
        max_length=50,
        blank=True,
        help_text=_("Of the office; colleagues see it, citizens do not."),
    )
    is_demo = models.BooleanField(_("demonstration account"), default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    searched_fields = ("last_name", "first_name", "username", "email", "position")

    # The units for which a role lets the user enter records, once `organisation.access` has read them.
    entered_for: frozenset[int] | None = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name in the Vietnamese order: family name first; the user name when none is given."""
        return f"{self.last_name} {self.first_name}".strip() or self.username


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Questions asked of assignments."""

    def in_force_on(self, day: date) -> RoleAssignmentQuerySet:
        """Return the assignments that count on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def in_force(self) -> RoleAssignmentQuerySet:
        """Return the assignments that count today."""
        return self.in_force_on(timezone.localdate())

    def not_ended(self) -> RoleAssignmentQuerySet:
        """Return the assignments that count today or will one day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))


class RoleAssignment(models.Model):
    """A role that a user holds for a unit, and for the units under it when so marked."""

    user = models.ForeignKey(
        "organisation.User",
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="role_assignments",
        help_text=_("Who gets the role; it is ended and given anew to pass it on."),
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(
        "organisation.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="role_assignments",
        help_text=_("For whose records the role counts."),
    )
    include_sub_units = models.BooleanField(
        _("with its sub-units"),
        default=False,
        help_text=_("Given at the leadership, the role then counts for the whole authority."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: from now on."))
    valid_to = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty: until it is ended.")
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        ordering = ["unit", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                name="role_given_once_from_a_day",
                violation_error_message=_("The user holds this role for this unit already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(valid_from__isnull=True),
                name="role_given_once_without_a_first_day",
                violation_error_message=_("The user holds this role for this unit already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.unit}"

    def clean(self) -> None:
        """Refuse a period that ends before it begins."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first.")})
