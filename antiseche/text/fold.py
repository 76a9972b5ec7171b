"""Words without their accents and case, the form in which French words are compared."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """Return the text in lower case, without accents, ligatures opened, apostrophes straight."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def fold_words(text: str) -> str:
    """Return the words of a text, folded, one space between them."""
    return " ".join(fold(text).split())
