"""Brings the Vietnamese overlay up to date with the installed packages, and compiles it.

Run it from the project's folder after an upgrade: `.venv/bin/python site/locale_overlay/refresh.py`.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import polib

OVERLAY_DIR = Path(__file__).resolve().parent
PROJECT_DIR = OVERLAY_DIR.parent / "locale"
MESSAGES = Path("vi") / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
# Each package whose words officers read, with the language of the catalogue that lists its messages:
# English where there is one, else the most complete of the others.
PACKAGES = {
    "wagtail.admin": "en",
    "wagtail.images": "en",
    "wagtail.documents": "en",
    "wagtail.users": "en",
    "wagtail": "en",
    "wagtail_modeladmin": "en",
    "wagtail.search": "en",
    "wagtail.embeds": "en",
    "wagtail.snippets": "en",
    "wagtail.sites": "en",
    "wagtail.locales": "en",
    "wagtail.contrib.forms": "en",
    "wagtail.contrib.redirects": "en",
    "wagtail.contrib.settings": "en",
    "wagtail.contrib.typed_table_block": "en",
    "wagtail.contrib.search_promotions": "en",
    "wagtail.contrib.table_block": "en",
    "wagtail.contrib.simple_translation": "en",
    "wagtail.contrib.styleguide": "en",
    "taggit": "en",
    "import_export": "fr",
    "django_filters": "fr",
    "treebeard": "de",
    "django.conf": "en",
    "django.contrib.auth": "en",
    "django.contrib.contenttypes": "en",
    "django.contrib.sessions": "en",
    "django.contrib.humanize": "en",
    "django.contrib.postgres": "en",
    "django.contrib.sites": "en",
    "django.contrib.redirects": "en",
}

Key = tuple[str, str, str]


def key_of(entry: polib.POEntry) -> Key:
    """Return what makes a message one of its kind: context, text and plural text."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def read_catalogue(package: str, language: str, domain: str) -> list[polib.POEntry]:
    """Return the messages of an installed package's own catalogue.

    Args:
        package: dotted name, such as "wagtail.admin".
        language: folder below the package's `locale`, such as "en".
        domain: "django" or "djangojs".

    Returns:
        The messages in use; an empty list when the package has no such catalogue.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed")
    path = Path(found.origin).parent / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return []
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def add_missing(overlay: polib.POFile, domain: str) -> list[str]:
    """Add, with an empty translation, what neither a package nor the overlay says in Vietnamese.

    Returns:
        One line for each message added.
    """
    known = {key_of(entry) for entry in overlay}
    added = []
    for package, language in PACKAGES.items():
        own = {key_of(entry) for entry in read_catalogue(package, "vi", domain) if entry.translated()}
        for entry in read_catalogue(package, language, domain):
            if key_of(entry) in own | known:
                continue
            known.add(key_of(entry))
            overlay.append(empty_entry(entry, package))
            added.append(f"to translate: {entry.msgid!r} ({package})")
    return added


def empty_entry(source: polib.POEntry, package: str) -> polib.POEntry:
    """Return a package's message, ready to be translated; Vietnamese has one plural form."""
    entry = polib.POEntry(
        msgid=source.msgid, msgctxt=source.msgctxt, occurrences=[(package.replace(".", "/"), "")]
    )
    entry.flags = [flag for flag in source.flags if flag.endswith("-format")]
    if source.msgid_plural:
        entry.msgid_plural = source.msgid_plural
        entry.msgstr_plural = {0: ""}
    return entry


def drop_unused(overlay: polib.POFile, domain: str) -> list[str]:
    """Remove what no package says any more; messages with a translator's comment stay.

    Returns:
        One line for each message removed.
    """
    used = {
        key_of(entry)
        for package, language in PACKAGES.items()
        for entry in read_catalogue(package, language, domain)
    }
    unused = [entry for entry in overlay if not entry.tcomment and key_of(entry) not in used]
    for entry in unused:
        overlay.remove(entry)
    return [f"removed: {entry.msgid!r}" for entry in unused]


def find_disagreements(overlay: polib.POFile, project: polib.POFile) -> list[str]:
    """Return one line for each message that the project's own catalogue words differently.

    The project's catalogue wins everywhere, so such a word changes Wagtail's screens as well.
    """
    own = {key_of(entry): entry for entry in project if entry.translated()}
    pairs = [(entry, own[key_of(entry)]) for entry in overlay if key_of(entry) in own]
    return [
        f"worded differently by the project: {ours.msgid!r} is {texts_of(ours)}, here {texts_of(entry)}"
        for entry, ours in pairs
        if texts_of(ours) != texts_of(entry)
    ]


def texts_of(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """Return the translations of a message: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def refresh(domain: str) -> list[str]:
    """Bring one domain's catalogue up to date, save and compile it; return what there is to say."""
    source = OVERLAY_DIR / MESSAGES / f"{domain}.po"
    overlay = polib.pofile(str(source), wrapwidth=110)
    lines = drop_unused(overlay, domain) + add_missing(overlay, domain)
    overlay.save()
    overlay.save_as_mofile(str(source.with_suffix(".mo")))
    project = PROJECT_DIR / MESSAGES / f"{domain}.po"
    if project.exists():
        lines += find_disagreements(overlay, polib.pofile(str(project)))
    return lines


def main() -> int:
    """Refresh both catalogues and print what was added, removed or is worded in two ways."""
    for domain in DOMAINS:
        for line in refresh(domain):
            sys.stdout.write(f"{domain}: {line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
