"""Changing a few characters of a file, and not one byte of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Some characters of a line, and what takes their place.

    ``line`` and ``column`` are from 1, ``length`` may be 0; ``whole_line`` takes away the line and
    its end instead.
    """

    line: int
    column: int
    length: int
    text: str
    whole_line: bool = False

    @classmethod
    def at(cls, span: Span, text: str) -> Edit:
        """Return the edit that puts a text at a place."""
        return cls(span.line, span.column, span.length, text)


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a UTF-8 file with its edits made; line ends and byte order mark stay as they are."""
    text = content.decode()
    mark = _MARK if text.startswith(_MARK) else ""
    lines = _LINE.findall(text.removeprefix(_MARK))
    for edit in sorted(set(edits), reverse=True):
        line, start = lines[edit.line - 1], edit.column - 1
        changed = line[:start] + edit.text + line[start + edit.length :]
        lines[edit.line - 1] = "" if edit.whole_line else changed
    return (mark + "".join(lines)).encode()


def line_end(content: bytes) -> str:
    """Return the line end that a file uses."""
    first = re.search(rb"\r\n|\r|\n", content)
    return first[0].decode() if first else "\n"
