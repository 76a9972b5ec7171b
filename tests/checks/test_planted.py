"""Mistakes planted one by one in a good site: found, named, in their place; and nothing else.

A case is titled with the code that is expected. ⟦ ⟧ mark what the caret should, nothing when it is
the start of the file; ``@@ path`` names the files that are planted.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cases import parts, read_cases
from tests.checks.sites import GOOD_SITE, PLACE, problems_of, with_header

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

CASES = Path(__file__).parent / "cases"
MARK = re.compile("⟦(.*?)⟧", re.DOTALL)


def each_case_of(pattern: str) -> pytest.MarkDecorator:
    found = [(file.stem, case) for file in sorted(CASES.glob(pattern)) for case in read_cases(file)]
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=f"{stem}: {case.title}") for stem, case in found]
    )


def planted_files(text: str) -> dict[str, str]:
    named = {name or PLACE: part for name, part in parts(text).items()}
    return {
        path: with_header(part) + "\n" if path.endswith(".md") else part + "\n"
        for path, part in named.items()
    }


def marked_places(files: dict[str, str]) -> list[tuple[str, int, int, str]]:
    """Return where the marks are: path, line, column, and what is marked on that line."""
    found = []
    for path, text in files.items():
        for match in MARK.finditer(text):
            before = re.sub("[⟦⟧]", "", text[: match.start()])
            line = before.count("\n") + 1
            marked = match[1].partition("\n")[0]
            found.append((path, line, len(before) - before.rfind("\n"), marked))
    return sorted(found)


@each_case_of("planted-*.txt")
def test_a_planted_mistake_is_found_in_its_place(
    case: Case, agree: Agreement, tmp_path: Path
) -> None:
    code = case.title.partition(" ")[0]
    files = planted_files(case.input)
    expected = [(code, *place) for place in marked_places(files)]
    plain = {path: re.sub("[⟦⟧]", "", text) for path, text in files.items()}
    problems = problems_of(tmp_path, plain)
    found = [
        (p.code, p.path, p.line, p.column, p.excerpt[p.column - 1 :][: p.length]) for p in problems
    ]
    if expected:
        assert found == expected
    else:
        assert [(p.code, p.line, p.column) for p in problems] == [(code, 1, 1)]
    agree(case, "\n".join(f"{p.message} {p.hint}".strip() for p in problems))


@each_case_of("good-*.txt")
def test_a_good_thing_raises_nothing(case: Case, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, planted_files(case.input))
    assert [(p.code, p.path, p.line, p.column, p.message) for p in problems] == []


def test_the_good_site_is_good(tmp_path: Path) -> None:
    files = {PLACE: with_header("Voir [les volumes](/fiches/volumes-docker/).\n")}
    assert problems_of(tmp_path, files) == []
    assert "site.yaml" in GOOD_SITE


def test_a_link_to_a_fiche_that_cannot_be_read_is_not_dead(tmp_path: Path) -> None:
    text = with_header("Voir [l’été](/fiches/ete/) et [l’été](ete.md#juin).\n")
    problems = problems_of(tmp_path, {PLACE: text, "fiches/ete.md": b"L\x92\xe9t\xe9."})
    assert {problem.code for problem in problems} == {"encodage"}
