"""Builds measured in whole processes: cold, with nothing changed, with one body edited."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.figures import COLD, EDITED, LIBRARIES, UNCHANGED, Figure
from bench.process import CommandFailedError, Run, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.generators import Site

_LIBRARIES = (sys.executable, str(Path(__file__).with_name("libraries.py")), "content")


def measure_builds(
    sites: tuple[Site, ...], runs: int, say: Callable[[str], None]
) -> tuple[Figure, ...]:
    """Return the medians of each site, and of the libraries alone on the fiches of the first.

    Generators take turns, so that a moment when the machine is busy is not the fate of one.
    """
    taken: dict[tuple[str, str], list[Run]] = {}
    size = sites[0].size
    for number in range(1, runs + 1):
        for site in sites:
            say(f"{site.generator.name}, {size} fiches, run {number} of {runs}")
            for measure, one in _round(site, number):
                taken.setdefault((site.generator.name, measure), []).append(one)
        say(f"{LIBRARIES}, {size} fiches, run {number} of {runs}")
        taken.setdefault((LIBRARIES, COLD), []).append(run(_LIBRARIES, sites[0].folder, {}))
    return tuple(_figure(name, size, measure, all_) for (name, measure), all_ in taken.items())


def _round(site: Site, number: int) -> list[tuple[str, Run]]:
    for name in site.generator.made:
        place = site.folder / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    cold = _build(site)
    if site.pages != site.size:
        message = f"{site.generator.name}: {site.pages} pages for {site.size} fiches"
        raise CommandFailedError(message)
    unchanged = _build(site)
    with site.source.open("a", encoding="utf-8") as fiche:
        fiche.write(f"\nUne ligne de plus, la numéro {number}.\n")
    edited = _build(site)
    if f"la numéro {number}." not in site.page.read_text(encoding="utf-8"):
        message = f"{site.generator.name}: the body edited is not in {site.page}"
        raise CommandFailedError(message)
    return [(COLD, cold), (UNCHANGED, unchanged), (EDITED, edited)]


def _build(site: Site) -> Run:
    return run(site.generator.build, site.folder, site.generator.variables)


def _figure(generator: str, size: int, measure: str, runs: list[Run]) -> Figure:
    # What is sampled may miss a peak that the system has seen.
    trees = [max(one.tree, one.largest) for one in runs if one.tree]
    return Figure(
        generator,
        size,
        measure,
        wall=median(one.wall for one in runs),
        cpu=median(one.cpu for one in runs),
        largest=round(median(one.largest for one in runs)),
        tree=round(median(trees)) if trees else None,
    )
