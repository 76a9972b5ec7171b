"""The page of the figures: what a terminal shows, and docs/performance.md around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import SAVED
from bench.tables import growth, medians, ratios, targets

if TYPE_CHECKING:
    from bench.figures import Figure
    from bench.machine import Machine

TEMPLATE = Path(__file__).with_suffix(".md")


def make_page(figures: tuple[Figure, ...], machine: Machine, runs: int) -> str:
    """Return the whole page, in Markdown."""
    return TEMPLATE.read_text(encoding="utf-8").format(
        machine=describe(machine, runs),
        medians=medians(figures),
        ratios=ratios(figures),
        growth=growth(figures),
        targets=targets(figures),
        saved=SAVED.capitalize(),
    )


def make_summary(figures: tuple[Figure, ...], machine: Machine, runs: int) -> str:
    """Return what a terminal shows: the machine and the tables, without the words around."""
    tables = (medians(figures), ratios(figures), growth(figures), targets(figures))
    return "\n".join([describe(machine, runs) + "\n", *tables])


def describe(machine: Machine, runs: int) -> str:
    """Return the machine, and how many runs the medians are of."""
    return (
        f"- Machine: {machine.cores} cores, {machine.memory:.0f} GiB, {machine.system};"
        f" load {machine.load:.1f} at the start\n"
        f"- Python {machine.python}, with {', '.join(machine.packages)}\n"
        f"- Hugo: {machine.hugo}\n"
        f"- The libraries take {machine.warm:.1f} ms for a fiche right after another,"
        f" {machine.rested:.1f} ms after half a second of rest\n"
        f"- {machine.day}; median of {runs} {'run' if runs == 1 else 'runs'}"
    )
