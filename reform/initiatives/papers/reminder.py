"""The official letter that urges units without an initiative (công văn đôn đốc). Papers are Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from reform.initiatives.selectors.board import QuotaBoard
from reform.registers.papers import (
    Block,
    Paper,
    PaperKind,
    Signature,
    SignedAs,
    document_number,
    place_and_date,
    register_paper_kind,
    signature_lines,
)
from reform.registers.papers.content import Letterhead


@dataclass(frozen=True)
class Reminder:
    """What the letter says of the board, and what the officer decides.

    Attributes:
        addressees: the names in full of the units without an initiative.
        reached: how many of all `units` have reached the quota.
        deadline: the day by which the addressees send their application.
        sentence: what else is to be said; empty: nothing.
        office: who receives the applications.
    """

    year: int
    addressees: tuple[str, ...]
    reached: int
    units: int
    day: date
    deadline: date
    office: str
    sentence: str = ""


def reminder_of(board: QuotaBoard, *, day: date, deadline: date, office: str, sentence: str = "") -> Reminder:
    """Return the reminder to the units of the board that have nothing."""
    return Reminder(
        year=board.year,
        addressees=tuple(unit.name for unit in board.without_any),
        reached=board.reached,
        units=len(board.rows),
        day=day,
        deadline=deadline,
        office=office,
        sentence=sentence.strip(),
    )


def letter_of(
    reminder: Reminder, *, letterhead: Letterhead, body: str, place: str, symbol: str, is_sample: bool = False
) -> Paper:
    """Return the letter; its number, day and signature are left open.

    Arguments:
        body: who writes, as in the text.
        place: where the authority has its seat.
        symbol: of the letter, for example "UBND-KT".
    """
    return Paper(
        letterhead=letterhead,
        number=document_number(None, symbol),
        place_and_date=place_and_date(place, None, year=reminder.day.year),
        type_name="",
        extract=f"V/v đôn đốc đăng ký, áp dụng sáng kiến năm {reminder.year}",
        addressees=reminder.addressees,
        blocks=tuple(Block(text=text) for text in _paragraphs(reminder, body)),
        signatures=(
            Signature(
                signature_lines(signed_as=SignedAs.ON_BEHALF_OF, title="Chủ tịch", body="Ủy ban nhân dân")
            ),
        ),
        recipients=("Như trên", f"Lưu: VT, {symbol.rpartition('-')[2]}"),
        sample=is_sample,
    )


def _paragraphs(reminder: Reminder, body: str) -> list[str]:
    deadline = f"{reminder.deadline:%d/%m/%Y}"
    paragraphs = [
        f"Thực hiện chỉ tiêu mỗi phòng, ban, đơn vị và phường có ít nhất 01 sáng kiến được công nhận trong "
        f"năm {reminder.year}, qua theo dõi, tính đến ngày {reminder.day:%d/%m/%Y} có {reminder.reached} "
        f"trên tổng số {reminder.units} đơn vị đã hoàn thành chỉ tiêu; {len(reminder.addressees)} đơn vị "
        "có tên nêu trên chưa đăng ký sáng kiến.",
        f"{body} đề nghị Thủ trưởng các đơn vị nêu trên chỉ đạo cán bộ, công chức, viên chức đăng ký sáng "
        f"kiến và gửi hồ sơ đề nghị công nhận về {reminder.office} trước ngày {deadline} để tổng hợp, thẩm "
        "định theo quy định.",
        reminder.sentence,
        f"{body} yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
    ]
    return [text for text in paragraphs if text]


def sample_reminder() -> Paper:
    """Return a made-up letter that shows every part, to check templates with."""
    reminder = Reminder(
        year=2022,
        addressees=("Phòng Văn hóa và Thông tin", "Ủy ban nhân dân phường Tràng Cát"),
        reached=17,
        units=24,
        day=date(2022, 9, 5),
        deadline=date(2022, 9, 30),
        office="Phòng Kinh tế",
        sentence="Quá trình thực hiện có vướng mắc, liên hệ Phòng Kinh tế để được hướng dẫn.",
    )
    return letter_of(
        reminder,
        letterhead=Letterhead(parent="THÀNH PHỐ HẢI PHÒNG", issuer="ỦY BAN NHÂN DÂN QUẬN HẢI AN"),
        body="Ủy ban nhân dân quận Hải An",
        place="Hải An",
        symbol="UBND-KT",
        is_sample=True,
    )


REMINDER = register_paper_kind(
    PaperKind(
        code="initiative_reminder",
        label=_("Reminder to units without an initiative"),
        sample=sample_reminder,
        must_show=(
            (_("the units addressed"), "Ủy ban nhân dân phường Tràng Cát"),
            (_("the day by which they apply"), "30/09/2022"),
        ),
    )
)
