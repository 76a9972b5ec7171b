"""Text made unlike any other: a reference in each block of prose, a comment in each block of code.

The same sections stand in many fiches of the corpus. Left as they are, they would flatter any
memory of blocks, ours or that of a peer.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from bench.sections import FENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENTS = {
    "css": "/* {} */",
    "html": "<!-- {} -->",
    "js": "// {}",
    "json": "// {}",
    "sql": "-- {}",
    "xml": "<!-- {} -->",
}
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_OPENS = re.compile(r"^ *(?:[-*+] |\d+\. |</)")
_LEFT_ALONE = re.compile(r"^ *(?:#{1,6} |</?[a-z]|[> ]*$|> \[!\w+\]$|!\[.*\)$)")


def vary(text: str, key: str) -> str:
    """Return the text with ``key`` and a number in each block of prose, table and code.

    Notes are renamed too, so that two sections of a fiche may each have one of the same name.
    """
    numbers = count(1)
    varied = _vary_lines(text.splitlines(), key, numbers)
    return _NOTE.sub(rf"[^\1-{key}]", "\n".join(varied))


def _vary_lines(lines: list[str], key: str, numbers: Iterator[int]) -> Iterator[str]:
    fence = comment = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        met = FENCE.match(line)
        if met and not fence:
            fence, comment = met[1], COMMENTS.get(_language(met[2]), "# {}")
            yield line
        elif fence:
            if met and met[1].startswith(fence) and not met[2].strip():
                before = line[: met.start(1)]
                yield before + comment.format(f"{key}-{next(numbers)}")
                fence = ""
            yield line
        elif _ends_block(line, following):
            yield _refer(line, f"{key}-{next(numbers)}")
        else:
            yield line


def _language(info: str) -> str:
    return info.split(maxsplit=1)[0].lower() if info.split() else ""


def _ends_block(line: str, following: str) -> bool:
    """Say whether a line of prose is the last of its block, where a reference can be added."""
    if _LEFT_ALONE.match(line):
        return False
    return bool(not following.strip("> ") or FENCE.match(following) or _OPENS.match(following))


def _refer(line: str, reference: str) -> str:
    """Add a reference at the end of a line, or in the last cell of a row."""
    bare = line.rstrip()
    if bare.endswith("|"):
        return f"{bare[:-1].rstrip()} (réf. {reference}) |"
    return f"{bare} (réf. {reference})"
