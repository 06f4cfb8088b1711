"""The list of decisions, taken out only: decisions are prepared, signed and registered on their screens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Certificate, Initiative, RecognitionDecision
from reform.registers.spreadsheets import (
    CellWidget,
    ChoiceWidget,
    Column,
    DateWidget,
    IntegerWidget,
    RegisterResource,
)


def _column(label: str | Promise, widget: CellWidget | None = None, width: int = 18, **more: Any) -> Column:
    return Column(label, widget=widget, width=width, read_only=True, **more)


def _certificate(certificate: Certificate) -> str:
    """Return the number with the author's name and the initiative's code."""
    author = certificate.author
    return f"{certificate.full_number}: {author.name} ({author.initiative.code})"


class DecisionResource(RegisterResource):
    """Decisions with their initiatives and certificates; the policy lets nobody take them in."""

    code = "recognition_decisions"
    title = gettext_lazy("decisions of recognition")
    key = ("full_number", "year")
    creates = False
    select_related: ClassVar[tuple[str, ...]] = ("unit", "council")

    full_number = _column(gettext_lazy("number and symbol"), attribute="full_number")
    issued_on = _column(gettext_lazy("date of the decision"), DateWidget())
    year = _column(gettext_lazy("year"), IntegerWidget(), 10)
    council = _column(gettext_lazy("council"), width=32, value=lambda decision: str(decision.council))
    submission_number = _column(gettext_lazy("number of the submission"))
    submission_date = _column(gettext_lazy("date of the submission"), DateWidget())
    signer_name = _column(gettext_lazy("signer"), width=24)
    signer_title = _column(gettext_lazy("signer's title"), width=24)
    initiatives = _column(
        gettext_lazy("initiatives"),
        width=48,
        value=lambda decision: "\n".join(str(row) for row in decision.initiatives.all()),
    )
    certificates = _column(
        pgettext_lazy("of an initiative", "certificates"),
        width=48,
        value=lambda decision: "\n".join(_certificate(row) for row in decision.certificates.all()),
    )
    state = _column(gettext_lazy("state"), ChoiceWidget(DecisionState.choices))

    class Meta:
        model = RecognitionDecision

    def load_beside(self, records: Any) -> None:
        """Put beside decisions the initiatives that stand in them, and their certificates."""
        prefetch_related_objects(
            list(records),
            Prefetch("initiatives", Initiative.objects.order_by("code")),
            Prefetch("certificates", Certificate.objects.select_related("author__initiative")),
        )
