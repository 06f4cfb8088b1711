"""What the reader is unsure of: a stable code for programs and a sentence for the officer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_SENTENCES = {
    "number_blank": gettext_noop("The number of the document is not filled in."),
    "date_missing": gettext_noop("No date of the document was found."),
    "date_incomplete": gettext_noop("The date of the document is incomplete: “%(text)s”."),
    "date_in_future": gettext_noop("The date of the document lies in the future."),
    "issuer_missing": gettext_noop("The issuing body was not found at the top of the document."),
    "subject_missing": gettext_noop("The subject of the document was not found."),
    "other_authority": gettext_noop("“%(text)s” is another authority; its units were matched by name only."),
    "no_tasks": gettext_noop("No obligation was recognised in this document."),
    "no_unit": gettext_noop("No responsible unit is named here."),
    "unknown_unit": gettext_noop("“%(text)s” is not a known unit."),
    "loose_group": gettext_noop("“%(text)s” may mean more units than the departments that are listed."),
    "unnamed_units": gettext_noop("“%(text)s” does not say which units are meant."),
    "ward_count": gettext_noop("The text says “%(text)s”, but %(known)s wards are known."),
    "some_left_out": gettext_noop("The text leaves out some units: “%(text)s”."),
    "narrower": gettext_noop("“%(text)s” names fewer units than the heading of the section."),
    "other_units": gettext_noop("“%(text)s” names other units than the heading of the section."),
    "group_in_text": gettext_noop("The text says “%(text)s”; the units of the section were kept."),
    "who_leads": gettext_noop("It says “in coordination with” but not who leads."),
    "from_addressees": gettext_noop("No unit is named here; the addressees of the document were taken."),
    "date_impossible": gettext_noop("“%(text)s” is not a date in the calendar."),
    "year_missing": gettext_noop("“%(text)s” has no year, and the document has no date to take it from."),
    "several_deadlines": gettext_noop("Several deadlines are stated: %(text)s. The last one was taken."),
    "relative_deadline": gettext_noop("“%(text)s” counts from another event; enter the date by hand."),
    "vague_deadline": gettext_noop("“%(text)s” is not an exact deadline."),
    "bare_date": gettext_noop("“%(text)s” may be a deadline or only the date of an event."),
    "bare_period": gettext_noop("“%(text)s” may be a deadline or only the period that is meant."),
    "deadline_before_document": gettext_noop("The deadline “%(text)s” lies before the date of the document."),
    "due_by_rule": gettext_noop("“%(text)s” refers to a rule outside this document."),
    "period_unknown": gettext_noop("“%(text)s” does not say how often."),
    "several_frequencies": gettext_noop("Several frequencies are stated: %(text)s. The first one was taken."),
    "several_duties": gettext_noop("This item holds %(count)s duties; they can be split."),
    "target_range": gettext_noop("The target “%(text)s” is a range; its lower end was taken."),
    "in_closing": gettext_noop("It stands in the closing paragraph, outside the numbered sections."),
}


@dataclass(frozen=True)
class Doubt:
    """One reason to look twice."""

    code: str
    text: str = ""
    known: int = 0

    def __str__(self) -> str:
        """Return the reason as a sentence in the reader's language."""
        values = {"text": self.text, "known": self.known, "count": self.known}
        return _(_SENTENCES[self.code]) % values


def without_repeats(doubts: list[Doubt]) -> list[Doubt]:
    """Return the doubts in order, each once."""
    return list(dict.fromkeys(doubts))
