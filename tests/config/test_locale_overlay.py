"""Wagtail and its companions speak Vietnamese: the overlay is whole, compiled, and in force."""

import json
import re
from pathlib import Path

import polib
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

from locale_overlay import refresh

DOMAINS = ("django", "djangojs")
# What an officer meets every day must not show a single English sentence.
EVERYDAY_PACKAGES = (
    "wagtail.admin",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.users",
    "wagtail",
    "wagtail_modeladmin",
)
SAME_IN_VIETNAMESE = {"Email", "URL", "Wagtail API v2", "Wagtail ModelAdmin"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdr]\b|\{\w*\}")
TAG = re.compile(r"<[^<>]+>")
# The glossary of the README names the words that take their place.
REPLACED_WORDS = ("bình luận", "thu hồi xuất bản", "luồng công việc", "biên tập viên", "xoá", "huỷ", "khoá")


def overlay_path(domain: str) -> Path:
    return refresh.OVERLAY_DIR / refresh.MESSAGES / f"{domain}.po"


def read_overlay(domain: str) -> polib.POFile:
    return polib.pofile(str(overlay_path(domain)))


def describe(entry: polib.POEntry) -> str:
    return f"{entry.msgid!r} -> {refresh.texts_of(entry)}"


def vietnamese_of(entry: polib.POEntry, catalogue: DjangoTranslation) -> str:
    if entry.msgid_plural and entry.msgctxt:
        return catalogue.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, 2)
    if entry.msgid_plural:
        return catalogue.ngettext(entry.msgid, entry.msgid_plural, 2)
    if entry.msgctxt:
        return catalogue.pgettext(entry.msgctxt, entry.msgid)
    return catalogue.gettext(entry.msgid)


def merged_catalogue(domain: str) -> DjangoTranslation:
    """The catalogue as a request sees it: the packages' own, then LOCALE_PATHS on top."""
    return DjangoTranslation("vi", domain=domain)


def has_words(message: str) -> bool:
    return bool(re.search(r"[^\W\d_]", TAG.sub("", PLACEHOLDER.sub("", message))))


def tokens(pattern: re.Pattern[str], message: str) -> list[str]:
    return sorted(pattern.findall(message))


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_overlay_says_what_its_source_says(domain: str) -> None:
    compiled = polib.mofile(str(overlay_path(domain).with_suffix(".mo")))
    wanted = {refresh.key_of(entry): refresh.texts_of(entry) for entry in read_overlay(domain)}
    assert {refresh.key_of(entry): refresh.texts_of(entry) for entry in compiled} == wanted


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_overlay_is_translated_to_the_last_message(domain: str) -> None:
    overlay = read_overlay(domain)
    assert len(overlay) > 50
    assert [describe(entry) for entry in overlay if not entry.translated()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_overlay_fits_the_installed_packages(domain: str) -> None:
    overlay = read_overlay(domain)
    assert refresh.add_missing(overlay, domain) + refresh.drop_unused(overlay, domain) == []


@pytest.mark.parametrize("package", EVERYDAY_PACKAGES)
def test_no_message_of_an_everyday_package_stays_english(package: str) -> None:
    messages = 0
    english = []
    for domain in DOMAINS:
        catalogue = merged_catalogue(domain)
        for entry in refresh.read_catalogue(package, "en", domain):
            messages += 1
            said = vietnamese_of(entry, catalogue)
            if said in {entry.msgid, entry.msgid_plural} and has_words(entry.msgid):
                english.append(said)
    assert messages
    assert set(english) <= SAME_IN_VIETNAMESE


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_a_translation_keeps_every_placeholder_and_tag(domain: str, pattern: re.Pattern[str]) -> None:
    changed = [
        describe(entry)
        for entry in read_overlay(domain)
        for text in refresh.texts_of(entry)
        if tokens(pattern, text) != tokens(pattern, entry.msgid_plural or entry.msgid)
    ]
    assert changed == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_begins_and_ends_with_the_same_spaces_as_its_message(domain: str) -> None:
    changed = [
        describe(entry)
        for entry in read_overlay(domain)
        for text in refresh.texts_of(entry)
        if text.strip() and re.findall(r"^\s*|\s*$", text) != re.findall(r"^\s*|\s*$", entry.msgid)
    ]
    assert changed == []


@pytest.mark.parametrize("word", REPLACED_WORDS)
def test_one_thing_has_one_name(word: str) -> None:
    texts = [text for domain in DOMAINS for entry in read_overlay(domain) for text in refresh.texts_of(entry)]
    assert [text for text in texts if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


def test_the_overlay_wins_over_the_packages_own_words() -> None:
    with translation.override("vi"):
        assert translation.gettext("Unpublish this %(object)s") == "Gỡ xuống %(object)s này"


def test_wagtails_scripts_get_the_overlay_too() -> None:
    with translation.override("vi"):
        view = JavaScriptCatalog.as_view(packages=["wagtail.admin"])
        response = view(RequestFactory().get("/", headers={"accept": "application/json"}))
    assert isinstance(response, HttpResponse)
    found = re.search(r"const newcatalog = (\{.*?\n  \});", response.content.decode(), re.DOTALL)
    assert found is not None
    catalogue = json.loads(found.group(1))
    assert catalogue["Autosave in progress…"] == "Đang tự động lưu…"
    assert catalogue["%(num)s error"] == ["%(num)s lỗi"]
