"""The forms of the style guide: the one that citizens fill in, as it opens and as it comes back."""

from home.asking.forms import QuestionForm

CATEGORIES = [("1", "Hộ tịch, chứng thực"), ("2", "Đất đai, xây dựng")]
WRONG = {"kind": "question", "category": "", "subject": "", "phone": "số nhà", "email": "khong-co-a-cong"}


def fresh_form() -> QuestionForm:
    """Return the form as it opens."""
    return QuestionForm(categories=CATEGORIES, auto_id="mau-%s")


def refused_form() -> QuestionForm:
    """Return the form as it comes back when something is wrong, in single fields and as a whole."""
    return QuestionForm(WRONG, categories=CATEGORIES, auto_id="sai-%s")
