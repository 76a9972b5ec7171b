"""A source mended in place prints as it did, and is mended once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.markdown import parse_markdown, print_markdown
from antiseche.text.retouch import mended, retouched, retouches
from antiseche.text.typography import Typography

SETTINGS = Typography()
NBSP, NNBSP = "\u00a0", "\u202f"
DEMO = sorted((Path(__file__).resolve().parents[2] / "content" / "fiches").glob("*.md"))

CASES = [
    ("une apostrophe, une espace", "L'été !", f"L’été{NNBSP}!"),
    ("à travers une mise en forme", "l'*image* et d'`ls`", "l’*image* et d’`ls`"),
    ("des guillemets sur deux lignes", 'un "mot\nde plus"', f"un «{NBSP}mot\nde plus{NBSP}»"),
    ("le code reste", "`l'x` et\n\n    l'y !\n", "`l'x` et\n\n    l'y !\n"),
    ("un commentaire reste", "<!-- l'été ! -->\n", "<!-- l'été ! -->\n"),
    ("le HTML autour reste", "<p title='x'>l'été</p>", "<p title='x'>l’été</p>"),
    ("une cellule après une barre échappée", "| `a \\| b` | l'x |\n|-|-|\n| c | d'y |\n",
     "| `a \\| b` | l’x |\n|-|-|\n| c | d’y |\n"),
    ("une liste dans une citation", "> - l'un\n>   l'autre\n", "> - l’un\n>   l’autre\n"),
    ("après une entité et un échappement", "R&amp;D \\* l'x", "R&amp;D \\* l’x"),
    ("le texte d'une image", "![l'écran](/x.png)", "![l’écran](/x.png)"),
    ("les espaces d'un titre font son identifiant", "## Quoi ?\n", "## Quoi ?\n"),
    ("l'apostrophe d'un titre ne le fait pas", "## L'été\n", "## L’été\n"),
    ("une ligne coupée le reste", "Un mot\n: la suite", "Un mot\n: la suite"),
    ("une adresse nue garde son espace", "https://exemple.fr !", "https://exemple.fr !"),
    ("une étiquette de lien la reste", "[l'x]\n\n[l'x]: /y\n", "[l'x]\n\n[l'x]: /y\n"),
]  # fmt: skip


def printed(text: str) -> tuple[object, ...]:
    body = print_markdown(parse_markdown(text), "fiches/x.md", SETTINGS)
    return body.html, [heading.id for heading in body.headings], body.anchors


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_mended(source: str, expected: str) -> None:
    assert mended(source, "fiches/x.md", SETTINGS) == expected


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_fiche_prints_as_before_and_is_mended_once(path: Path) -> None:
    body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
    once = mended(body, "fiches/x.md", SETTINGS)
    assert printed(once) == printed(body)
    assert mended(once, "fiches/x.md", SETTINGS) == once
    assert once.count("\n") == body.count("\n")


@given(st.text("l'a \"«».!?:;-*_`[]()#>|\n1é", max_size=60))
def test_any_text_prints_as_before(text: str) -> None:
    assert printed(mended(text, "fiches/x.md", SETTINGS)) == printed(text)


def test_each_place_holds_what_is_replaced() -> None:
    for path in DEMO:
        body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
        lines = body.split("\n")
        for one in retouches(parse_markdown(body), SETTINGS):
            line, column = lines[one.span.line - 1], one.span.column - 1
            assert one.old == "\n" or line[column : column + len(one.old)] == one.old, path


def test_the_copy_is_the_same_before_and_after_mending() -> None:
    body = "## Quoi ?\n\nL'été...\nEt « alors » ?\n"
    after = mended(body, "fiches/x.md", SETTINGS)
    copies = [retouched(text, parse_markdown(text), SETTINGS) for text in (body, after)]
    assert copies[0] == copies[1] == f"## Quoi{NNBSP}?\n\nL’été…\nEt «{NBSP}alors{NBSP}»{NNBSP}?\n"
