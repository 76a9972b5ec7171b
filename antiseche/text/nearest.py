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
    folded = fold(word)
    found = get_close_matches(folded, by_fold, n=1, cutoff=cutoff)
    near = next(iter(found), None) or next((one for one in by_fold if _is_swap(folded, one)), None)
    return None if near is None else by_fold[near]


def _is_swap(one: str, other: str) -> bool:
    """Tell whether two neighbours traded places: « gti » for « git », too short for a ratio."""
    if len(one) != len(other):
        return False
    match [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]:
        case [i, j]:
            return j == i + 1 and (one[i], one[j]) == (other[j], other[i])
    return False
