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


@lru_cache(maxsize=1024)  # each setting that is tried asks for the same blocks again
def height(html: str, column: Column) -> float:
    """Return the height of a top element of a body, in lines, its margins with it."""
    name = html[1:3]
    text = words(html)
    if name in {"h1", "h2"}:
        return 2.2 * _wrapped(text, column.text * 0.8)
    if name in {"h3", "h4", "h5", "h6"}:
        return 1.6 * _wrapped(text, column.text * 0.9)
    if "<table" in html:
        return _table(html, column)
    if "<pre" in html:
        return 1.3 + sum(_wrapped(line, column.code) for line in text.split("\n"))
    if name in {"ul", "ol"}:
        items = html.split("<li")[1:]
        return 0.5 + sum(0.15 + _wrapped(words(item), column.text - 4) for item in items)
    margins = 1.4 if "markdown-alert" in html else 0.4
    return margins + _wrapped(text, column.text - 2)


def _table(html: str, column: Column) -> float:
    """Return the height of a table whose columns share the width nearly as browsers share it."""
    rows = [[words(cell) for cell in row.split("<t")[1:]] for row in html.split("<tr")[1:]]
    widest = [max(map(len, cells)) for cells in zip_longest(*rows, fillvalue="")]
    room = column.text - 2 * len(widest)
    shares = [math.sqrt(width) for width in widest]
    widths = [max(_NARROWEST, room * share / (sum(shares) or 1)) for share in shares]
    lines = (
        max((_wrapped(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)
        for row in rows
    )
    return 0.8 + sum(count + 0.4 for count in lines)


def _wrapped(text: str, width: float) -> int:
    return max(1, math.ceil(len(text.rstrip()) / width))
