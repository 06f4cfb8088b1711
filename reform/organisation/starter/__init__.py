"""The starter content of the ground floor: Hải An's units, the calendar, the demonstration accounts."""

from .accounts import DEMO_PASSWORD, DemoAccountsRefused, create_demo_accounts, require_demo_accounts_allowed
from .organisation import load_organisation

__all__ = [
    "DEMO_PASSWORD",
    "DemoAccountsRefused",
    "create_demo_accounts",
    "load_organisation",
    "require_demo_accounts_allowed",
]
