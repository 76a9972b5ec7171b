"""French alphabetical order: accents after letters, É beside E, œ as oe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from antiseche.text.fold import fold


@lru_cache(maxsize=1 << 14)  # serve sorts the same titles again at each save
def french_key(text: str) -> tuple[str, str, str]:
    """Return a sort key for the order of fr-FR (CLDR): ``cote, coté, côte, côté``.

    Letters and digits decide first, then accents from the left and signs (``C, C#, C++``), then
    lower case before upper.
    """
    letters = "".join(c for c in fold(text) if c.isalnum())
    return letters, unicodedata.normalize("NFD", text).casefold(), text.swapcase()
