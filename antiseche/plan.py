"""Planning: every file of the site to be, each with all that its maker may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.neighbours import neighbourhood
from antiseche.outputs import (
    antiseches,
    assets,
    feeds,
    fiches,
    listings,
    markdown,
    offline,
    search,
    sitemap,
)
from antiseche.outputs.frame import frame
from antiseche.outputs.theme import gather
from antiseche.text.image_sizes import image_sizes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from antiseche.config import Config, Reading
    from antiseche.library import Library
    from antiseche.model import Asset, Fiche
    from antiseche.neighbours import Near
    from antiseche.outputs.frame import Frame
    from antiseche.recent import Recent
    from antiseche.source import Source
    from antiseche.text.dressing import Size

SITE_PLANNERS = (listings.plan, feeds.plan, sitemap.plan, offline.plan)

Group = tuple[Output, ...]
Placed = tuple[dict[str, Output], frozenset[str]]  # under their paths, sorted; and these alone


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every fiche is planned with: ``repository`` is where sources can be edited, or empty.

    ``sizes`` are those of the images of the content folder.
    """

    reading: Reading
    repository: str
    frame: Frame
    sizes: Mapping[str, Size] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """The page of a fiche and what goes beside it, and all that they are planned from."""

    planned_from: tuple[Source, Near, Surroundings]
    page: Group
    beside: Group

    @property
    def outputs(self) -> Group:
        """Return all of them, the page first."""
        return self.page + self.beside


@dataclass(frozen=True, slots=True)
class Plan:
    """Every output of a site under its path, sorted, and the set of their paths.

    ``batches`` are those of the fiches, ``site_outputs`` what is made of their cards,
    ``planned_from`` all that both are planned from, the cards first.
    """

    outputs: Mapping[str, Output]
    paths: frozenset[str]
    batches: Sequence[Batch] = field(repr=False)
    site_outputs: Group = field(repr=False)
    planned_from: tuple[object, ...] = field(repr=False)


def plan(
    library: Library,
    published: Sequence[Fiche],
    config: Config,
    own: tuple[Asset, ...],
    theme: tuple[Asset, ...],
    recent: Recent,
) -> Plan:
    """Plan the site.

    What an author wrote takes the place of what would be generated at the same path: a fiche
    ``index.md`` of the home page, a file ``assets/style.css`` of the one of the theme. What
    ``recent`` knows is planned once: the same values then make the same outputs.
    """
    site_theme = recent.take("theme", (theme, own), lambda: gather(theme, own))
    site_frame = recent.same("frame", frame(library, config, site_theme))
    sizes = recent.take("sizes", own, lambda: image_sizes(own))
    cards = (fiche.card for fiche in published)
    near = recent.take(
        "near", (library, config.series), lambda: neighbourhood(cards, library, config)
    )

    around = Surroundings(config.reading, config.repository, site_frame, sizes)
    around = recent.same("around", around)

    # The same cards are published in the same order: no need to look up what is near each.
    planned_from = zip(published, near.values(), repeat(around), strict=False)
    made_from = dict(zip(near, planned_from, strict=True))
    batches = recent.take_each(
        "batches", made_from, lambda changed: [_batch(*one) for one in changed.values()]
    )
    whole_site = library, config, site_frame
    site_outputs = recent.take("whole site", whole_site, partial(_plan_site, *whole_site))
    groups = (
        recent.take("assets", site_theme, lambda: tuple(assets.plan(site_theme.assets))),
        site_outputs,
        tuple(search.plan(published, config, site_frame, recent)),
        *[batch.beside for batch in batches],
        *[batch.page for batch in batches],
        recent.take("own", own, lambda: tuple(assets.plan(own))),
    )
    outputs, paths = _placed(groups, recent)
    return Plan(outputs, paths, batches, site_outputs, (library.cards, config, around))


def _batch(fiche: Fiche, near: Near, around: Surroundings) -> Batch:
    """Plan the files of a fiche."""
    page = fiches.plan(fiche, around.repository, around.frame, near, around.sizes)
    beside = (
        markdown.plan(fiche),
        *antiseches.plan(fiche, around.frame),
        *search.plan_passages(fiche, around.frame),
    )
    return Batch((fiche.source, near, around), (page,), beside)


def _plan_site(library: Library, config: Config, site_frame: Frame) -> Group:
    return tuple(chain.from_iterable(kind(library, config, site_frame) for kind in SITE_PLANNERS))


def _placed(groups: Sequence[Group], recent: Recent) -> Placed:
    """Return every output under its path; of two at one path, the one of the last group.

    Most saves change a group or two, and no path: the others are left where they were.
    """
    last: tuple[Sequence[Group], Placed] | None = recent.find("placed", len(groups))
    placed = last and _patched(last[1], last[0], groups)
    if placed is None:
        found = {output.path: output for group in groups for output in group}
        placed = {path: found[path] for path in sorted(found)}, frozenset(found)
    recent.put("placed", len(groups), (groups, placed))
    return placed


def _patched(placed: Placed, before: Sequence[Group], groups: Sequence[Group]) -> Placed | None:
    """Return them with the groups that are not those of before, unless that moves a path."""
    outputs, paths = placed
    changed = [(old, new) for old, new in zip(before, groups, strict=True) if old is not new]
    if not all(_replaces(old, new, outputs) for old, new in changed):
        return None
    fresh = {output.path: output for _, new in changed for output in new}
    return {**outputs, **fresh}, paths


def _replaces(old: Group, new: Group, outputs: Mapping[str, Output]) -> bool:
    """Tell whether a group has the paths of another, all of which show it and no other."""
    return [output.path for output in new] == [output.path for output in old] and all(
        outputs[output.path] is output for output in old
    )
