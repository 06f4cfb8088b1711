"""The spreadsheets of the ground floor: units and accounts."""

from .unit_resource import UnitResource
from .user_resource import UserResource

__all__ = ["UnitResource", "UserResource"]
