"""The sections of the style guide."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Section:
    """A group of components.

    Attributes:
        anchor: where it is on the page; also the name of its template.
        use: one sentence that holds for all its components; the template says when to take each.
    """

    anchor: str
    title: str | Promise
    use: str | Promise

    @property
    def template(self) -> str:
        """Where its components are shown."""
        return f"style_guide/{self.anchor}.html"


SECTIONS = [
    Section(
        "mau-sac", _("Colours"), _("Take the property, never the value: then dark and high contrast follow.")
    ),
    Section(
        "chu",
        pgettext_lazy("letters", "Type"),
        _("One size has weight on a screen; grey and small is what explains."),
    ),
    Section("bieu-tuong", _("Pictograms"), _("A sign stands beside words and never says anything alone.")),
    Section(
        "khung-trang",
        _("The frame of a page"),
        _("Every page has it, in this order; here it is filled in for a ward."),
    ),
    Section("nut-nhan", _("Buttons and choices"), _("One filled button a screen; what takes back is quiet.")),
    Section(
        "bieu-mau",
        _("Forms"),
        _("Ask for what is needed; say what is wrong beside the field and once above the form."),
    ),
    Section("nhan", _("Tags"), _("A word on a ground, for what tells similar things apart.")),
    Section("the", _("Cards"), _("For things to choose from; the whole card is the link.")),
    Section(
        "danh-sach",
        _("Lists"),
        _("For things to look through: newest first, in pages, and a sentence where there is nothing."),
    ),
    Section("so-lieu", _("Figures"), _("A value never stands without its target or what it is part of.")),
    Section(
        "thong-bao",
        _("Announcements"),
        _("Three levels; the banner is for what concerns everybody today, the others stand inside a text."),
    ),
    Section(
        "huong-dan",
        _("Instructions"),
        _("For a service: the facts asked first, what to prepare, what happens then."),
    ),
    Section(
        "bai-viet",
        _("The text of a page"),
        _("Editors put it together from pieces; how each looks is settled here."),
    ),
    Section("tim-va-loc", _("Searching and filtering"), _("Links with counts; every state has an address.")),
    Section("tep-va-bang", _("Files and tables"), _("Type and size are said before somebody downloads.")),
    Section(
        "du-thao",
        _("Drafts and comments"),
        _("First how long it takes comments, then what was said, then what became of it."),
    ),
    Section(
        "bieu-do",
        _("Charts"),
        _("A chart brings its definition, source, day and table; series differ by more than colour."),
    ),
    Section(
        "hinh-anh", _("Gallery"), _("Pictures that belong together; each has words for who cannot see it.")
    ),
    Section("cuoi-trang", _("End of a page"), _("What a reader may want after the text, in this order.")),
]
