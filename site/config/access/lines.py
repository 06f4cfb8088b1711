"""One line of the access matrix's table, and the lines that every register has."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .places import EVERYBODY, OUTSIDERS, Place
from .routes import Route
from .sight import SIGHT

NOBODY = ""
# Open to whoever is not signed in, or does not get in.
OPEN = "wagtailadmin_log* wagtailadmin_password_reset* *javascript_catalog wagtailadmin_sprite"
# Letters of who may; three of them where the places differ.
Who = str | tuple[str, str, str]
# Screens of a register that are about no single record.
LIST_SCREENS = frozenset({"create", "board", "changes", "remind", "prepare"})
# Screens of a register about one officer's import.
IMPORT_SCREENS = ("import_batch", "import_marked")
# Screens of Wagtail's that are about one page, picture or document.
PAGE_SCREENS = (
    "usage", "edit", "preview_on_edit", "view_draft", "add_subpage", "delete", "unpublish", "convert_alias",
    "move", "move_confirm", "set_page_position", "copy", "workflow_action", "collect_workflow_action_data",
    "confirm_workflow_cancellation", "workflow_preview", "set_privacy", "lock", "unlock", "revisions_index",
    "revisions_view", "revisions_revert", "revisions_unschedule", "workflow_history",
    "workflow_history_detail", "history", "history_results",
)  # fmt: skip
PAGE_REPORTS = ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages")
IMAGE_SCREENS = (
    "edit", "delete", "url_generator", "url_generator_output", "image_usage", "edit_multiple",
    "delete_multiple",
)  # fmt: skip
DOCUMENT_SCREENS = ("edit", "delete", "document_usage", "edit_multiple", "delete_multiple")
FILE_TOOLS = (
    "index", "index_results", "add", "add_multiple", "create_multiple_from_uploaded_*",
    "delete_upload_multiple",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One line of the table.

    Attributes:
        names: the addresses it covers, by name; `*` stands for anything.
        may: who may do it; three of them where the places differ.
        kind: the kinds of record that the address is about; none for lists and tools.
        strict: for whom what is out of sight must be a 404, and the rest lead back to the dashboard;
            for others either will do.
        judged: whether what those who may meet is judged; where it depends on more, no screen may fail.
        address: the address itself, where it cannot be read off the pattern; `{pk}` is the record.
        query: what stands in the query string; `{pk}` is the record.
        values: values of parameters that are not the record.
    """

    names: str
    may: Who
    kind: str = ""
    strict: str = EVERYBODY
    judged: bool = True
    address: str = ""
    query: str = ""
    values: dict[str, str] = field(default_factory=dict)

    def covers(self, route: Route) -> bool:
        """Tell whether the rule is about this address."""
        return any(fnmatchcase(route.name, name) for name in self.names.split())

    def url(self, route: Route, record: Any) -> str:
        """Return the address for a record, or for none."""
        values: dict[str, Any] = dict.fromkeys(route.parameters, record.pk) if record is not None else {}
        if getattr(record, "latest_revision_id", None):
            values["revision_id"] = record.latest_revision_id
        values |= {"event": route.event} if route.event else {}
        pk = record.pk if record is not None else ""
        path = self.address.format(pk=pk) if self.address else route.fill(values | self.values)
        return f"{path}?{self.query.format(pk=pk)}" if self.query else path

    def cases(self) -> list[tuple[str, Place]]:
        """Return what the address is tried with: each kind in each place, or nothing once."""
        if not self.kind:
            return [("", Place.OWN)]
        return [(kind, place) for kind in self.kind.split() for place in Place]

    def expected(self, letter: str, kind: str, place: Place) -> str:
        """Return what an officer must meet.

        "shown", "refused", "absent" (404), "closed" (either of these two), "login" (led to the sign-in
        screen), or "any" where it is not judged.
        """
        if letter in OUTSIDERS:
            return "any" if self.names.startswith(OPEN) else "login"
        position = list(Place).index(place)
        may = self.may if isinstance(self.may, str) else self.may[position]
        strict = letter in self.strict
        if kind and letter not in SIGHT[kind][position]:
            return "absent" if strict else "closed"
        if letter not in may:
            return "refused" if strict else "closed"
        return "shown" if self.judged else "any"


def register(base: str, kind: str, listing: str, **actions: Who) -> list[Rule]:
    """Return the lines of one register: its list, then each screen of a record and who may use it."""
    prefix = f"{base}_modeladmin_"
    seers = "".join(sorted(set("".join(SIGHT[kind.split(maxsplit=1)[0]]))))
    lists = {"index": listing} | {action: may for action, may in actions.items() if action in LIST_SCREENS}
    records = {"inspect": seers, "history": seers} | {
        action: may for action, may in actions.items() if action not in LIST_SCREENS
    }
    return [Rule(prefix + action, may) for action, may in lists.items()] + [
        Rule(prefix + action, may, kind=kind) for action, may in records.items()
    ]


def transitions(base: str, kind: str, **events: Who) -> list[Rule]:
    """Return the lines of one register's transitions, by event."""
    name = f"{base}_modeladmin_transition:"
    return [Rule(name + event.rstrip("_"), may, kind=kind) for event, may in events.items()]


def spreadsheets(base: str, kind: str, *, take_in: str, take_out: str) -> list[Rule]:
    """Return the lines of one register's spreadsheets: who takes files in, and who takes the list out."""
    prefix = f"{base}_modeladmin_"
    return [
        Rule(f"{prefix}import", take_in),
        Rule(f"{prefix}template", take_in),
        Rule(f"{prefix}export", take_out),
        *(Rule(prefix + screen, SIGHT[kind][0], kind=kind) for screen in IMPORT_SCREENS),
    ]
