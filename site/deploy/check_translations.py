"""Fails when a word that users see has no Vietnamese translation, or when the compiled files lag behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib

from deploy.environment import ROOT_DIR
from deploy.messages import CATALOGUE_DIR, DOMAINS, LANGUAGE, OVERLAY_DIR, fresh_extraction

Key = tuple[str | None, str, str]


def key_of(entry: polib.POEntry) -> Key:
    """Return what makes a message one of its kind: context, text and plural text."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def describe(entry: polib.POEntry) -> str:
    """Return a message and the first file that uses it, in one line."""
    place = entry.occurrences[0][0] if entry.occurrences else "?"
    return f"{entry.msgid!r} ({place})"


def find_missing(extracted: polib.POFile, catalogue: polib.POFile) -> Iterator[str]:
    """Yield a line for every message of the project that the catalogue does not translate for sure."""
    known = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    for entry in extracted:
        translation = known.get(key_of(entry))
        if translation is None:
            yield f"missing: {describe(entry)}"
        elif translation.fuzzy:
            yield f"fuzzy: {describe(entry)}"
        elif not translation.translated():
            yield f"untranslated: {describe(entry)}"


def find_unfinished(catalogue: polib.POFile) -> Iterator[str]:
    """Yield a line for every message of a catalogue that is fuzzy or empty, used or not."""
    for entry in catalogue:
        if not entry.obsolete and (entry.fuzzy or not entry.translated()):
            yield f"fuzzy or untranslated: {describe(entry)}"


def find_stale(source: Path) -> Iterator[str]:
    """Yield a line when the compiled file beside a catalogue is missing or says something else."""
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        yield f"{compiled.name} is missing: run `make messages`"
        return
    wanted = {key_of(entry): _texts(entry) for entry in polib.pofile(str(source)).translated_entries()}
    found = {key_of(entry): _texts(entry) for entry in polib.mofile(str(compiled))}
    if wanted != found:
        yield f"{compiled.name} differs from {source.name}: run `make messages`"


def _texts(entry: polib.MOEntry | polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def find_broken_formats(source: Path) -> Iterator[str]:
    """Yield what gettext says about placeholders that a translation has lost or misspelt."""
    checked = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", os.devnull, source],
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode:
        yield checked.stderr.strip()


def check_all() -> list[str]:
    """Return every problem of every catalogue, each line beginning with its file."""
    problems: list[str] = []
    with fresh_extraction() as extracted_dir:
        for domain in DOMAINS:
            relative = Path(LANGUAGE) / "LC_MESSAGES" / f"{domain}.po"
            if not (extracted_dir / relative).exists():
                continue
            extracted = polib.pofile(str(extracted_dir / relative))
            source = CATALOGUE_DIR / relative
            catalogue = polib.pofile(str(source)) if source.exists() else polib.POFile()
            if len(extracted):
                problems += [f"{relative}: {line}" for line in find_missing(extracted, catalogue)]
    for folder in (CATALOGUE_DIR, OVERLAY_DIR):
        for source in sorted(folder.rglob("*.po")):
            lines = [*find_unfinished(polib.pofile(str(source))), *find_stale(source)]
            lines += find_broken_formats(source)
            problems += [f"{source.relative_to(ROOT_DIR)}: {line}" for line in lines]
    return problems


def main() -> int:
    """Print the problems of the translations, if any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    problems = check_all()
    print("\n".join(problems) or "Every message has its Vietnamese translation.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
