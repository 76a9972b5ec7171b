"""The short name of a site, for where a device has little room."""

from __future__ import annotations

import re

_LEFT_OPEN = re.compile(r"(?:«[^»]*|“[^”]*|\([^)]*)\Z")
_MARKS = re.compile("[«»“”()]")
_BETWEEN = " \u00a0\u202f-–—·|/,;:&"


def short_name(title: str, longest: int) -> str:
    """Return the first words of a title, ``longest`` characters at most.

    A quotation or a parenthesis that would stay open is left out, unless it opens the title: then
    its marks are. A first word that is too long is cut.
    """
    if len(title) <= longest:
        return title
    words = re.match(rf".{{0,{longest}}}(?!\S)", title)
    if words and (kept := _LEFT_OPEN.sub("", words[0]).rstrip(_BETWEEN)):
        return kept
    unmarked = _MARKS.sub("", title).strip()
    return title[:longest].rstrip() if unmarked == title else short_name(unmarked, longest)
