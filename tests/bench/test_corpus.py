"""The corpus is the same each time, nothing in it is there twice, and it has no problem."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from antiseche.pipeline import build
from bench.corpus import make_fiches, slug, write_corpus
from bench.sections import split_sections
from bench.variation import vary
from tests.sites import built, order

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 40
FENCED = re.compile(r"^([> ]*)(```|~~~)[^\n]*\n.*?^\1\2$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(/fiches/([^/]+)/\)")
NOT_TEXT = ("#", "<", "---", "> [!", "![")


def bodies() -> list[str]:
    return [fiche.split("---\n", 2)[2] for fiche in make_fiches(SIZE)]


def repeated(blocks: list[str]) -> list[str]:
    return [block for block, times in Counter(blocks).items() if times > 1]


def test_a_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_corpus(tmp_path / name, 5, seed=7)
    write_corpus(tmp_path / "other", 5, seed=8)
    one, two, other = (built(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert one != other


def test_no_block_of_code_is_there_twice() -> None:
    blocks = [met[0] for body in bodies() for met in FENCED.finditer(body)]
    assert len(blocks) > SIZE
    assert repeated(blocks) == []


def test_no_paragraph_is_there_twice() -> None:
    texts = [re.split(r"\n[> ]*\n", FENCED.sub("", body)) for body in bodies()]
    paragraphs = [part.strip() for parts in texts for part in parts if part.strip("> \n")]
    prose = [part for part in paragraphs if not part.startswith(NOT_TEXT)]
    assert len(prose) > 10 * SIZE
    assert repeated(prose) == []


def test_links_lead_to_two_or_three_other_fiches() -> None:
    names = {slug(number) for number in range(1, SIZE + 1)}
    for number, body in enumerate(bodies(), 1):
        targets = LINK.findall(body)
        assert len(targets) in {2, 3}
        assert set(targets) <= names - {slug(number)}


def test_one_fiche_has_no_other_to_link_to() -> None:
    assert LINK.findall(make_fiches(1)[0]) == []


def test_every_fiche_is_built_without_a_problem(tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", 12)
    report = build(order(tmp_path))
    assert report.problems == ()
    assert len(list((tmp_path / "site").glob("fiches/fiche-*/index.html"))) == 12


def test_a_section_keeps_its_notes_and_loses_its_inner_links() -> None:
    fiche = """\
---
title: Essai
---
Avant.

## Une

Un [lien](autre.md#ici), une note[^a], [le manuel][m].

```sh {1}
## pas un titre
```

## Vide

## Deux

Fin.

[^a]: La note.
[m]: https://exemple.fr/
"""
    one, two = split_sections(fiche)
    assert one.title == "Une"
    assert one.text == (
        "## Une\n\nUn lien, une note[^a], [le manuel](https://exemple.fr/).\n\n"
        "```sh\n## pas un titre\n```\n\n[^a]: La note."
    )
    assert two.text == "## Deux\n\nFin."


def test_each_block_is_given_a_reference() -> None:
    plain = "# T\n\nUn\ndeux.\n\n```js\nx\n```\n\n| a |\n| --- |\n| b |\n\n- c\n- d[^n]"
    assert vary(plain, "4").splitlines() == [
        *("# T", "", "Un", "deux. (réf. 4-1)", ""),
        *("```js", "x", "// 4-2", "```", ""),
        *("| a |", "| --- |", "| b (réf. 4-3) |", ""),
        *("- c (réf. 4-4)", "- d[^n-4] (réf. 4-5)"),
    ]
