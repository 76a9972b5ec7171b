"""Dates as French authors write them, and as French readers read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class DateOrder(StrEnum):
    """The order of day, month and year in the front matter of a site."""

    DAY_FIRST = "JJ/MM/AAAA"
    MONTH_FIRST = "MM/JJ/AAAA"
    ISO = "AAAA-MM-JJ"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read.

    ``order`` is the one that it was read in, ``ambiguous`` says that the other slashed order
    would have read another day.
    """

    day: date
    order: DateOrder
    ambiguous: bool = False


def read_date(text: str, order: DateOrder) -> ReadDate | None:
    """Read a date in the order of the site; in another when only that one makes a date of it.

    ISO dates are always read. None when no order reads it.
    """
    if iso := _ISO.fullmatch(text.strip()):
        day = _day(*iso.groups())
        return ReadDate(day, DateOrder.ISO) if day else None
    if not (slashed := _SLASHED.fullmatch(text.strip())):
        return None
    first, second, year = slashed.groups()
    readings = {
        DateOrder.DAY_FIRST: _day(year, second, first),
        DateOrder.MONTH_FIRST: _day(year, first, second),
    }
    days = {day for day in readings.values() if day}
    for candidate in (order, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        if day := readings.get(candidate):
            return ReadDate(day, candidate, ambiguous=len(days) > 1)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def write_date(day: date, order: DateOrder) -> str:
    """Return the day as an author of the site would write it in a front matter."""
    if order is DateOrder.ISO:
        return day.isoformat()
    return f"{day:%m/%d/%Y}" if order is DateOrder.MONTH_FIRST else f"{day:%d/%m/%Y}"


def date_in_words(day: date) -> str:
    """Return ``6 juin 2025``, no-break space after the day; the first of the month is ``1er``.

    Lexique de l'Imprimerie nationale, « Dates »: months in lower case, only the first is ordinal.
    """
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{ordinal}\u00a0{MONTHS[day.month - 1]} {day.year}"
