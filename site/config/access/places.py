"""The people and the places of the matrix, each with its letter and its words."""

from enum import StrEnum

from reform.organisation.capabilities import Role


class Place(StrEnum):
    """Where a record lies, seen from the officers of the matrix."""

    OWN = "own"
    OTHER = "other"
    FOREIGN = "foreign"


# Letters of the columns. Officers of a unit work for their own ward, the others for the whole authority.
OFFICERS: dict[str, Role | None] = {
    "I": None,  # the installer's account, a superuser
    "S": Role.SYSTEM_ADMINISTRATOR,
    "W": Role.SYSTEM_ADMINISTRATOR,  # of the own ward alone
    "H": Role.HOME_AFFAIRS,
    "O": Role.UNIT_OFFICER,
    "U": Role.UNIT_HEAD,
    "E": Role.ECONOMICS,
    "C": Role.CULTURE_EDITOR,
    "P": Role.CULTURE_PUBLISHER,
    "L": Role.LEADERSHIP,
    "A": Role.AUDITOR,
}
WARD_OFFICERS = frozenset("WOU")
# Who may not even enter: no role, a role that ended, a locked account, nobody signed in.
OUTSIDERS = "NXDZ"
EVERYBODY = "".join(OFFICERS)

NAMES = {
    "I": "installer",
    "S": "administrator",
    "W": "administrator of the ward",
    "H": "Home Affairs",
    "O": "unit officer",
    "U": "unit head",
    "E": "Economics",
    "C": "editor",
    "P": "publisher",
    "L": "leadership",
    "A": "auditor",
    "N": "no role",
    "X": "role ended",
    "D": "locked account",
    "Z": "not signed in",
}
