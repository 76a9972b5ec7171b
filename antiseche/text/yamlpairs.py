"""The quotes and brackets around the values of a YAML text: where they close, which never do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = {'"': '"', "'": "'", "[": "]", "{": "}"}

_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_PIECE = re.compile(r"""(?:(?<=[\[{,:\s])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'))|[\[\]{}]""")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+:\s+")
_OPENS_QUOTE = re.compile(r"""\s*(?:- +)*(?:[\w-]+:\s+)?(?=["'])""")


def quoted(text: str) -> str:
    """Return the text between the quotes that YAML reads it well in."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def after_closing(value: str) -> str | None:
    """Return what follows the sign that closes the one it starts with; None if nothing does.

    A comment is nothing.
    """
    if quote := _QUOTED.get(value[0]):
        closed = quote.match(value)
        end = closed.end() if closed else None
    else:
        end = _end_of_brackets(value)
    if end is None:
        return None
    rest = value[end:]
    return "" if not rest.strip() or re.match(r"\s+#", rest) else rest


def _end_of_brackets(value: str) -> int | None:
    depth = 0
    for piece in _PIECE.finditer(value):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        if not depth:
            return piece.end()
    return None


def swallowing_quote(lines: Sequence[str], last: int) -> tuple[int, int] | None:
    """Return the place of a quote that is only closed by one of a value further down.

    Up to the line ``last``; the line and the column are from 0.
    """
    index = 0
    while index < last:
        opening = _OPENS_QUOTE.match(lines[index])
        closing = _closing_line(lines, index, opening.end(), last) if opening else index
        if opening and index < closing <= last and _KEY.match(lines[closing]):
            return index, opening.end()
        index = closing + 1
    return None


def _closing_line(lines: Sequence[str], index: int, column: int, last: int) -> int:
    """Return the line where a quote that opens there is closed; its own when none is."""
    text = "\n".join([lines[index][column:], *lines[index + 1 : last + 1]])
    closed = _QUOTED[text[0]].match(text)
    return index + closed[0].count("\n") if closed else index
