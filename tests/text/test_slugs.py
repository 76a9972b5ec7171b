"""Addresses made from text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.slugs import heading_ids, heading_slug, page_slug
from tests.cases import each_case, read_cases

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

SHARED = Path(__file__).parents[2].parent / "shared" / "vectors" / "heading-ids.tsv"


@each_case(__file__, "page-slugs.tsv")
def test_page_slugs(case: Case, agree: Agreement) -> None:
    agree(case, page_slug(case.input))


@each_case(__file__, "heading-slugs.tsv")
def test_heading_slugs(case: Case, agree: Agreement) -> None:
    agree(case, heading_slug(case.input))


@each_case(__file__, "heading-ids.txt")
def test_heading_ids_of_one_document(case: Case, agree: Agreement) -> None:
    agree(case, "\n".join(heading_ids(case.input.split("\n"))))


@pytest.mark.skipif(not SHARED.exists(), reason="the vectors are not beside this repository")
def test_heading_slugs_are_those_of_github_slugger() -> None:
    for case in read_cases(SHARED):
        assert heading_slug(case.input) == case.expected, case.title


@given(st.text())
def test_a_page_slug_is_plain_and_stays_as_it_is(text: str) -> None:
    slug = page_slug(text)
    assert slug.isascii()
    assert page_slug(slug) == slug
    assert "--" not in slug
    assert slug == slug.strip("-")


HEADINGS = st.lists(st.sampled_from(["a", "a-1", "a 1", "!", "A", "section", "section-1"]))


@given(HEADINGS)
def test_no_two_headings_of_a_document_share_an_id(headings: list[str]) -> None:
    given_ids = heading_ids(headings)
    assert len(set(given_ids)) == len(given_ids)
    assert all(given_ids)


@given(HEADINGS)
def test_headings_without_a_letter_change_no_other_id(headings: list[str]) -> None:
    ids = heading_ids(headings)
    others = heading_ids([heading for heading in headings if heading != "!"])
    assert [id_ for id_, heading in zip(ids, headings, strict=True) if heading != "!"] == others
