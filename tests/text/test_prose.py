"""French typography in the tokens of a document: what is prose, and the way back to the tokens."""

from __future__ import annotations

import html
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from antiseche.text.passages import read_passages
from antiseche.text.prose import edits, typeset_tokens
from antiseche.text.typography import Correction, Typography, corrected
from tests.cases import decode, each_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cases import Agreement, Case

CORE = Typography()
SUPERSCRIPT = Typography(superscript=True)
MODES = {
    "core": (CORE, Typography(insert=True), Typography(editorial=True)),
    "insert": (Typography(insert=True),),
    "opt": (Typography(editorial=True),),
    "sup": (SUPERSCRIPT,),
}
VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "typography.tsv"


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def parse(text: str) -> list[Token]:
    return markdown().parse(text, {})


def render(text: str, wanted: Typography = CORE) -> str:
    tokens = parse(text)
    typeset_tokens(tokens, wanted)
    printed: str = markdown().renderer.render(tokens, markdown().options, {})
    return printed


@each_case(__file__, "prose.txt")
def test_prose_and_nothing_else(case: Case, agree: Agreement) -> None:
    agree(case, render(case.input))


@each_case(__file__, "prose-superscript.txt")
def test_raised_ordinals(case: Case, agree: Agreement) -> None:
    agree(case, render(case.input, SUPERSCRIPT))


def vectors() -> Iterator[list[str]]:
    if VECTORS.exists():
        for row in VECTORS.read_text(encoding="utf-8").split("\n")[1:]:
            if row:
                yield [decode(cell) for cell in row.split("\t")]


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")
@pytest.mark.parametrize(("typed", "expected", "mode", "rule", "context"), list(vectors()))
def test_shared_vectors(typed: str, expected: str, mode: str, rule: str, context: str) -> None:
    printed = render(expected, Typography.off())
    for wanted in MODES[mode]:
        assert render(typed, wanted) == printed, (rule, context)
        assert render(expected, wanted) == printed, (rule, context)


def test_an_edit_says_where_it_is() -> None:
    tokens = parse("L'un\n! ![l'x](/y \"z !\")\n\n<p>« a</p>\n")
    inline, block = tokens[1], tokens[3]
    assert inline.children
    text, break_, _, image = inline.children
    assert image.children
    assert list(edits(tokens, CORE)) == [
        (text, Correction(1, 2, "’", "apostrophe")),
        (break_, Correction(0, 1, "\u202f", "espace")),
        (block, Correction(4, 5, "\u00a0", "guillemets")),
        (image.children[0], Correction(1, 2, "’", "apostrophe")),
    ]


def test_a_correction_across_tokens_is_shared_between_them() -> None:
    found = [edit.correction for edit in edits(parse("<b>Un </b> !"), CORE)]
    assert found == [Correction(2, 3, "\u202f", "espace"), Correction(0, 1, "", "espace")]


def test_typography_off_leaves_the_tokens_alone() -> None:
    tokens = parse("L'été !")
    typeset_tokens(tokens, Typography.off())
    assert tokens == parse("L'été !")


def test_one_line_without_a_block() -> None:
    tokens = markdown().parseInline("L'*été* !", {})
    typeset_tokens(tokens, CORE)
    printed = markdown().renderer.render(tokens, markdown().options, {})
    assert printed == "L’<em>été</em>\u202f!"


def test_passages_are_apart_in_the_text_and_labels_come_last() -> None:
    passages = read_passages(parse("# Un - deux\n\nTrois `4` ![cinq](/x)  \nsix"))
    assert passages.text == "Un \ufffc deux\u2029Trois \ufffc \ufffc\u2028six\u2029cinq\u2029"


INLINE = """\
l'eau| !| :| "|"|mot |mot|*em*|**|«|»|...|1 000 | - |2e |
`l'x !`|<code>l'x !</code>|<!-- l'x ! -->|<kbd>|</kbd>|<a href='l'|<!--|-->|<script>|</script>|
[l'un ?](/l'x "l'y !")|![l'alt !](/x)|<img alt="l'image : x" title='a "b" !'>|[^1]|
<span>|</span>|<span lang="en">|<div lang="en">|</div>|<p>|</p>|<br>|&nbsp;!|&amp;|
&quot;""".replace("|\n", "|").split("|")
BLOCKS = ["\n", "\n\n", "  \n", "- ", "# ", "> ", "    "]
BLOCKS += ["```\nl'x !\n```\n", "| a | b |\n|-|-|\n", "\n[^1]: n !"]
FRAGMENTS = st.sampled_from([*INLINE, *BLOCKS])
DOCUMENTS = st.lists(FRAGMENTS, max_size=16).map("".join)


@settings(max_examples=500)
@given(DOCUMENTS)
def test_what_is_typeset_needs_no_edit(text: str) -> None:
    tokens = parse(text)
    typeset_tokens(tokens, CORE)
    assert list(edits(tokens, CORE)) == []


@settings(max_examples=500)
@given(DOCUMENTS)
def test_code_letters_and_digits_stay(text: str) -> None:
    tokens = parse(text)
    typeset_tokens(tokens, CORE)
    assert list(code(tokens)) == list(code(parse(text)))
    assert letters(render(text)) == letters(render(text, Typography.off()))


def code(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"code_inline", "code_block", "fence"}:
            yield token.content
        yield from code(token.children or [])


def letters(printed: str) -> list[str]:
    return [c for c in html.unescape(printed) if c.isalnum()]


@settings(max_examples=500)
@given(DOCUMENTS)
def test_edits_are_what_typesetting_does(text: str) -> None:
    printed_tokens, edited = parse(text), parse(text)
    typeset_tokens(printed_tokens, CORE)
    found: dict[int, tuple[Token, list[Correction]]] = {}
    for token, correction in edits(edited, CORE):
        found.setdefault(id(token), (token, []))[1].append(correction)
    for token, corrections in found.values():
        token.content = corrected(token.content or "\n", sorted(corrections))
        token.type = "text" if token.type == "softbreak" else token.type
    assert edited == printed_tokens


PATHOLOGICAL = """\
<b>|</b>|<b></b>|<p>l'x|</p>|<br>|&amp;|&nbsp;!|<a title="x|<a x='|<a a="|<a b=c | x=y|
<!--|<|</|<?|<!x|<![CDATA[|<script>|</script>|<textarea>|<li>- x|
<a title="l'x !">|<code>l'x</code> !|<i lang=en>x</i> !""".replace("|\n", "|").split("|")


@pytest.mark.parametrize("typed", PATHOLOGICAL)
def test_time_is_linear(typed: str) -> None:
    short, long = (_time_for(typed, length) for length in (5_000, 40_000))
    assert long < 24 * short + 0.01  # eight times as long, and as much again for the machine


def _time_for(typed: str, length: int) -> float:
    content = (typed * (length // len(typed) + 1))[:length]
    times = []
    for _ in range(3):
        tokens = [Token("html_block", "", 0, content=content)]
        start = time.thread_time()
        typeset_tokens(tokens, CORE)
        times.append(time.thread_time() - start)
    return min(times)
