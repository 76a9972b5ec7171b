"""Dates, read and written."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.dates import DateOrder, date_in_words, read_date, write_date
from tests.cases import each_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cases import Agreement, Case


@each_case(__file__, "dates.tsv")
def test_dates_are_read_in_the_order_of_the_site(case: Case, agree: Agreement) -> None:
    written, order = case.fields
    read = read_date(written, DateOrder(order))
    if read is None:
        agree(case, "non")
    else:
        agree(case, f"{read.day} {read.order}{' ambiguë' if read.ambiguous else ''}")


@each_case(__file__, "dates-in-words.tsv")
def test_dates_in_words(case: Case, agree: Agreement) -> None:
    agree(case, date_in_words(date.fromisoformat(case.input)))


@given(st.text() | st.from_regex(r"\d{0,4}[-/]\d{0,4}[-/]\d{0,5}( .*)?"))
def test_nothing_that_is_not_a_date_raises(text: str) -> None:
    for order in DateOrder:
        read_date(text, order)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(DateOrder))
def test_a_written_date_is_read_back(day: date, order: DateOrder) -> None:
    read = read_date(write_date(day, order), order)
    assert read is not None
    assert (read.day, read.order) == (day, order)


@pytest.fixture(params=["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris", "UTC"])
def _time_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("_time_zone")
def test_no_time_zone_shifts_a_date() -> None:
    for written in ("2025-06-06", "2025-06-06T23:59:59Z", "2025-06-06T00:00:00+14:00"):
        read = read_date(written, DateOrder.DAY_FIRST)
        assert read is not None
        assert date_in_words(read.day) == "6\u00a0juin 2025"
