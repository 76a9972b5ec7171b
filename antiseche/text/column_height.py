"""The room that HTML takes in a column, in lines, counted from the length of its words.

The faces of a reader are not known, so the count errs on the safe side.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(r"<[^>]*>")
_NARROWEST = 6  # characters of a column of a table


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how many characters of text, and of code, a line of it holds."""

    text: int
    code: int


def words(html: str) -> str:
    """Return the words of a piece of HTML, which may begin inside a tag."""
    whole = html if html.startswith("<") else f"<{html}"
    return unescape(_TAG.sub("", whole)).strip("\n")


@lru_cache(maxsize=1024)  # each rank that is tried asks for the same blocks again
def height(html: str, column: Column) -> float:
    """Return the height of a top element of a body, in lines, its margins with it."""
    return _measured(html)(column)


@lru_cache(maxsize=256)  # it is the same in every column
def _measured(html: str) -> Callable[[Column], float]:
    """Count what a top element holds; return what gives its height in a column."""
    name = html[1:3]
    if name in {"h1", "h2"}:
        return _heading(html, height=2.2, share=0.8)
    if name in {"h3", "h4", "h5", "h6"}:
        return _heading(html, height=1.6, share=0.9)
    if "<table" in html:
        return _table(html)
    if "<pre" in html:
        code = [_length(line) for line in words(html).split("\n")]
        return lambda column: 1.3 + sum(_lines(line, column.code) for line in code)
    if name in {"ul", "ol"}:
        items = [_length(words(item)) for item in html.split("<li")[1:]]
        return lambda column: 0.5 + sum(0.15 + _lines(item, column.text - 4) for item in items)
    length = _length(words(html))
    margins = 1.4 if "markdown-alert" in html else 0.4
    return lambda column: margins + _lines(length, column.text - 2)


def _heading(html: str, *, height: float, share: float) -> Callable[[Column], float]:
    """Count what a heading holds; so much of a line is left to its larger type."""
    length = _length(words(html))
    return lambda column: height * _lines(length, column.text * share)


def _table(html: str) -> Callable[[Column], float]:
    """Count what a table holds; its columns share the width nearly as browsers share it."""
    cells = [
        [_length(words(cell)) for cell in row.split("<t")[1:]] for row in html.split("<tr")[1:]
    ]
    shares = [math.sqrt(max(lengths)) for lengths in zip_longest(*cells, fillvalue=0)]
    together = sum(shares) or 1

    def height_in(column: Column) -> float:
        room = column.text - 2 * len(shares)
        widths = [max(_NARROWEST, room * share / together) for share in shares]
        rows = (max(map(_lines, row, widths), default=1) for row in cells)
        return 0.8 + sum(lines + 0.4 for lines in rows)

    return height_in


def _length(text: str) -> int:
    return len(text.rstrip())


def _lines(length: int, width: float) -> int:
    """Return how many lines of a width hold some characters: one at the least."""
    return math.ceil(length / width) or 1
