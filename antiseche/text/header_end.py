"""Where the header of a fiche ends, when its author did not close it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.schema import keys_and_synonyms
from antiseche.text.yamlerror import YamlError
from antiseche.text.yamltree import Entries, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

DASHES = re.compile(r"\s*(?:[-–—−]+|\*{3,}|_{3,}|={3,})\s*")  # meant to close a header
_KEY_LINE = re.compile(r"""['"]?([\w-]+)['"]?\s*:(\s|$)""")
_OF_HEADER = re.compile(r"""\s|#|-\s|[\]}]|['"]?[\w-]+['"]?\s*:""")  # how its lines start
_COMMENT_OR_BLANK = re.compile(r"\s*(?:#.*)?")


def names_a_key(line: str) -> bool:
    """Tell whether a line is that of a key, or of a word that stands for one."""
    key = _KEY_LINE.match(line)
    return key is not None and key[1] in keys_and_synonyms()


def is_key_line(line: str) -> bool:
    """Tell whether a line is that of a key, ours or not."""
    return _KEY_LINE.match(line) is not None


def end_of_header(lines: Sequence[str], first: int) -> tuple[int, bool]:
    """Return the line, not part of it, where the header that starts there ends; tell if it closes.

    Dashes further down, past what can only be the text of the fiche, close nothing. A header that
    is never closed most likely ends there, else at a line of dashes, or a blank.
    """
    rest = range(first, len(lines))
    end = next((i for i in rest if lines[i].rstrip() in {"---", "..."}), None)
    if end is None:
        return next((i for i in rest if _may_end(lines[i])), len(lines)), False
    text = _start_of_text(lines[first:end])
    return (end, True) if text is None else (first + text, False)


def _may_end(line: str) -> bool:
    return not line.strip() or DASHES.fullmatch(line) is not None


def _start_of_text(lines: Sequence[str]) -> int | None:
    """Return the blank line over the text that these, of a header, end with; None without any.

    No key comes after it.
    """
    if not lines or "" not in map(str.strip, lines) or _is_read(lines):
        return None
    last_key = max((i for i, line in enumerate(lines) if names_a_key(line)), default=len(lines))
    texts = (i for i in range(last_key + 2, len(lines)) if not lines[i - 1].strip())
    start = next((i for i in texts if _is_text(lines[i])), None)
    while start and _COMMENT_OR_BLANK.fullmatch(lines[start - 1]):
        start -= 1
    return start


def _is_text(line: str) -> bool:
    words = line.split()
    return bool(words) and not _OF_HEADER.match(line) and words[0] not in keys_and_synonyms()


def _is_read(lines: Sequence[str]) -> bool:
    try:
        return isinstance(read_yaml("\n".join(lines)), Entries)
    except YamlError:
        return False
