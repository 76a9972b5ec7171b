"""What was measured, and what is asked of it: values, and how one is judged by the others."""

from __future__ import annotations

from dataclasses import dataclass

from bench.generators import HUGO, OURS

COLD = "cold"
UNCHANGED = "nothing changed"
EDITED = "one body edited"
SAVED = "save to page served"
MEASURES = (COLD, UNCHANGED, EDITED, SAVED)
LIBRARIES = "libraries"  # what stands for a generator in their figures

REACHED, MISSED, UNKNOWN = "reached", "**not reached**", "not measured"
GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of one measure of a generator, at a number of fiches.

    Seconds on the clock and of processor; bytes of the largest process, and of the whole tree. A
    server has no seconds of processor, and its tree is what it holds once it has answered.
    """

    generator: str
    size: int
    measure: str
    wall: float
    cpu: float | None = None
    largest: int | None = None
    tree: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure not to exceed; ``unit`` is ``RATIO``, ``MILLISECONDS``, or ``MEMORY`` in GiB."""

    measure: str
    size: int
    unit: str
    limit: float


RATIO, MILLISECONDS, MEMORY = "× Hugo", "ms", "GiB"
TARGETS = (
    Target(COLD, 1000, RATIO, 1.5),
    Target(COLD, 10000, RATIO, 1),
    Target(UNCHANGED, 23, RATIO, 1),
    Target(UNCHANGED, 1000, RATIO, 0.15),
    Target(UNCHANGED, 10000, RATIO, 0.05),
    Target(EDITED, 10000, RATIO, 0.08),
    Target(SAVED, 23, MILLISECONDS, 25),
    Target(SAVED, 1000, MILLISECONDS, 40),
    Target(SAVED, 10000, MILLISECONDS, 100),
    Target(COLD, 10000, MEMORY, 1),
)


def find(figures: tuple[Figure, ...], generator: str, size: int, measure: str) -> Figure | None:
    """Return a figure, or None if it was not measured."""
    asked = (generator, size, measure)
    return next((one for one in figures if (one.generator, one.size, one.measure) == asked), None)


def ratio(
    figures: tuple[Figure, ...], size: int, measure: str, generator: str = OURS
) -> float | None:
    """Return a time over that of Hugo, or None if one of them was not measured."""
    one, hugo = (find(figures, name, size, measure) for name in (generator, HUGO))
    return one.wall / hugo.wall if one and hugo else None


def value(target: Target, figures: tuple[Figure, ...]) -> float | None:
    """Return what was measured of a target, in its unit."""
    if target.unit == RATIO:
        return ratio(figures, target.size, target.measure)
    ours = find(figures, OURS, target.size, target.measure)
    if ours is None:
        return None
    if target.unit == MILLISECONDS:
        return 1000 * ours.wall
    held = ours.tree or ours.largest
    return held / GIB if held else None


def verdict(target: Target, figures: tuple[Figure, ...]) -> str:
    """Say if a target is reached, from the figures alone."""
    measured = value(target, figures)
    if measured is None:
        return UNKNOWN
    return REACHED if measured <= target.limit else MISSED
