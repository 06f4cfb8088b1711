"""Dates are written the Vietnamese way, and read back the same way."""

from datetime import date

import pytest
from django import forms
from django.utils import formats, translation
from wagtail.admin.widgets import AdminDateInput

DAY = date(2022, 8, 7)


class DayForm(forms.Form):
    day = forms.DateField(widget=AdminDateInput)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_shown_in_the_page_editor_is_read_back_as_the_same_day(language: str) -> None:
    with translation.override(language):
        shown = DayForm(initial={"day": DAY})["day"].as_widget()
        assert 'value="07/08/2022"' in shown
        assert DayForm({"day": "07/08/2022"}).fields["day"].clean("07/08/2022") == DAY
        assert formats.date_format(DAY, "SHORT_DATE_FORMAT") == "07/08/2022"


def test_what_the_browsers_date_picker_sends_is_understood() -> None:
    assert DayForm.base_fields["day"].clean("2022-08-07") == DAY
