"""French typography in plain strings: each rule, what it leaves alone, what all of them keep."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiseche.text.typography import (
    OBJECT,
    Correction,
    Typography,
    corrected,
    corrections,
    typeset,
    typeset_title,
)
from antiseche.text.typography_rules import RULES
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

CORE = Typography()
INSERT = Typography(insert=True)
EDITORIAL = Typography(editorial=True)
EVERYTHING = Typography(insert=True, editorial=True, superscript=True)


@each_case(__file__, "typography.tsv")
def test_core_rules(case: Case, agree: Agreement) -> None:
    check(case, agree, CORE)


@each_case(__file__, "typography-insert.tsv")
def test_missing_spaces(case: Case, agree: Agreement) -> None:
    check(case, agree, INSERT)


@each_case(__file__, "typography-editorial.tsv")
def test_editorial_choices(case: Case, agree: Agreement) -> None:
    check(case, agree, EDITORIAL)


@each_case(__file__, "typography-title.tsv")
def test_titles(case: Case, agree: Agreement) -> None:
    agree(case, typeset_title(case.fields[1], CORE))


def check(case: Case, agree: Agreement, wanted: Typography) -> None:
    """Typeset what is typed, with ↵ for a line break, and once more what comes out."""
    printed = typeset(case.fields[1].replace("↵", "\n"), wanted)
    agree(case, printed.replace("\n", "↵"))
    assert typeset(printed, wanted) == printed


def test_a_correction_says_where_what_and_why() -> None:
    assert corrections("L'été  !", CORE) == (
        Correction(1, 2, "’", "apostrophe"),
        Correction(5, 7, "\u202f", "espace"),
    )


def test_nothing_changes_when_typography_is_off() -> None:
    assert corrections('L\'été : "bon" !', Typography.off()) == ()


# What is typed, and what stands in a passage for the rest, in any order.
WORDS = """... -- --- :// etc 1er 2ème 10 000 12,5 h Go juin XXIe siècle coeur Mme M. n° l' mot
Docker 14h 30 2024 100 RFC :( :' dit-il --x ~/ i++ $? et une""".split()
SIGNS = " \n\u00a0\u202f\u2028\u2029'’\"«»“”;:!?.,-—…()[]/°%€x1=cà😀"
FRAGMENTS = st.sampled_from([*WORDS, *SIGNS, OBJECT, "  "])
TEXTS = st.lists(FRAGMENTS, max_size=20).map("".join)
SETTINGS = st.sampled_from([CORE, INSERT, EDITORIAL, EVERYTHING])


@settings(max_examples=1000)
@given(TEXTS, SETTINGS)
def test_what_is_corrected_is_correct(text: str, wanted: Typography) -> None:
    assert corrections(typeset(text, wanted), wanted) == ()


@settings(max_examples=1000)
@given(TEXTS, SETTINGS)
def test_corrections_are_in_order_apart_and_as_short_as_can_be(
    text: str, wanted: Typography
) -> None:
    done = 0
    for start, end, replacement, rule in corrections(text, wanted):
        assert done <= start < end
        old, done = text[start:end], end
        assert OBJECT not in old
        assert rule in RULES
        assert old != replacement
        if len(old) > 1 and replacement:
            assert old[0] != replacement[0]
            assert old[-1] != replacement[-1]


@settings(max_examples=1000)
@given(TEXTS)
def test_letters_and_digits_stay(text: str) -> None:
    printed = typeset(text, CORE)
    assert [c for c in printed if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.lists(TEXTS.filter(lambda text: "\u2029" not in text), min_size=1, max_size=4))
def test_passages_know_nothing_of_each_other(passages: list[str]) -> None:
    together = typeset("\u2029".join(passages), CORE)
    assert together == "\u2029".join(typeset(passage, CORE) for passage in passages)


def test_corrections_may_be_made_in_a_part_of_the_text() -> None:
    text = "Avant, l'eau !"
    assert corrected("l'eau !", corrections(text, CORE), shift=7) == "l’eau\u202f!"


PATHOLOGICAL = """\
a |l'|é'|....|... |(...)|a(|!| ! |?? |; : ! ? |{a;|a++;|  |« « |«a»|"|"a" |"a |a" |""|24" |“a” |
 - |mot - |mot -- |un a - un a - un b |- |a = b - c |git mot - |
mot - mot - Mot a|-|— |1 234 |2024 100 000|1 |234 |5   |5 Go |5 h 30 |5h 30|12:|n° |M. |
codes 200 404 |https://x |x.fr/|/|etc... |2ème |XXI|oeu|1 x |999999999""".replace("|\n", "|").split(
    "|"
)
PATHOLOGICAL += ["\n", "\u2029", '\u2029"a" ', OBJECT]


@pytest.mark.parametrize("typed", PATHOLOGICAL)
def test_time_is_linear(typed: str) -> None:
    # A machine that others use may slow down in the middle, but not each time.
    assert any(_takes_linear_time(typed) for _ in range(3))


def _takes_linear_time(typed: str) -> bool:
    short, long = (_time_for(typed, length) for length in (10_000, 80_000))
    return long < 24 * short + 0.01  # eight times as long, and as much again for the machine


def _time_for(typed: str, length: int) -> float:
    text = (typed * (length // len(typed) + 1))[:length]
    times = []
    for _ in range(3):
        start = time.thread_time()
        corrections(text, EVERYTHING)
        times.append(time.thread_time() - start)
    return min(times)
