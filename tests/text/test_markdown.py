"""The Markdown of Antisèche beyond CommonMark, without its typography."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.config import Reading
from antiseche.parse import parse
from antiseche.source import Source
from tests.cases import each_case
from tests.text.rendering import body_of, fiche_of

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "markdown.txt")
def test_the_dialect(case: Case, agree: Agreement) -> None:
    agree(case, body_of(case.input, path="fiches/x.md").html)


@each_case(__file__, "markdown-links.txt")
def test_links_become_addresses_of_the_site(case: Case, agree: Agreement) -> None:
    agree(case, body_of(case.input, path="fiches/x.md", base="/base").html)


@each_case(__file__, "headings.txt")
def test_headings(case: Case, agree: Agreement) -> None:
    fiche, body = fiche_of(case.input), body_of(case.input)
    lead = body.lead
    lines = [f"titre : {fiche.card.title}", f"h1 : {lead.html if lead else 'aucun'}"]
    lines += [f"h{h.level} #{h.id} : {h.html}" for h in body.headings]
    agree(case, "\n".join([*lines, "", body.html]))


@each_case(__file__, "sections.txt")
def test_sections_hold_the_words_under_each_heading(case: Case, agree: Agreement) -> None:
    sections = body_of(case.input).sections
    agree(case, "\n".join(f"#{s.id} {s.title!r} {s.text!r}" for s in sections))


@each_case(__file__, "unsafe.txt")
def test_what_is_not_a_link_and_what_is_escaped(case: Case, agree: Agreement) -> None:
    agree(case, body_of(case.input).html)


DEEP = {
    "lists": "\n".join("  " * level + f"- mot{level}x" for level in range(1_000)),
    "quotes": "\n\n".join("> " * level + f"mot{level}x" for level in range(1, 200)),
    "quotes on one line": "> " * 1_000 + "mot0x",
    "lists on one line": "- " * 1_000 + "mot0x",
}


@pytest.mark.parametrize("shape", DEEP)
def test_nothing_is_lost_at_any_depth(shape: str) -> None:
    html = body_of(DEEP[shape]).html
    wanted = re.findall(r"mot\d+x", DEEP[shape])
    assert re.findall(r"mot\d+x", html) == wanted
    assert "- -" not in html


def test_too_deep_is_a_problem_and_no_stack_overflows() -> None:
    usual = sys.getrecursionlimit()
    parsed = parse(Source.of("a.md", "> " * 60_000 + "mot"), Reading())
    assert [problem.code for problem in parsed.problems] == ["imbrication"]
    assert sys.getrecursionlimit() == usual, "a template that includes itself would crash Python"


def test_inline_nesting_loses_no_word() -> None:
    html = body_of("*a **b " * 300 + "fin").html
    assert html.count("a") >= 300
    assert "fin" in html


# cmark's pathological tests, smaller: what is linear takes an instant, what is not would not end.
PATHOLOGICAL = {
    "nested strong": "*a **a " * 5_000 + "b" + " a** a*" * 5_000,
    "emphasis openers": "_a " * 20_000,
    "link closers": "a]" * 20_000,
    "link openers": "[a" * 10_000,
    "mismatched": "*a_ " * 15_000,
    "brackets": "[" * 10_000 + "a" + "]" * 10_000,
    "backticks": "".join("e" + "`" * n for n in range(1, 800)),
    "images": "![[]()" * 4_000,
    "unclosed links": "[a](<b" * 10_000,
    "comments": "</" + "<!" * 20_000,
    "references": "".join(f"[{n}]: u\n" for n in range(3_000)) + "[0] " * 3_000,
    "quotes": '"a" ' * 8_000,
    "apostrophes": "l'a " * 8_000,
    "table cells": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|x\n" * 20,
    "footnotes": "".join(f"[^{n}] " for n in range(1_500))
    + "\n\n"
    + "".join(f"[^{n}]: n\n" for n in range(1_500)),
    "headings": "# a\n" * 3_000,
    "a long line": "mot " * 100_000,
}


@pytest.mark.parametrize("shape", PATHOLOGICAL)
def test_pathological_text_is_read_in_reasonable_time(shape: str) -> None:
    start = time.perf_counter()
    body_of(PATHOLOGICAL[shape])
    assert time.perf_counter() - start < 10


MARKDOWN = st.text(st.sampled_from("ab \n\n#*_`~[]()<>!|-+:\"'&;\\1.>\t^=é«»?\u00a0"), max_size=80)


@given(MARKDOWN)
def test_no_text_raises_and_links_are_in_their_place(text: str) -> None:
    fiche = fiche_of(text)
    lines = text.split("\n")
    for link in fiche.links:
        assert 1 <= link.span.line <= len(lines)
        assert link.span.column + link.span.length - 1 <= len(lines[link.span.line - 1]) + 1
    ids = [heading.id for heading in body_of(text).headings]
    assert len(set(ids)) == len(ids)
