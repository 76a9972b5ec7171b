"""Front matters: whatever an author writes, a value or a problem in its place, never a failure."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.schema import KEYS
from antiseche.source import Source
from antiseche.text.dates import DateOrder
from antiseche.text.frontmatter import read_front_matter
from tests.cases import each_case
from tests.said import PLAIN_SPACES, said_problems, said_value

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


def check(case: Case, agree: Agreement, order: DateOrder = DateOrder.DAY_FIRST) -> None:
    front, problems = read_front_matter(Source.of("a.md", case.input), order)
    values = [f"{key} = {said_value(value)}" for key, value in front.values.items()]
    body = [f"corps ligne {front.body_line}: {front.body!r}"] if front.body.strip() else []
    agree(case, "\n".join([*values, *body, said_problems(problems)]))


@each_case(__file__, "frontmatter-opening.txt")
def test_where_a_front_matter_starts_and_ends(case: Case, agree: Agreement) -> None:
    check(case, agree)


@each_case(__file__, "frontmatter-yaml.txt")
def test_traps_of_yaml(case: Case, agree: Agreement) -> None:
    check(case, agree)


@each_case(__file__, "frontmatter-values.txt")
def test_values(case: Case, agree: Agreement) -> None:
    check(case, agree)


@each_case(__file__, "frontmatter-levels.tsv")
def test_levels(case: Case, agree: Agreement) -> None:
    source = Source.of("a.md", f"---\nlevel: {case.input}\n---\n")
    front, problems = read_front_matter(source, DateOrder.DAY_FIRST)
    agree(case, front.level.label if front.level else problems[0].hint.translate(PLAIN_SPACES))


@each_case(__file__, "frontmatter-month-first.txt")
def test_dates_of_a_month_first_site(case: Case, agree: Agreement) -> None:
    check(case, agree, DateOrder.MONTH_FIRST)


BOMBS = {
    "aliases": "a: &a [x, x]\n" + "\n".join(f"b{i}: &b{i} [*a, *a]" for i in range(9)),
    "merge keys": "a: &a {x: 1}\n" + "\n".join(f"b{i}: &b{i}\n  <<: [*a, *a]" for i in range(25)),
    "brackets": "title: " + "[" * 3_000,
    "blocks": "\n".join(" " * i + "- a:" for i in range(0, 3_000, 2)),
    "digits": "title: " + "9" * 5_000,
    "keys": "\n".join(f"k{i}: {i}" for i in range(12_000)),
    "a scalar": f"title: {'x' * 5_000_000}",
    "quotes": 'title: "' + '\\"' * 60_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    start = time.perf_counter()
    _, problems = read_front_matter(
        Source.of("a.md", f"---\n{BOMBS[bomb]}\n---\n"), DateOrder.DAY_FIRST
    )
    assert time.perf_counter() - start < 5
    if bomb != "digits":  # a long number is a fine title
        assert problems


LINES = st.lists(
    st.sampled_from([key.name for key in KEYS]).flatmap(
        lambda name: st.text(max_size=20).map(lambda value: f"{name}: {value}")
    )
    | st.text(st.sampled_from("ab:-#'\"[]{}&*!|>%@`,?\t \u00a0\x07é"), max_size=15)
)


@given(LINES)
def test_no_header_raises_and_every_problem_is_in_its_place(lines: list[str]) -> None:
    source = Source.of("a.md", "\n".join(["---", *lines, "---", "corps"]))
    front, problems = read_front_matter(source, DateOrder.DAY_FIRST)
    for one in problems:
        assert 1 <= one.line <= len(source.text.split("\n"))
        assert 1 <= one.column <= max(1, len(source.line(one.line)) + 1)
        assert one.column - 1 + one.length <= max(1, len(source.line(one.line)) + 1)
        assert one.message.endswith((".", "?"))
    for span in front.places.values():
        assert source.line(span.line) is not None
    assert front.body.endswith("corps")


@given(st.text())
def test_no_source_raises(text: str) -> None:
    read_front_matter(Source.of("a.md", text), DateOrder.DAY_FIRST)
