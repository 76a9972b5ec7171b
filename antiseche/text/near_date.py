"""The date that an author meant, when what is written cannot be read as one."""

from __future__ import annotations

import re

from antiseche.text.dates import MONTHS, DateOrder, read_date, write_date
from antiseche.text.fold import fold

_IN_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")
_SIGNS = re.compile(r"[ .-]+|\s*/\s*")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_SHORT_YEAR = re.compile(r"(\d{1,2}/\d{1,2})/(\d{2})")
_SHORTEST_MONTH = 3  # letters


def near_date(text: str, order: DateOrder) -> str | None:
    """Return the date as the site writes it: of words, other signs, or a year of two digits."""
    if match := _IN_WORDS.fullmatch(" ".join(fold(text).split())):
        day, word, year = match.groups()
        months = [n for n, name in enumerate(MONTHS, 1) if fold(name).startswith(word)]
        if len(word) < _SHORTEST_MONTH or len(months) != 1:
            return None
        return _written(f"{year}-{months[0]}-{day}", order)
    slashed = _SIGNS.sub("/", text.strip())
    if match := _YEAR_FIRST.fullmatch(slashed):
        return _written("-".join(match.groups()), order)
    if match := _SHORT_YEAR.fullmatch(slashed):
        slashed = f"{match[1]}/20{match[2]}"
    return _written(slashed, order) if slashed != text.strip() else None


def _written(text: str, order: DateOrder) -> str | None:
    read = read_date(text, order)
    return write_date(read.day, order) if read else None
