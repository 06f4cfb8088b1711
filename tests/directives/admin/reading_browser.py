"""What the tests of the reading screens share: a browser without a script, and what its forms send."""

import io
import uuid
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from reform.directives import starter
from reform.directives.models import Reading
from reform.directives.proposals import kept_tasks
from reform.organisation.models import User
from tests.directives.factories import ReadingFactory, read_proposal
from tests.directives.roles import House

LIST = "/admin/directives/readings/"
START = f"{LIST}create/"
JUNE = (Path(starter.__file__).parent / "dispatch_2022_06.txt").read_text(encoding="utf-8")
UNSURE = ["The text does not say who leads."]


def signed_in(user: User) -> Any:
    """Return a browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def page_of(reading: Reading, action: str = "inspect") -> str:
    """Return the address of one of the reading's screens."""
    return f"{LIST}{action}/{reading.pk}/"


def press(client: Any, reading: Reading, button: str, **typed: Any) -> Any:
    """Press a button of the proposal page that shows the newest version."""
    reading.refresh_from_db()
    answer = client.post(page_of(reading), {"version": reading.version, "press": button, **typed})
    reading.refresh_from_db()
    return answer


def typed_task(key: str, **fields: Any) -> dict[str, Any]:
    """Return what an open form of a task sends."""
    values = {
        "text": "Thực hiện nhiệm vụ",
        "frequency": "",
        "result_kind": "work",
        "reform_field": "",
    } | fields
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-comparison": ">=", "0-value": "", "0-unit": ""}
    return (
        {"open": key}
        | {f"{key}-{name}": value for name, value in values.items()}
        | {f"{key}-targets-{name}": value for name, value in rows.items()}
    )


def reading_of(house: House, *tasks: dict[str, Any], **header: Any) -> Reading:
    """Return an open reading with the given tasks."""
    reading: Reading = ReadingFactory(authority=house.authority, proposal=read_proposal(*tasks, **header))
    return reading


def texts(reading: Reading) -> list[str]:
    """Return the words of the tasks that would be written."""
    return [task["text"] for task in kept_tasks(reading.proposal)]


def june_in_word() -> bytes:
    """Return the June letter as a Word file, a paragraph a line."""
    document, buffer = Document(), io.BytesIO()
    for line in JUNE.splitlines():
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def sent_form(**fields: Any) -> dict[str, Any]:
    """Return what the start form sends."""
    return {"form_token": str(uuid.uuid4()), "text": ""} | fields


def queries_of(client: Any, address: str) -> int:
    """Return how many queries a page makes once the caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
