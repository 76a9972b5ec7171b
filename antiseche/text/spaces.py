"""The no-break spaces of what Antisèche itself says."""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = re.compile(r"(?<=«) | (?=[»:])|(?P<thin> (?=[;!?]))")


@lru_cache(maxsize=1024)  # what is said of one page is said of many
def bind_spaces(text: str) -> str:
    """Return a sentence of ours, typed with plain spaces, with those that may not break."""
    return _SPACES.sub(lambda match: "\u202f" if match["thin"] else "\u00a0", text)
