"""The papers of decisions and councils, to be printed and signed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reform.initiatives.enums import CouncilState, DecisionState, InitiativeState
from reform.initiatives.models import Council, RecognitionDecision
from reform.initiatives.papers.decision import certificate_papers, decision_paper
from reform.initiatives.papers.facts import meeting_facts, recognition_facts
from reform.initiatives.papers.kinds import CERTIFICATE, DECISION, MINUTES, SUBMISSION
from reform.initiatives.papers.minutes import minutes_paper
from reform.initiatives.papers.submission import submission_paper
from reform.organisation.models import Unit
from reform.registers.admin import RecordView, RegisterAdmin
from reform.registers.models import HistoryEntry
from reform.registers.papers import Certificate, PaperKind, render
from reform.registers.papers.admin import as_file
from reform.registers.papers.kinds import Content
from search.folding import fold

FORMATS = ("docx", "pdf")
# All certificates, each as a file of its own.
BUNDLE = "zip"
# The names of the files as offices file them: Vietnamese, without diacritics.
FILE_NAMES = {
    SUBMISSION.code: "to-trinh-cong-nhan-sang-kien",
    MINUTES.code: "bien-ban-hoi-dong",
    DECISION.code: "quyet-dinh-cong-nhan-sang-kien",
    CERTIFICATE.code: "giay-chung-nhan-sang-kien",
}
HAS_MET = frozenset({CouncilState.MET, CouncilState.CLOSED})


@dataclass(frozen=True)
class PaperLinks:
    """One paper with the addresses of its files.

    Attributes:
        zip_url: where its parts are single files of one archive; empty for a paper of one part.
    """

    label: str
    docx_url: str
    pdf_url: str
    zip_url: str = ""


def papers_of(admin: RegisterAdmin, record: Council | RecognitionDecision) -> list[PaperLinks]:
    """Return the papers that the record has now."""
    return [
        PaperLinks(
            _label(kind, record),
            docx_url=admin.url_for("paper", record.pk, kind.code, "docx"),
            pdf_url=admin.url_for("paper", record.pk, kind.code, "pdf"),
            zip_url=admin.url_for("paper", record.pk, kind.code, BUNDLE) if kind == CERTIFICATE else "",
        )
        for kind in kinds_of(record)
    ]


def _label(kind: PaperKind, record: Council | RecognitionDecision) -> str:
    """Return the words of a paper's link; minutes say before they are printed that they are a draft."""
    label = capfirst(str(kind.label))
    if kind != MINUTES:
        return label
    council = record if isinstance(record, Council) else record.council
    if not council.initiatives.filter(state=InitiativeState.COUNCIL).exists():
        return label
    return _("%(paper)s (draft: record the council's opinion on every initiative first)") % {"paper": label}


def kinds_of(record: Council | RecognitionDecision) -> tuple[PaperKind, ...]:
    """Return the kinds of paper that can be printed: no minutes before the meeting, no certificates early."""
    if isinstance(record, Council):
        return (MINUTES,) if record.state in HAS_MET else ()
    if record.state == DecisionState.DISCARDED:
        return ()
    early = (SUBMISSION, MINUTES, DECISION)
    return (*early, CERTIFICATE) if record.state == DecisionState.ISSUED else early


def drafting_office(record: Council | RecognitionDecision) -> Unit | None:
    """Return the unit that entered the record and writes its papers."""
    first = HistoryEntry.objects.of(record).filter(action="create").select_related("unit__head").last()
    return first.unit if first else None


def content_of(kind: PaperKind, record: Council | RecognitionDecision) -> Content:
    """Return what the paper says."""
    office = drafting_office(record)
    if isinstance(record, Council):
        return minutes_paper(meeting_facts(record, office))
    facts = recognition_facts(record, office)
    if kind == MINUTES:
        return minutes_paper(facts.meeting)
    if kind == CERTIFICATE:
        return certificate_papers(facts)
    return submission_paper(facts) if kind == SUBMISSION else decision_paper(facts)


class PaperView(RecordView):
    """One paper as a file."""

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who sees the record."""
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand the file out."""
        kind = next((kind for kind in kinds_of(self.instance) if kind.code == kwargs["code"]), None)
        file_format = kwargs["file_format"]
        if kind is None or file_format not in (*FORMATS, *([BUNDLE] if kind == CERTIFICATE else [])):
            raise Http404
        name = f"{FILE_NAMES[kind.code]}-{self.instance.pk}.{file_format}"
        if file_format == BUNDLE:
            certificates = certificate_papers(
                recognition_facts(self.instance, drafting_office(self.instance))
            )
            return as_file(bundled(certificates, self.instance.unit), name, "application/zip")
        output = render(
            kind, content_of(kind, self.instance), root=self.instance.unit, file_format=file_format
        )
        return as_file(output.content, name, output.media_type)


def bundled(certificates: Iterable[Certificate], root: Unit) -> bytes:
    """Return an archive with each certificate as a file that is named by its number and its author."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for certificate in certificates:
            words = f"{certificate.number.removeprefix('Số:')} {certificate.name}"
            name = "-".join(fold(words).split())
            output = render(CERTIFICATE, (certificate,), root=root, file_format="docx")
            archive.writestr(f"giay-chung-nhan-{name}.docx", output.content)
    return target.getvalue()
