"""French alphabetical order: accents after letters, É beside E, œ as oe."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from antiseche.text.fold import fold

_NUMBER = re.compile(r"\d+")
_DIGITS = 9  # of the longest number that is compared as one


@lru_cache(maxsize=1 << 14)  # serve sorts the same titles again at each save
def french_key(text: str) -> tuple[str, str, str]:
    """Return a sort key for the order of fr-FR (CLDR): ``cote, coté, côte, côté``.

    Letters and numbers decide first (``Partie 2, Partie 10``), then accents from the left and signs
    (``C, C#, C++``), then lower case before upper.
    """
    numbered = _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), fold(text))
    letters = "".join(c for c in numbered if c.isalnum())
    return letters, unicodedata.normalize("NFD", text).casefold(), text.swapcase()
