"""Kinds and levels of authorities, units, calendar days and periods; the fields of the reform."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuthorityLevel(TextChoices):
    """The level of government that an authority belongs to."""

    PROVINCE = "province", _("Province or city")
    DISTRICT = "district", _("District (until 30 June 2025)")
    COMMUNE = "commune", _("Ward, commune or special zone")


class UnitKind(TextChoices):
    """What a unit is. Every kind can be given tasks."""

    LEADERSHIP = "leadership", _("Leadership of the People's Committee")
    OFFICE = "office", _("Office of the People's Council and People's Committee")
    DEPARTMENT = "department", _("Department")
    INSPECTORATE = "inspectorate", _("Inspectorate")
    WARD = "ward", _("Ward or commune")
    PUBLIC_SERVICE = "public_service", _("Public service unit")
    COMMITTEE = "committee", _("Council or steering committee")


# The "departments" that a dispatch to "các phòng quản lý nhà nước" speaks to.
DEPARTMENT_KINDS = frozenset({UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.INSPECTORATE})


class DayKind(TextChoices):
    """How a day of the calendar differs from the ordinary week."""

    HOLIDAY = "holiday", _("Day off")
    WORKING = "working", _("Working day (swapped)")


class PeriodKind(TextChoices):
    """How long a reporting period is."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF_YEAR = "half_year", _("Half-year")
    NINE_MONTHS = "nine_months", _("Nine months")
    YEAR = "year", _("Year")


class ReformField(TextChoices):
    """The six contents of administrative reform (Nghị quyết 76/NQ-CP, 2021)."""

    INSTITUTIONS = "institutions", _("Institutional reform")
    PROCEDURES = "procedures", _("Administrative procedure reform")
    ORGANISATION = "organisation", _("Reform of the administrative apparatus")
    CIVIL_SERVICE = "civil_service", _("Civil service reform")
    PUBLIC_FINANCE = "public_finance", _("Public finance reform")
    DIGITAL_GOVERNMENT = "digital_government", _("E-government and digital government")
