"""The documentation says what is, all of it."""

from __future__ import annotations

import argparse
import re
from fnmatch import fnmatch
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from antiseche.cli import COMMANDS
from antiseche.problems import CODES, WARNING
from antiseche.schema import KEYS
from antiseche.site_file import _SETTINGS, read_config
from antiseche.source import Source
from antiseche.text.dates import DateOrder
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.retouch import mended
from antiseche.text.typography import Typography
from tests.sites import ROOT, build_site

if TYPE_CHECKING:
    from pathlib import Path

DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ENGLISH = {"dependencies.md", "glossary.md", "performance.md"}
FRENCH = ["README.md", "CHANGELOG.md", *(f"docs/{name}" for name in sorted(DOCS.keys() - ENGLISH))]
EVERYTHING = "\n".join([README, *DOCS.values()])


def options() -> list[tuple[str, str]]:
    found = []
    for name in COMMANDS:
        parser = argparse.ArgumentParser(add_help=False)
        import_module(f"antiseche.commands.{name}").add_arguments(parser)
        found += [(name, option) for action in parser._actions for option in action.option_strings]  # noqa: SLF001
    return found


def blocks(markdown: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", markdown, re.DOTALL | re.MULTILINE)


def first_column(page: str) -> set[str]:
    """Return the names in the first column of the tables that open a page."""
    opening = page.partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", opening, re.MULTILINE))


@pytest.mark.parametrize("name", FRENCH)
def test_what_authors_read_is_typeset(name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    typeset = mended(text, name, Typography())
    if request.config.getoption("--update"):
        path.write_text(typeset, encoding="utf-8")
    else:
        assert text == typeset, "pytest tests/test_docs.py --update typesets it"
        assert not re.search("«$|^»", text, re.MULTILINE)


def test_two_commands_are_alone_of_their_kind() -> None:
    start = README.partition("## Démarrer\n")[2].partition("\n## ")[0]
    build, test = blocks(start, "sh")
    assert "build.py" in build
    assert "pytest" not in build
    assert "pytest" in test
    for block in (build, test):
        assert "python3 -m venv .venv" in block, "each stands alone"
    assert not blocks(start, "bash") + blocks(start, "console") + blocks(start, "shell")


def test_the_docs_of_authors_are_all_linked() -> None:
    linked = set(re.findall(r"\]\(docs/([\w-]+\.md)\)", README))
    assert DOCS.keys() - ENGLISH == linked


def test_the_figures_are_told_with_the_words_of_today() -> None:
    words = (ROOT / "bench" / "page.md").read_text(encoding="utf-8")
    *_, tried = words.partition("## What was tried and left")
    assert tried in DOCS["performance.md"]


def test_every_option_is_in_the_help_of_its_command() -> None:
    for command, option in options():
        help_text = import_module(f"antiseche.commands.{command}").HELP
        assert re.search(rf"{option}\b", help_text), f"{command} {option}"


def test_every_command_and_option_is_documented() -> None:
    known = {option for _, option in options()}
    assert {option for option in known if not re.search(rf"{option}\b", EVERYTHING)} == set()
    assert {c for c in COMMANDS if c != "build" and f"antiseche {c}" not in EVERYTHING} == set()


def test_every_key_of_a_front_matter_is_documented() -> None:
    assert {key.name for key in KEYS} - first_column(DOCS["entete.md"]) == set()


def test_every_setting_is_documented() -> None:
    assert set(_SETTINGS) - first_column(DOCS["reglages.md"]) == set()


def test_every_code_of_a_problem_is_documented() -> None:
    codes = DOCS.get("soucis.md", "")
    assert {code for code in CODES if f"`{code}`" not in codes} == set()


def test_no_documented_key_is_a_ghost() -> None:
    assert first_column(DOCS["entete.md"]) <= {key.name for key in KEYS}
    assert first_column(DOCS["reglages.md"]) <= set(_SETTINGS)


def test_the_examples_of_settings_are_read_without_a_word() -> None:
    examples = blocks(DOCS["reglages.md"], "yaml")
    assert examples
    for example in examples:
        _, problems = read_config(Source.of("site.yaml", example), ("fiche", "article", "chapitre"))
        assert problems == [], example


def test_the_examples_of_front_matters_are_read_without_a_word() -> None:
    examples = blocks(DOCS["entete.md"], "yaml")
    assert examples
    for example in examples:
        source = Source.of("a.md", f"---\n{example}---\n")
        assert read_front_matter(source, DateOrder.DAY_FIRST)[1] == [], example


def test_the_examples_of_markdown_are_published_without_a_warning(tmp_path: Path) -> None:
    examples = re.findall(
        r"^(`{3,})markdown\n(.*?)^\1$", README + DOCS["markdown.md"], re.DOTALL | re.MULTILINE
    )
    assert examples
    for number, (_, example) in enumerate(examples):
        report = build_site(tmp_path / f"{number}", {"fiches/a.md": example})
        faults = [p for p in report.problems if p.severity == "erreur"]
        faults += [p for p in report.problems if CODES[p.code] is WARNING and "lien" not in p.code]
        assert [
            p for p in faults if p.code not in {"titre-absent", "section-vide", "image-absente"}
        ] == [], example


def test_the_architecture_names_every_module() -> None:
    named = re.findall(r"`([\w/*]+)`", ARCHITECTURE)
    for path in (ROOT / "antiseche").rglob("*.py"):
        module = path.relative_to(ROOT / "antiseche").with_suffix("").as_posix()
        if not path.stem.startswith("__"):
            name = module.removeprefix("text/") if module.startswith("text/") else module
            assert any(fnmatch(name, pattern) for pattern in named), module


def test_the_architecture_is_short_and_its_tests_exist() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 150
    for path in re.findall(r"`(tests/[\w/.]+)`", ARCHITECTURE):
        assert (ROOT / path).exists(), path
    tests = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", ARCHITECTURE):
        assert f"def {name}" in tests or (ROOT / "tests" / f"{name}.py").exists(), name


def test_links_between_documents_lead_somewhere() -> None:
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(`{3,}).*?\1|`[^`]*`", "", text, flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
