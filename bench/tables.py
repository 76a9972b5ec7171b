"""Figures as tables of Markdown, aligned so that a terminal can show them as they are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bench.figures import COLD, LIBRARIES, MEASURES, TARGETS, UNKNOWN, find, ratio, value, verdict
from bench.generators import OURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.figures import Figure

MIB = 1024**2
NOTHING = "–"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table: words at the left in the first column, figures at the right in others."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = [("-" * width) + ("-" if at == 0 else ":") for at, width in enumerate(widths)]
    lines = [_line(head, widths), "|" + "|".join(f"-{dashes}" for dashes in rule) + "|"]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)]) + "\n"


def medians(figures: tuple[Figure, ...]) -> str:
    """Return every figure, those of one measure together."""
    head = (
        "Measure",
        "Fiches",
        "Generator",
        "Time",
        "Processor",
        "Largest process",
        "All processes",
    )
    rows = [
        (
            one.measure,
            f"{one.size:,}",
            one.generator,
            _seconds(one.wall),
            _seconds(one.cpu),
            _bytes(one.largest),
            _bytes(one.tree),
        )
        for measure in MEASURES
        for one in sorted(figures, key=lambda one: one.size)
        if one.measure == measure
    ]
    return table(head, rows)


def ratios(figures: tuple[Figure, ...]) -> str:
    """Return our times over those of Hugo, and the least that a cold build could reach."""
    sizes = _sizes(figures)
    rows = [
        (measure, *(_factor(ratio(figures, size, measure)) for size in sizes))
        for measure in MEASURES
    ]
    least = (_factor(ratio(figures, size, COLD, LIBRARIES)) for size in sizes)
    rows.append(("cold, the libraries alone", *least))
    return table(("Measure", *(f"{size:,} fiches" for size in sizes)), rows)


def growth(figures: tuple[Figure, ...]) -> str:
    """Return what one more fiche costs, between a size and the next: milliseconds, KiB."""
    sizes = _sizes(figures)
    rows = []
    for measure in MEASURES:
        for few, many in pairwise(sizes):
            less, more = (find(figures, OURS, size, measure) for size in (few, many))
            if less and more:
                wall = 1000 * (more.wall - less.wall) / (many - few)
                held = _held(less, more, many - few)
                rows.append((measure, f"{few:,} to {many:,}", f"{wall:.3f} ms", held))
    if not rows:
        return "Not measured: it takes two sizes.\n"
    return table(("Measure", "Fiches", "Time a fiche", "Memory a fiche"), rows)


def targets(figures: tuple[Figure, ...]) -> str:
    """Return what is asked, what was measured, and whether one meets the other."""
    rows = []
    for target in TARGETS:
        measured = value(target, figures)
        found = NOTHING if measured is None else f"{_short(measured)} {target.unit}"
        asked = f"≤ {target.limit:g} {target.unit}"
        name = target.measure + (", memory" if target.unit == "GiB" else "")
        rows.append((name, f"{target.size:,}", asked, found, verdict(target, figures)))
    return table(("Target", "Fiches", "Asked", "Measured", "Verdict"), rows)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "| " + " | ".join(aligned) + " |"


def _sizes(figures: tuple[Figure, ...]) -> list[int]:
    return sorted({one.size for one in figures})


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return NOTHING
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


def _bytes(amount: int | None) -> str:
    return NOTHING if amount is None else f"{amount / MIB:,.0f} MiB"


def _factor(factor: float | None) -> str:
    return UNKNOWN if factor is None else _short(factor)


def _short(number: float) -> str:
    """Write three figures of a number, never in powers of ten."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004


def _held(less: Figure, more: Figure, fiches: int) -> str:
    if less.tree is None or more.tree is None:
        return NOTHING
    return f"{(more.tree - less.tree) / 1024 / fiches:.1f} KiB"
