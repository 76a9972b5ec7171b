"""Counting in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.text.plurals import count
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "plurals.tsv")
def test_counting(case: Case, agree: Agreement) -> None:
    number, noun, plural = case.fields
    agree(case, count(int(number), noun, plural))
