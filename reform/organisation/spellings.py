"""The ways in which officials write the name of one unit, for finding it in a list or a spreadsheet.

"Phòng Tài chính - Kế hoạch" stands in tables as "P. TC-KH", "Phòng TCKH" or "P. Tài chính, kế hoạch",
"Ủy ban nhân dân phường Cát Bi" as "UBND P. Cát Bi". Who searches running text needs more: see the reader of
dispatches, which must also tell a name from plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from search.folding import fold

# In folded words: the long form and what is written for it.
_SHORT_FORMS = {
    ("uy", "ban", "nhan", "dan"): "ubnd",
    ("hoi", "dong", "nhan", "dan"): "hdnd",
    ("van", "phong"): "vp",
    ("trung", "tam"): "tt",
    ("thi", "tran"): "tt",
    ("phong",): "p",
    ("phuong",): "p",
    ("va",): "",
}
_LONG_FORMS = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
# More would only be names that no unit has.
_MOST = 256
_PARTS = re.compile(r"\s*[-–&,]\s*|\s+và\s+", re.IGNORECASE)
_DEPARTMENT = ("phong", "p")


@lru_cache(maxsize=4096)
def spellings(*names: str) -> frozenset[str]:
    """Return the other ways to write any of a unit's names, as `search.folding.fold` leaves them."""
    found = {spelling for name in names for spelling in (*_shortened(name), *_initials(name))}
    # A word of one or two letters is no name.
    return frozenset(spelling for spelling in found if len(spelling) > 2) - {fold(name) for name in names}


def _shortened(name: str) -> Iterator[str]:
    """Yield a name with each of its usual words in full or shortened."""
    words = fold(name).split()
    choices: list[tuple[str, ...]] = []
    place = 0
    while place < len(words):
        long = next((form for form in _SHORT_FORMS if tuple(words[place : place + len(form)]) == form), None)
        if long:
            choices.append((" ".join(long), _SHORT_FORMS[long]))
            place += len(long)
        else:
            word = words[place]
            choices.append((word, _LONG_FORMS[word]) if word in _LONG_FORMS else (word,))
            place += 1
    yield from _joined(choices)


def _initials(name: str) -> Iterator[str]:
    """Yield the name of a department with each of its parts in full or by its initials."""
    opener, _space, rest = name.strip().partition(" ")
    if fold(opener) != _DEPARTMENT[0]:
        return
    parts = [folded for part in _PARTS.split(rest) if (folded := fold(part))]
    letters = ["".join(word[0] for word in part.split()) for part in parts]
    if len("".join(letters)) < 2:
        return
    for opened in _DEPARTMENT:
        chains = [(opened, False)]
        for part, short in zip(parts, letters, strict=True):
            chains = list(_continued(chains, part, short))[:_MOST]
        yield from (chain for chain, _is_short in chains)
    # "PNV" and "PTCKH"; two letters alone would be anything.
    if len(together := "".join(letters)) > 1:
        yield f"p{together}"


def _continued(chains: list[tuple[str, bool]], part: str, short: str) -> Iterator[tuple[str, bool]]:
    """Yield each chain with one part more; initials may stand right behind initials, as in "LĐTB&XH"."""
    for chain, is_short in chains:
        yield f"{chain} {part}", False
        yield f"{chain} {short}", True
        if is_short:
            yield f"{chain}{short}", True


def _joined(choices: list[tuple[str, ...]]) -> Iterator[str]:
    for words in islice(product(*choices), _MOST):
        yield " ".join(word for word in words if word)
