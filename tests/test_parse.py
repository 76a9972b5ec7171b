"""Parsing: one source into one fiche, with what the rest of the site may know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from antiseche.config import Reading
from antiseche.model import Card
from antiseche.parse import parse
from antiseche.site_file import read_config
from antiseche.source import Source
from tests.cases import each_case, parts

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

TEMPLATES = ("fiche", "article", "chapitre")


@each_case(__file__, "fiches.txt")
def test_fiches(case: Case, agree: Agreement) -> None:
    """The input is ``@@ path`` and its text, after a ``@@ site.yaml`` if it takes one."""
    files = parts(case.input)
    settings = Source.of("site.yaml", files.pop("site.yaml", ""))
    config, _ = read_config(settings, TEMPLATES)
    [(path, text)] = files.items()
    fiche = parse(Source.of(path, text), config.reading).fiche
    assert fiche
    usual = Card(path, "", "")
    lines = [
        f"{name} = {getattr(fiche.card, name)!r}"
        for name in Card.__slots__
        if name != "path" and getattr(fiche.card, name) != getattr(usual, name)
    ]
    lines += [f"layout = {fiche.layout}"] if fiche.layout != "fiche" else []
    lines += [f"question = {q.question} → {q.answer}" for q in fiche.faq]
    if fiche.how_to:
        lines += [f"how_to = {fiche.how_to.name}"]
        lines += [f"step = {step.name} → {step.text}" for step in fiche.how_to.steps]
    agree(case, "\n".join(lines))


@given(st.text(), st.sampled_from(["x.md", "a/index.md", "é è/à.md", "drafts/x.md", "index.md"]))
def test_no_source_fails(text: str, path: str) -> None:
    parsed = parse(Source.of(path, text), Reading())
    assert parsed.fiche
    assert parsed.fiche.card.title
    assert parsed == parse(Source.of(path, text), Reading())


def test_a_fiche_is_a_value() -> None:
    source = Source.of("a.md", "---\ntags: [a]\n---\n# A\n\n[b](c.md)")
    first, second = parse(source, Reading()).fiche, parse(source, Reading()).fiche
    assert first == second
    assert hash(first) == hash(second)


def test_search_shows_words_as_the_page_does_and_code_as_it_is() -> None:
    fiche = parse(
        Source.of("a.md", "# A\n\nUn \"mot\" d'ici ! Et `f(x ? 'y' : z)`...\n"), Reading()
    ).fiche
    assert fiche
    (opening, *_) = fiche.passages.unfold()
    assert opening.text == "Un «\u00a0mot\u00a0» d’ici\u202f! Et f(x ? 'y' : z)…"
