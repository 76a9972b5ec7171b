"""How a problem is shown: in a terminal, as JSON, to GitHub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.problem_formats import (
    EXCERPT_WIDTH,
    as_github,
    as_json,
    as_text,
    count_line,
    display_width,
)
from antiseche.problems import CODES, file_problem, problem, stops
from antiseche.source import Source, Span
from tests.cases import each_case

if TYPE_CHECKING:
    from antiseche.model import Problem
    from tests.cases import Agreement, Case


def marked(text: str) -> Problem:
    """Return a problem about what ⟦ ⟧ surround, wherever it is in the text."""
    before, _, rest = text.partition("⟦")
    inside, _, after = rest.partition("⟧")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    source = Source.of("fiches/a.md", before + inside + after)
    return problem(source, "lien-mort", Span(line, column, len(inside)), "Message.", "Conseil ?")


@each_case(__file__, "excerpts.txt")
def test_excerpts(case: Case, agree: Agreement) -> None:
    shown = as_text(marked(case.input))
    agree(case, shown)
    if case.title != "Un signe qui ne se voit pas":
        lines = shown.split("\n")
        assert display_width(lines[1].rstrip()) <= EXCERPT_WIDTH + 8


PIECES = {"a": 1, "é": 1, " ": 1, "日": 2, "🐳": 2, "e\u0301": 1, "\t": 4, "\u202f": 1, "\x07": 1}
EXCERPT = st.lists(st.sampled_from(sorted(PIECES)), max_size=9)


@given(EXCERPT, EXCERPT.filter(bool), EXCERPT)
def test_the_caret_is_under_what_it_marks(
    before: list[str], inside: list[str], after: list[str]
) -> None:
    text = "".join(before) + "⟦" + "".join(inside) + "⟧" + "".join(after) + "."
    _, excerpt, caret, _ = as_text(marked(text)).split("\n")
    columns = sum(PIECES[piece] for piece in before)
    length = sum(PIECES[piece] for piece in inside)
    assert caret == "    │ " + " " * columns + "^" * length
    assert display_width(excerpt) == 6 + columns + sum(PIECES[p] for p in (*inside, *after)) + 1


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_plain_and_shown(code: str) -> None:
    one = file_problem("a.md", code, "Message.", "Conseil.")
    assert code == code.lower()
    assert code.replace("-", "").isalpha()
    assert as_text(one) == f"a.md:1:1  {CODES[code]}  {code}\n  Message. Conseil."


def test_french_spaces_are_bound() -> None:
    one = file_problem("a.md", "lien-mort", "Quoi ? « Oui » : fin ; là !", "Vraiment ?")
    assert " ?" not in one.message + one.hint
    assert "«\u00a0Oui\u00a0»\u00a0:" in one.message


def test_colour_changes_nothing_else() -> None:
    one = marked("a ⟦b⟧ c")
    coloured = as_text(one, colour=True)
    assert "\x1b[" in coloured
    plain = coloured
    for code in ("\x1b[1m", "\x1b[0m", "\x1b[31m", "\x1b[33m", "\x1b[36m"):
        plain = plain.replace(code, "")
    assert plain == as_text(one)


def test_json_is_one_object_on_one_line() -> None:
    said = as_json(marked("é ⟦«\u2028»⟧"))
    assert "\n" not in said
    assert json.loads(said)["path"] == "fiches/a.md"
    assert json.loads(said)["column"] == 3


def test_github_annotations_are_escaped() -> None:
    one = file_problem("fiches/a,b:c.md", "encodage", "Cent % :\nfin.")
    assert as_github(one, "content").startswith(
        "::error file=content/fiches/a%2Cb%3Ac.md,line=1,col=1,title=encodage::Cent"
    )
    assert "%25" in as_github(one, "content")
    assert "%0A" in as_github(one, "content")
    theme = file_problem("templates/base.html", "gabarit-invalide", "M.")
    assert "file=templates/base.html" in as_github(theme, "content")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "Aucun souci."),
        (["encodage"], "1 erreur."),
        (["encodage", "encodage", "lien-mort"], "2 erreurs, 1 avertissement."),
        (["date-future"] * 3 + ["lien-mort"] * 2, "2 avertissements, 3 remarques."),
    ],
)
def test_the_count(codes: list[str], said: str) -> None:
    counted = count_line(file_problem("a.md", code, "M.") for code in codes)
    assert counted.replace("\u00a0", " ") == said


def test_what_stops_a_build() -> None:
    error, warning, info = (
        [file_problem("a.md", code, "M.")] for code in ("encodage", "lien-mort", "date-future")
    )
    assert stops(error)
    assert not stops(warning)
    assert stops(warning, strict=True)
    assert not stops(info, strict=True)
