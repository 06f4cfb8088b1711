"""How officials write the names of units in their tables."""

from __future__ import annotations

import pytest

from reform.organisation.models import Unit
from reform.organisation.spellings import spellings
from search.folding import fold


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Phòng Nội vụ", "P. Nội vụ"),
        ("Phòng Nội vụ", "P.Nội vụ"),
        ("Phòng Nội vụ", "p nội vụ"),
        ("Phòng Nội vụ", "PNV"),
        ("Phòng Tài chính - Kế hoạch", "PTCKH"),
        ("Phòng Tài chính - Kế hoạch", "P. TC-KH"),
        ("Phòng Tài chính - Kế hoạch", "Phòng TCKH"),
        ("Phòng Tài chính - Kế hoạch", "P. Tài chính, kế hoạch"),
        ("Phòng Tài chính - Kế hoạch", "Phòng TC - Kế hoạch"),
        ("Phòng Lao động - Thương binh và Xã hội", "Phòng LĐTB&XH"),
        ("Phòng Lao động - Thương binh và Xã hội", "P. LĐ-TBXH"),
        ("Phòng Lao động - Thương binh và Xã hội", "Phòng Lao động - TB&XH"),
        ("Phòng Giáo dục và Đào tạo", "P. GD&ĐT"),
        ("Văn phòng HĐND và UBND", "VP HĐND & UBND"),
        ("Văn phòng HĐND và UBND", "Văn phòng HĐND-UBND"),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "VP HĐND và UBND"),
        ("Ủy ban nhân dân phường Cát Bi", "UBND P. Cát Bi"),
        ("UBND phường Cát Bi", "Ủy ban nhân dân phường Cát Bi"),
        ("Phường Đông Hải 1", "P. Đông Hải 1"),
        ("Thị trấn Núi Đèo", "TT. Núi Đèo"),
    ],
)
def test_usual_ways_to_write_a_name_are_known(name: str, written: str) -> None:
    assert fold(written) in spellings(name)


@pytest.mark.parametrize("name", ["", "-", "Phòng", "Phòng -", "và", "Thanh tra quận"])
def test_what_has_no_other_spelling_has_none(name: str) -> None:
    assert spellings(name) == frozenset()


@pytest.mark.parametrize("written", ["P.", "Phường Nội vụ", "Nội vụ", "NV"])
def test_what_could_be_another_unit_is_no_spelling(written: str) -> None:
    assert fold(written) not in spellings("Phòng Nội vụ")


def test_a_name_of_many_usual_words_has_a_bounded_number_of_spellings() -> None:
    assert len(spellings("Phòng " + " và ".join(["văn phòng ủy ban nhân dân"] * 12))) < 1_000


def test_a_unit_is_known_by_all_its_names() -> None:
    unit = Unit(name="Ủy ban nhân dân phường Cát Bi", short_name="Phường Cát Bi", aliases=["Phòng Một cửa"])
    assert {"ubnd p cat bi", "p cat bi", "p mot cua"} <= unit.other_spellings()
    assert "phuong cat bi" not in unit.other_spellings()
