"""The decision and the certificates of one initiative, for those who made it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from reform.initiatives.enums import DecisionState
from reform.initiatives.models import Certificate, Initiative, RecognitionDecision
from reform.initiatives.papers.decision import certificate_papers
from reform.initiatives.papers.facts import recognition_facts
from reform.initiatives.papers.kinds import CERTIFICATE
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.registers.admin import RecordView
from reform.registers.admin.registry import record_url
from reform.registers.papers import render
from reform.registers.papers.admin import as_file
from reform.registers.permissions import policy_for

from .papers import FILE_NAMES, FORMATS, drafting_office


def issued_decision(initiative: Initiative) -> RecognitionDecision | None:
    """Return the decision that has recognised the initiative, None while there is none."""
    decision = initiative.decision
    return decision if decision is not None and decision.state == DecisionState.ISSUED else None


def takes_certificates(user: Any, initiative: Initiative) -> bool:
    """Tell whether the user prints the certificates: the unit's people do, and who may open the decision."""
    if access_of(user).allows(Capability.VIEW, initiative.unit_id):
        return True
    decision = initiative.decision
    return decision is not None and policy_for(RecognitionDecision).may_view(user, decision)


def recognition_context(user: Any, initiative: Initiative, addresses: dict[str, str]) -> dict[str, Any]:
    """Return the decision, the numbers of the certificates by author, and where to get the certificates.

    Arguments:
        addresses: where the certificates are, by the format of the file.
    """
    decision = issued_decision(initiative)
    if decision is None:
        return {}
    may_open = policy_for(RecognitionDecision).may_view(user, decision)
    rows = Certificate.objects.filter(author__initiative=initiative)
    return {
        "decision": decision,
        "decision_url": record_url(decision) if may_open else "",
        "certificates": [(row.full_number, row.author.name) for row in rows.select_related("author")],
        "certificate_urls": addresses if takes_certificates(user, initiative) else {},
    }


class CertificatesView(RecordView):
    """The certificates of one initiative's authors as a file; those of others in the decision stay out."""

    action = "certificates"

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to the unit and to who may open the decision."""
        return takes_certificates(user, self.instance)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand the file out."""
        decision, file_format = issued_decision(self.instance), kwargs["file_format"]
        if decision is None or file_format not in FORMATS:
            raise Http404
        facts = recognition_facts(decision, drafting_office(decision))
        own = {row.full_number for row in Certificate.objects.filter(author__initiative=self.instance)}
        facts = replace(facts, authors=tuple(author for author in facts.authors if author.number in own))
        output = render(CERTIFICATE, certificate_papers(facts), root=decision.unit, file_format=file_format)
        name = f"{FILE_NAMES[CERTIFICATE.code]}-{self.instance.code}.{file_format}"
        return as_file(output.content, name, output.media_type)
