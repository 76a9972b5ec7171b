"""Suggestions: the word that the author most likely meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from antiseche.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.72  # of difflib's ratio: one slip in four letters, two in eight


def nearest(word: str, candidates: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """Return the candidate nearest to the word, blind to case and accents; None if none is near."""
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(fold(candidate), candidate)
    found = get_close_matches(fold(word), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None
