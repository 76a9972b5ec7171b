"""French alphabetical order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from antiseche.text.collation import french_key
from antiseche.text.fold import fold
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "collation.txt")
def test_french_order(case: Case, agree: Agreement) -> None:
    words = case.input.split("\n")
    random.Random(7).shuffle(words)  # noqa: S311  any other order will do
    agree(case, "\n".join(sorted(words, key=french_key)))


@each_case(__file__, "fold.tsv")
def test_words_are_compared_without_case_or_accents(case: Case, agree: Agreement) -> None:
    agree(case, fold(case.input))
