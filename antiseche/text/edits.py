"""Changing a few characters of a file, and not one byte of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antiseche.source import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_END = re.compile(r"\r\n|\r|\n")
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
    """Return a UTF-8 file with its edits made; line ends and byte order mark stay as they are.

    A line feed of an edit is the line end of the file.
    """
    text = content.decode()
    mark = _MARK if text.startswith(_MARK) else ""
    end = found[0] if (found := _END.search(text)) else "\n"
    lines = _LINE.findall(text.removeprefix(_MARK))
    for edit in sorted(set(edits), reverse=True):
        line, start = lines[edit.line - 1], edit.column - 1
        typed = edit.text.replace("\n", end)
        changed = line[:start] + typed + line[start + edit.length :]
        lines[edit.line - 1] = "" if edit.whole_line else changed
    return (mark + "".join(lines)).encode()
