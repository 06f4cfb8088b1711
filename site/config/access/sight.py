"""Who sees which records, and whose words: in the own ward, another unit of the authority, another authority.

The letters are those of `places.OFFICERS`.
"""

from __future__ import annotations

from .places import EVERYBODY

# Kind of record: who sees it in the own ward, in another unit, in another authority.
SIGHT: dict[str, tuple[str, str, str]] = {
    "directive": ("IHOULA", "IHLA", "I"),
    "task": ("IHOULA", "IHLA", "I"),
    "assignment": ("IHOULA", "IHLA", "I"),
    "draft_assignment": ("IH", "IH", "I"),
    "extension": ("IHOULA", "IHLA", "I"),
    "reading": ("IH", "IH", "I"),
    "evidence": ("IHOULA", "IHLA", "I"),
    "unit": ("ISW", "IS", "I"),
    "person": ("ISW", "IS", "I"),
    "role": ("ISW", "IS", "I"),
    # Own: of the authority. Other: of the whole country.
    "calendar": ("IS", "ISW", "I"),
    "authority": ("IS", "", "I"),
    "paper_template": ("IS", "", "I"),
    "export": ("ISW", "IS", "I"),
    # A file that an officer took in is that officer's alone.
    "import_tasks": ("H", "", ""),
    "import_progress": ("O", "", ""),
    "import_units": ("S", "", ""),
    "import_users": ("S", "", ""),
    "import_initiatives": ("O", "", ""),
    "import_initiative_adoptions": ("O", "", ""),
    "message": ("IHOULA", "IHLA", "I"),
    "category": ("IH", "IH", "I"),
    # A unit's draft is no business of the appraising office; what was sent also counts for authors' units.
    "draft_initiative": ("IHOULA", "IHLA", "I"),
    "initiative": ("IHOUELA", "IHELA", "I"),
    "judged_initiative": ("IHOUELA", "IHELA", "I"),
    "initiative_evidence": ("IHOUELA", "IHELA", "I"),
    # Another unit's, with an author from the ward.
    "shared_draft": ("IHLA", "IHLA", "I"),
    "shared_initiative": ("IHOUELA", "IHELA", "I"),
    # Another unit's, recognised and public, which the ward applies, too.
    "applied_initiative": ("IHELA", "IHELA", "I"),
    "adoption": ("IHOUELA", "IHELA", "I"),
    "review": ("IHELA", "IHELA", "I"),
    # A member's sheet before the council has met is that member's alone.
    "sealed_review": ("", "", ""),
    "council": ("IHELA", "", "I"),
    "met_council": ("IHELA", "", "I"),
    "sheet": ("IHELA", "", "I"),
    "draft_sheet": ("IHELA", "", "I"),
    "decision": ("IHELA", "", "I"),
    # A page that readers have said something about.
    "opinion": ("IHCP", "", "I"),
    "page": ("ICP", "", "I"),
    "campaign": ("ICP", "", "I"),
    "catalogue": ("ICP", "", "I"),
    "image": ("ICP", "", "I"),
    "document": ("ICP", "", "I"),
    "alert": ("IP", "", "I"),
    "redirect": ("IP", "", "I"),
}
# What nobody of the matrix sees although it is there.
SEALED = frozenset({"sealed_review"})
# Whose words may stand on a screen beyond the records themselves: names of units and people of the own
# authority stand in lists of choices and in histories.
WORDS: dict[str, tuple[str, str, str]] = SIGHT | {
    # The task of a dispatch that has not been handed out yet.
    "draft_task": ("IHLA", "IHLA", "I"),
    # What is to be kept confidential: of the ward's initiatives, and of another unit's.
    "kept": ("IOUEL", "IEL", "I"),
    "kept_secret": ("IEL", "IEL", "I"),
    # What the council found, before the authority has decided.
    "verdict": ("IHELA", "IHELA", "I"),
    # Units choose among what is recognised and public when they apply it, too.
    "applied_initiative": ("IHOUELA", "IHOUELA", "I"),
    "unit": (EVERYBODY, EVERYBODY, "I"),
    "person": (EVERYBODY, EVERYBODY, "I"),
    "authority": (EVERYBODY, "", "I"),
    "calendar": (EVERYBODY, EVERYBODY, "I"),
    # Citizens' messages name what they are about.
    "category": ("IHOULA", "IHLA", "I"),
    # The words that pictures and documents are filed under are one list for all.
    "tag": ("ICP", "", "ICP"),
}
