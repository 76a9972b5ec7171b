"""The levels of fiches: three, from the easiest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a fiche is; ``rank`` orders them from the easiest."""

    slug: str
    label: str
    rank: int


LEVELS = (
    Level("debutant", "Débutant", 1),
    Level("intermediaire", "Intermédiaire", 2),
    Level("avance", "Avancé", 3),
)
