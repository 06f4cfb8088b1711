"""Deadlines, rhythms and targets as they are worded in dispatches."""

import pytest

from tests.directives.reader.documents import duty


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("trước ngày 15/7", "2022-07-15"),
        ("trước ngày 15/7/2022", "2022-07-15"),
        ("xong trước 15/7/2022", "2022-07-15"),
        ("trước ngày 15 tháng 7", "2022-07-15"),
        ("trước ngày 15 tháng 7 năm 2022", "2022-07-15"),
        ("chậm nhất ngày 20/9/2022", "2022-09-20"),
        ("chậm nhất là ngày 20/9/2022", "2022-09-20"),
        ("đến hết ngày 30/6/2022", "2022-06-30"),
        ("trước 16h00 ngày 12/8/2022", "2022-08-12"),
        ("trước 16 giờ 30 phút, ngày 12/8/2022", "2022-08-12"),
        ("(thời hạn hoàn thành: 30/9/2022)", "2022-09-30"),
        ("trong quý III/2022", "2022-09-30"),
        ("hoàn thành trong quý 4 năm 2022", "2022-12-31"),
        ("(quý III/2022)", "2022-09-30"),
        ("hoàn thành trong tháng 8", "2022-08-31"),
        ("hoàn thành trong tháng 8 năm 2022", "2022-08-31"),
        ("xong trong tháng 2/2023", "2023-02-28"),
        ("trong năm 2022", "2022-12-31"),
        ("trong 6 tháng cuối năm 2022", "2022-12-31"),
        ("đến hết tháng 9/2022", "2022-09-30"),
        ("trước ngày 15.7.2022", "2022-07-15"),
    ],
)
def test_a_deadline_is_read_as_the_last_day_on_which_the_work_is_accepted(words: str, due: str) -> None:
    task = duty(f"Rà soát hồ sơ, {words}.")
    assert task["due"] == due
    assert task["frequency"] is None
    assert not {"bare_date", "bare_period", "several_deadlines"} & set(task["unsure_codes"])


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 2960/QĐ-UBND ngày 30/12/2022 của UBND quận.",
        "Thực hiện Công văn 655/UBND-NV ngày 22 tháng 8 năm 2022 về cải cách hành chính.",
        "Khắc phục các tồn tại của năm 2021.",
        "Thực hiện chuyển đổi số đến năm 2025, định hướng đến năm 2030.",
        "Tuyên truyền giai đoạn 2021-2025.",
        "Chấm điểm bộ chỉ số năm 2022.",
    ],
)
def test_dates_of_other_documents_and_years_in_titles_are_not_deadlines(text: str) -> None:
    assert duty(text)["due"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("trước ngày 31/6/2022", "date_impossible"),
        ("trong vòng 10 ngày kể từ ngày nhận được văn bản", "relative_deadline"),
        ("đúng thời gian quy định", "due_by_rule"),
        ("theo chế độ báo cáo định kỳ", "period_unknown"),
    ],
)
def test_what_is_not_a_day_is_marked_instead_of_guessed(words: str, code: str) -> None:
    task = duty(f"Rà soát hồ sơ {words}.")
    assert task["due"] is None
    assert code in task["unsure_codes"]


def test_a_missing_year_comes_from_the_dispatch_or_is_asked_for() -> None:
    assert duty("Báo cáo trước ngày 15/7.", dated="ngày 02 tháng 3 năm 2023")["due"] == "2023-07-15"
    undated = duty("Báo cáo trước ngày 15/7.", dated="ngày     tháng     năm     ")
    assert undated["due"] is None
    assert "year_missing" in undated["unsure_codes"]


def test_a_day_before_the_dispatch_is_doubtful() -> None:
    assert "deadline_before_document" in duty("Báo cáo trước ngày 15/5.")["unsure_codes"]


@pytest.mark.parametrize(
    ("words", "frequency", "day"),
    [
        ("hàng tháng", "monthly", None),
        ("hằng tháng", "monthly", None),
        ("trước ngày 25 hằng tháng", "monthly", 25),
        ("hàng quý", "quarterly", None),
        ("trước ngày 20 tháng cuối quý", "quarterly", 20),
        ("định kỳ 6 tháng", "half-yearly", None),
        ("6 tháng một lần", "half-yearly", None),
        ("hàng năm", "yearly", None),
        ("hàng tuần", "weekly", None),
        ("thường xuyên", "continuous", None),
        ("thường xuyên, định kỳ hàng tháng", "monthly", None),
    ],
)
def test_a_rhythm_is_read_with_its_day(words: str, frequency: str, day: int | None) -> None:
    task = duty(f"Rà soát, báo cáo {words}.")
    assert (task["frequency"], task["frequency_day"], task["due"]) == (frequency, day, None)


def test_several_rhythms_are_doubtful() -> None:
    task = duty("Báo cáo định kỳ quý, 6 tháng, năm.")
    assert task["frequency"] == "quarterly"
    assert "several_frequencies" in task["unsure_codes"]


@pytest.mark.parametrize(
    ("words", "value", "comparison"),
    [
        ("đạt 100%", 100, ">="),
        ("tối thiểu 90 %", 90, ">="),
        ("đạt 54,50%", 54.5, ">="),
        ("không quá 0.5%", 0.5, "<="),
        ("trên 80%", 80, ">"),
        ("ít nhất 02 lớp tập huấn", 2, ">="),
    ],
)
def test_a_target_is_read_with_its_direction(words: str, value: float, comparison: str) -> None:
    (target,) = duty(f"Thực hiện {words}.")["targets"]
    assert (target["value"], target["comparison"]) == (value, comparison)


def test_a_range_takes_its_lower_end_and_says_so() -> None:
    task = duty("Phấn đấu đạt 80-90%.")
    assert task["targets"][0]["value"] == 80
    assert "target_range" in task["unsure_codes"]


def test_two_deadlines_in_one_item_are_doubtful_and_split_with_the_item() -> None:
    task = duty("Xây dựng dự thảo trước ngày 15/7. Trình UBND quận trước ngày 30/7.")
    assert task["due"] == "2022-07-30"
    assert "several_deadlines" in task["unsure_codes"]
    assert [part["due"] for part in task["parts"]] == ["2022-07-15", "2022-07-30"]
