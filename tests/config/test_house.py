"""Habits of the house that no linter knows."""

import re
import site
import sys
import sysconfig
from pathlib import Path

ROOT_DIR = Path(__file__).resolve().parents[2]
OURS = ("home", "search", "reform", "site", "tests")
LONGEST_MODULE_LINES = 350


def our_modules() -> list[Path]:
    modules = [path for folder in OURS for path in sorted((ROOT_DIR / folder).rglob("*.py"))]
    return [path for path in modules if not {"migrations", "settings", "__pycache__"} & set(path.parts)]


def test_the_folder_site_is_not_a_package() -> None:
    assert not (ROOT_DIR / "site" / "__init__.py").exists()
    assert Path(site.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_the_house_has_modules_to_look_at() -> None:
    assert {path.relative_to(ROOT_DIR).parts[0] for path in our_modules()} == set(OURS)


def test_no_module_grows_past_what_can_be_read_in_one_go() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in our_modules()}
    too_long = {
        str(path.relative_to(ROOT_DIR)): lines
        for path, lines in lengths.items()
        if lines > LONGEST_MODULE_LINES
    }
    assert not too_long, "is there a second idea inside?"


def test_the_launcher_runs_on_the_standard_library_alone() -> None:
    before_the_environment = ("environment", "postgres", "run", "run_checks", "supervisor", "system_packages")
    for name in before_the_environment:
        source = (ROOT_DIR / "site" / "deploy" / f"{name}.py").read_text(encoding="utf-8")
        imported = {
            line.split()[1].split(".")[0]
            for line in source.splitlines()
            if line.startswith(("import ", "from "))
        }
        assert imported <= sys.stdlib_module_names | {"deploy"}, name


def test_every_direct_dependency_says_why_it_is_here() -> None:
    lines = [
        line
        for name in ("requirements.in", "requirements-dev.in")
        for line in (ROOT_DIR / name).read_text(encoding="utf-8").splitlines()
    ]
    packages = {found.group() for line in lines if (found := re.match(r"[A-Za-z][\w-]*", line))}
    page = (ROOT_DIR / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([A-Za-z][\w-]*) \|", page, flags=re.MULTILINE)) - {"package"}
    assert packages == explained


def test_no_word_is_marked_under_a_name_that_extraction_does_not_know() -> None:
    renamed = re.compile(r"\b[np]*gettext(?:_lazy)? as (?!_\b)\w+")
    found = [
        str(path.relative_to(ROOT_DIR))
        for path in our_modules()
        if renamed.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "the words would never be translated"
