from .authority import Authority
from .calendar import CalendarDay
from .people import RoleAssignment, User
from .unit import Unit

__all__ = ["Authority", "CalendarDay", "RoleAssignment", "Unit", "User"]
