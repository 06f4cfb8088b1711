"""Yes and no, in all the ways in which a column of ticks is filled in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reform.workbooks.problems import CellRefused

from .text import clean_text, simplified

# As `simplified` writes them. A word beside the tick must say the same as the tick alone.
_YES = (
    *("x", "×", "v", "1", "✓", "✔", "☑", "√", "✅", "🗸"),
    *("co", "da", "roi", "dung", "da co", "co roi", "yes", "y", "true", "da xong", "da hoan thanh"),
)
_NO = (
    *("0", "-", "☐", "□"),
    *("khong", "chua", "sai", "khong co", "chua co", "no", "n", "false", "chua xong", "chua hoan thanh"),
)
_ANSWERS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
# Variation selectors make signs colourful and say nothing; brackets stand around ticks in printed forms.
_AROUND = " .,;:!()[]\ufe0e\ufe0f"
# The usual spellings are found without simplifying them; what stands here may not contradict `_ANSWERS`.
_USUAL = {
    "X": True, "Có": True, "có": True, "Đã": True, "đã": True, "Yes": True, "TRUE": True,
    "Không": False, "không": False, "Chưa": False, "chưa": False, "No": False, "FALSE": False,
} | _ANSWERS  # fmt: skip


def read_boolean(value: object) -> bool:
    """Return whether a cell says yes.

    Raises:
        CellRefused: it says neither yes nor no.
    """
    if type(value) is bool:
        return value
    if type(value) is str:
        answer = _USUAL.get(value)
        if answer is None:
            answer = _ANSWERS.get(simplified(clean_text(value)).strip(_AROUND))
        if answer is not None:
            return answer
    elif type(value) in (int, float) and value in (0, 1):
        return value == 1
    raise CellRefused(
        "not_yes_or_no", _("This is neither yes nor no."), _("Write “x” or “Yes” for yes, “No” for no.")
    )
