"""The short name of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.short_names import short_name
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "short-names.tsv")
def test_short_names(case: Case, agree: Agreement) -> None:
    _, title, longest = case.fields
    agree(case, short_name(title, int(longest)))


@given(st.text(" \u00a0«»()ab:—", max_size=40), st.integers(1, 20))
def test_a_short_name_is_short_and_leaves_nothing_open(title: str, longest: int) -> None:
    name = short_name(title, longest)
    assert len(name) <= longest
    assert name == title or name == name.rstrip()
    assert name == title or name.rfind("«") <= name.rfind("»")
