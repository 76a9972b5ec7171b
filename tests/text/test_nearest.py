"""Suggestions: the right word, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.schema import keys_and_synonyms
from antiseche.text.highlight import knows, suggest
from antiseche.text.nearest import nearest
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "nearest-keys.tsv")
def test_suggested_keys(case: Case, agree: Agreement) -> None:
    words = keys_and_synonyms()
    agree(case, words.get(nearest(case.input, words) or "", "rien"))


@each_case(__file__, "nearest-languages.tsv")
def test_suggested_languages(case: Case, agree: Agreement) -> None:
    agree(case, "connu" if knows(case.input) else suggest(case.input) or "rien")


def test_nothing_is_near_when_there_is_nothing() -> None:
    assert nearest("title", ()) is None
