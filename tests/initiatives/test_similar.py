"""Similar earlier initiatives."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reform.initiatives.enums import InitiativeState as State
from reform.initiatives.models import Initiative
from reform.initiatives.selectors.similar import MOST, similar_initiatives

from .factories import House, InitiativeFactory, make_house
from .screens import page_of

pytestmark = pytest.mark.django_db
NAME = "Mã QR tra cứu thành phần hồ sơ đất đai tại bộ phận một cửa"
PROBLEM = (
    "Người dân không biết cần mang giấy tờ gì nên phải đi lại nhiều lần, cán bộ giải thích mất thời gian."
)
SOLUTION = (
    "Dán mã QR tại từng quầy; quét mã thì thấy danh mục giấy tờ, mẫu đơn và phí của từng thủ tục đất đai."
)
OTHER = {
    "title": "Họp tổ dân phố trực tuyến buổi tối",
    "problem": "Nhiều hộ đi làm ca nên không dự họp ban ngày.",
    "solution": "Mở phòng họp trên mạng sau giờ làm, ghi biên bản và gửi cho từng hộ.",
}


@pytest.fixture
def house() -> House:
    return make_house()


def filed(house: House, letter: str = "B", **fields: object) -> Initiative:
    """Return an initiative that was sent, about the QR codes unless other words are given."""
    given = {"state": State.RECEIVED, "title": NAME, "problem": PROBLEM, "solution": SOLUTION}
    return InitiativeFactory(unit=house.unit(letter), **(given | fields))


def found(house: House, initiative: Initiative) -> list[Initiative]:
    return [row.initiative for row in similar_initiatives(initiative, house.economics)]


def test_the_same_words_of_another_year_and_unit_are_found_whatever_became_of_them(house: House) -> None:
    new = filed(house, "A")
    old = [
        filed(house, "B", year=2021, state=state)
        for state in (State.NOT_RECOGNISED, State.WITHDRAWN, State.INELIGIBLE, State.CITY_RECOGNISED)
    ]
    filed(house, "B", **OTHER)
    assert set(found(house, new)) == set(old)


def test_the_same_words_are_100_percent_and_others_less(house: House) -> None:
    new, same = filed(house, "A"), filed(house)
    near = filed(
        house, title="Mã QR tra cứu hồ sơ", solution=f"{SOLUTION} Có thêm bản tiếng Anh cho người nước ngoài."
    )
    rows = {row.initiative: row.percent for row in similar_initiatives(new, house.economics)}
    assert rows[same] == 100
    assert 30 <= rows[near] < 100


def test_other_words_in_the_same_language_are_not_similar(house: House) -> None:
    new = filed(house, "A")
    filed(house, **OTHER)
    assert found(house, new) == []


def test_a_copied_description_is_found_under_another_name(house: House) -> None:
    copy = filed(house, title="Đổi mới phục vụ nhân dân năm 2022")
    assert found(house, filed(house, "A")) == [copy]


def test_the_spelling_without_diacritics_is_the_same(house: House) -> None:
    plain = filed(
        house, title="ma qr tra cuu thanh phan ho so dat dai tai bo phan mot cua", problem="", solution=""
    )
    assert found(house, filed(house, "A")) == [plain]


def test_drafts_of_units_and_other_authorities_stay_unseen(house: House) -> None:
    filed(house, "B", state=State.DRAFT)
    filed(make_house(), "B")
    assert found(house, filed(house, "A")) == []


def test_a_name_that_shares_only_the_words_of_the_trade_is_not_similar(house: House) -> None:
    filed(
        house,
        title="Bảng điện tử báo giờ chờ tại bộ phận một cửa",
        problem="Dân chờ lâu.",
        solution="Treo bảng.",
    )
    assert found(house, filed(house, "A")) == []


def test_at_most_five_are_shown_the_most_alike_first(house: House) -> None:
    for number in range(8):
        filed(house, title=f"{NAME} {'và nhắc hạn ' * number}")
    rows = similar_initiatives(filed(house, "A"), house.economics)
    assert len(rows) == MOST
    assert [row.percent for row in rows] == sorted((row.percent for row in rows), reverse=True)


def test_only_whoever_appraises_is_shown_similar_initiatives(house: House) -> None:
    earlier, new = filed(house, "B"), filed(house, "A")
    assert earlier.code in page_of(house.economics, new)
    for user in (house.officer("A"), house.leadership):
        assert earlier.code not in page_of(user, new)


def test_an_initiative_with_hardly_a_word_is_compared_to_nothing(house: House) -> None:
    filed(house)
    assert found(house, filed(house, "A", title="QR", problem="", solution="")) == []


def test_the_comparison_takes_one_query_however_many_there_are(house: House) -> None:
    new = filed(house, "A")
    for number in range(100):
        filed(house, title=f"{NAME} {number}")
    economics = house.economics
    similar_initiatives(new, economics)
    with CaptureQueriesContext(connection) as queries:
        similar_initiatives(new, economics)
    assert len(queries) == 1
