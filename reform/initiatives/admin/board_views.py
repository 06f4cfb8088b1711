"""The quota board: which units have an initiative in a year, and how far it has come."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reform.initiatives.enums import QuotaStatus
from reform.initiatives.models import Initiative
from reform.initiatives.selectors.board import (
    COUNTED,
    QuotaBoard,
    QuotaRow,
    authorities_in_view,
    quota_board,
    rows_of_unit,
    units_in_scope,
    years_in_view,
)
from reform.organisation.access import access_of
from reform.organisation.capabilities import Capability
from reform.organisation.models import Authority, Unit
from reform.registers.admin import RegisterView
from reform.registers.admin.columns import Tone
from reform.registers.admin.officer import officer
from reform.registers.middleware import current_request_id
from reform.registers.models import ExportEntry
from reform.registers.permissions import policy_for
from reform.registers.spreadsheets.exporting import MEDIA_TYPES
from reform.workbooks.writing import SheetColumn, stream_csv, write_xlsx

from .tones import INITIATIVE_TONES

# Never green before the authority has decided: registered is not reached.
QUOTA_TONES: dict[str, Tone] = {
    QuotaStatus.NONE: "bad",
    QuotaStatus.REGISTERED: "neutral",
    QuotaStatus.UNDER_APPRAISAL: "progress",
    QuotaStatus.RECOGNISED: "good",
    QuotaStatus.CITY_RECOGNISED: "good",
}
MOST_DETAILS = 100
FILE_FORMATS = ("xlsx", "csv")


def may_remind(user: Any, authority: Any) -> bool:
    """Tell whether the user appraises or follows up for the whole of an authority (`authorities_in_view`)."""
    units = access_of(user).units(Capability.APPRAISE_INITIATIVES, Capability.FOLLOW_UP)
    return authority.root_id in units


@dataclass(frozen=True)
class BoardLine:
    """One row of the board as the template shows it."""

    row: QuotaRow
    tone: Tone
    url: str
    codes: list[tuple[str, str]]
    more: str


class QuotaScreen(RegisterView):
    """What the board and the reminder share: who may open them, the authority and the year of the address."""

    title: Any

    def check_action_permitted(self, user: Any) -> bool:
        """Open it to who sees a unit or oversees an authority."""
        return bool(units_in_scope(user))

    def get_breadcrumbs(self) -> list[dict[str, str]]:
        """Return the way to this screen."""
        return [*super().get_breadcrumbs(), {"url": "", "label": self.get_title()}]

    @cached_property
    def authorities(self) -> list[Authority]:
        """The authorities whose units are in view.

        Raises:
            Http404: there is none.
        """
        found = authorities_in_view(officer(self.request))
        if not found:
            raise Http404("no authority in view")
        return found

    @cached_property
    def authority(self) -> Authority:
        """The authority that the address names; the first, which is the user's own, when it names none."""
        asked = self.request.GET.get("authority", "")
        return next((one for one in self.authorities if str(one.pk) == asked), self.authorities[0])

    @cached_property
    def years(self) -> list[int]:
        """The years in which anything counts."""
        return years_in_view(officer(self.request), self.authority)

    @property
    def year(self) -> int:
        """The year that the address names; this year when it names none in view."""
        asked = self.request.GET.get("year", "")
        found = next((year for year in self.years if str(year) == asked), None)
        return found or timezone.localdate().year

    @property
    def may_be_reminded(self) -> bool:
        """Whether units can still register something for the year: it is not over."""
        return self.year >= timezone.localdate().year

    @cached_property
    def board(self) -> QuotaBoard:
        """How the units stand."""
        return quota_board(officer(self.request), self.authority, self.year)

    def address(self, action: str, **query: Any) -> str:
        """Return the address of a screen for the same year and authority."""
        named = {"authority": self.authority.pk} if len(self.authorities) > 1 else {}
        return f"{self.model_admin.url_for(action)}?{urlencode({'year': self.year} | named | query)}"


class BoardView(QuotaScreen):
    """Units by status in a year; one unit's initiatives below; the table as a file."""

    action = "board"
    template_name = "initiatives/board.html"
    title = gettext_lazy("Quota board of initiatives")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the board."""
        user, board = officer(self.request), self.board
        unit = self.chosen_unit()
        return super().get_context_data(
            **{
                "board": board,
                "today": timezone.localdate(),
                "years": self.years,
                "authorities": self.authorities if len(self.authorities) > 1 else [],
                "lines": [self._line(row) for row in board.rows],
                "statuses": [(status, QUOTA_TONES[status]) for status in COUNTED],
                "units_by_status": [
                    (status, QUOTA_TONES[status], count) for status, count in board.units_by_status
                ],
                "totals": [board.totals[status] for status in COUNTED],
                "unit": unit,
                "details": self._details(unit) if unit else [],
                "remind_url": self._remind_url(),
                "formats": FILE_FORMATS if policy_for(Initiative).may_export(user) else (),
                "page_address": self.request.build_absolute_uri(),
            }
            | kwargs
        )

    def chosen_unit(self) -> Unit | None:
        """Return the unit whose initiatives are shown: the one that the address names, or the only one.

        Raises:
            Http404: the address names a unit that is not on the board.
        """
        units = [row.unit for row in self.board.rows]
        asked = self.request.GET.get("unit", "")
        if not asked:
            return units[0] if len(units) == 1 else None
        found = next((unit for unit in units if str(unit.pk) == asked), None)
        if found is None:
            raise Http404("no such unit on the board")
        return found

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the board out as a file, and note who took it.

        Raises:
            PermissionDenied: the user takes nothing out.
        """
        user, file_format = officer(request), request.POST.get("format", "")
        if not policy_for(Initiative).may_export(user) or file_format not in FILE_FORMATS:
            raise PermissionDenied
        ExportEntry.objects.create(
            user=user,
            unit=user.unit,
            register=self.get_title()[:60],
            file_format=file_format,
            columns="list",
            narrowed_by=str(self.year),
            rows=len(self.board.rows),
            request_id=current_request_id.get(),
        )
        return board_file(self.board, file_format)

    def _line(self, row: QuotaRow) -> BoardLine:
        more = ngettext("and %(count)s more", "and %(count)s more", row.more_codes) % {
            "count": row.more_codes
        }
        return BoardLine(
            row=row,
            tone=QUOTA_TONES[row.status],
            url=self.address("board", unit=row.unit.pk) + "#unit",
            codes=[(code, self.model_admin.url_for("inspect", pk)) for pk, code in row.codes],
            more=more if row.more_codes > 0 else "",
        )

    def _details(self, unit: Unit) -> list[tuple[Initiative, Tone, str]]:
        """Return the initiatives that count for a unit, each with its tone and address."""
        rows = rows_of_unit(officer(self.request), unit, self.year)[:MOST_DETAILS]
        return [
            (row, INITIATIVE_TONES.get(row.state, "neutral"), self.model_admin.record_url(row))
            for row in rows
        ]

    def _remind_url(self) -> str:
        """Return the address of the reminder; empty when nobody is to be reminded, or not by this user."""
        if not self.board.without_any or not may_remind(officer(self.request), self.authority):
            return ""
        return self.address("remind") if self.may_be_reminded else ""


def board_file(board: QuotaBoard, file_format: str) -> HttpResponseBase:
    """Return the board as a workbook or as CSV."""
    columns = [
        SheetColumn("unit", _("Unit"), width=36),
        SheetColumn("year", _("Year"), "integer", width=8),
        SheetColumn("status", _("Status"), width=28),
        *(SheetColumn(str(status), str(status.label), "integer", width=16) for status in COUNTED),
        SheetColumn("codes", _("Recognised initiatives"), width=40),
        SheetColumn("adopted", _("Applied elsewhere"), "integer", width=16),
    ]
    rows = [_cells(board, row) for row in board.rows]
    name = f"sang-kien-chi-tieu-{board.year}.{file_format}"
    response: HttpResponseBase
    if file_format == "csv":
        response = StreamingHttpResponse(stream_csv(columns, rows), content_type=MEDIA_TYPES["csv"])
    else:
        target = io.BytesIO()
        meta = {_("As of"): f"{timezone.localdate():%d/%m/%Y}"}
        write_xlsx(
            target, sheet=_("Quota %(year)s") % {"year": board.year}, columns=columns, rows=rows, meta=meta
        )
        response = HttpResponse(target.getvalue(), content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _cells(board: QuotaBoard, row: QuotaRow) -> list[Any]:
    codes = ", ".join(code for _pk, code in row.codes)
    if row.more_codes > 0:
        codes += ", …"
    counts = [count for _status, count in row.cells]
    return [row.unit.name, board.year, str(row.status.label), *counts, codes, row.adopted]
