"""Numbers, days, letterheads and signatures are spelled as Nghị định 30/2020 wants them."""

from datetime import date

import pytest

from reform.registers.papers import (
    SignedAs,
    document_number,
    letterhead_of,
    place_and_date,
    signature_lines,
)
from tests.organisation.factories import AuthorityFactory, UnitFactory, root_of


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "QĐ-UBND", "Số: 05/QĐ-UBND"),
        ("7", "TTr-KT", "Số: 07/TTr-KT"),
        (112, "QĐ-UBND", "Số: 112/QĐ-UBND"),
        (None, "QĐ-UBND", "Số:       /QĐ-UBND"),
        ("", "BB-HĐSK", "Số:       /BB-HĐSK"),
        ("05a", "QĐ-UBND", "Số: 05a/QĐ-UBND"),
    ],
)
def test_numbers_below_ten_take_a_nought_and_an_open_one_leaves_room(
    number: int | str | None, symbol: str, line: str
) -> None:
    assert document_number(number, symbol) == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2022, 1, 5), "Hải An, ngày 05 tháng 01 năm 2022"),
        (date(2022, 2, 15), "Hải An, ngày 15 tháng 02 năm 2022"),
        (date(2022, 3, 9), "Hải An, ngày 09 tháng 3 năm 2022"),
        (date(2022, 12, 31), "Hải An, ngày 31 tháng 12 năm 2022"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_nought(day: date, line: str) -> None:
    assert place_and_date("Hải An", day) == line


def test_draft_without_a_day_names_its_year_and_leaves_room_for_day_and_month() -> None:
    words = place_and_date("Hải An", None, year=2022)
    assert words.split() == ["Hải", "An,", "ngày", "tháng", "năm", "2022"]
    assert "ngày     " in words


@pytest.mark.parametrize(
    ("signed_as", "lines"),
    [
        (SignedAs.HEAD, ("PHÓ CHỦ TỊCH",)),
        (SignedAs.ON_BEHALF_OF, ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")),
        (SignedAs.ON_BEHALF_FOR_HEAD, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (SignedAs.FOR_HEAD, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (SignedAs.BY_ORDER, ("TL. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (SignedAs.UNDER_AUTHORITY, ("TUQ. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (SignedAs.ACTING, ("Q. PHÓ CHỦ TỊCH",)),
    ],
)
def test_signature_says_in_whose_name_somebody_signs(signed_as: SignedAs, lines: tuple[str, ...]) -> None:
    found = signature_lines(
        signed_as=signed_as, body="Ủy ban nhân dân", head_title="Chủ tịch", title="Phó Chủ tịch"
    )
    assert found == lines


@pytest.mark.django_db
def test_letterhead_is_the_authoritys_or_its_units_under_it() -> None:
    authority = AuthorityFactory(name="Ủy ban nhân dân quận Hải An", parent_name="Thành phố Hải Phòng")
    unit = UnitFactory(authority=authority, name="Phòng Nội vụ")
    whole = letterhead_of(authority)
    assert (whole.parent, whole.issuer) == ("THÀNH PHỐ HẢI PHÒNG", "ỦY BAN NHÂN DÂN QUẬN HẢI AN")
    assert letterhead_of(authority, root_of(authority)) == whole
    part = letterhead_of(authority, unit)
    assert (part.parent, part.issuer) == ("ỦY BAN NHÂN DÂN QUẬN HẢI AN", "PHÒNG NỘI VỤ")
