"""Planning: every file of the site to be, each with all that its maker may read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.neighbours import neighbourhood
from antiseche.outputs import (
    antiseches,
    assets,
    feeds,
    fiches,
    images,
    listings,
    offline,
    search,
    sitemap,
    sources,
)
from antiseche.outputs.frame import frame
from antiseche.outputs.theme import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Asset, Fiche
    from antiseche.neighbours import Near
    from antiseche.outputs.frame import Frame
    from antiseche.recent import Recent
    from antiseche.text.dressing import Size

OF_THE_CARDS = (listings.plan, feeds.plan, sitemap.plan, offline.plan)

Group = tuple[Output, ...]


def plan(
    library: Library,
    published: Sequence[Fiche],
    config: Config,
    own: tuple[Asset, ...],
    theme: tuple[Asset, ...],
    recent: Recent,
) -> Mapping[str, Output]:
    """Plan the site: its files, sorted, each under its path.

    What an author wrote takes the place of what would be generated at the same path: a fiche
    ``index.md`` of the home page, a file ``assets/style.css`` of the one of the theme. What
    ``recent`` knows is planned once: the same values then make the same outputs.
    """
    site_theme = recent.take("theme", (theme, own), lambda: gather(theme, own))
    site_frame = frame(library, config, site_theme)
    site_frame = recent.take("frame", site_frame, lambda: site_frame)
    sizes = recent.take("sizes", own, lambda: images.sizes(own))
    near = recent.take("near", (library, config.series), lambda: neighbourhood(library, config))

    made_from = {
        fiche.card.path: (fiche, config.repository, site_frame, near[fiche.card.path], sizes)
        for fiche in published
    }
    planned = recent.take_each(
        "planned", made_from, lambda changed: [_of_fiche(*one) for one in changed.values()]
    )
    of_cards = library, config, site_frame
    groups = (
        recent.take("assets", site_theme, lambda: tuple(assets.plan(site_theme.assets))),
        *(recent.take(kind, of_cards, partial(_all, kind, *of_cards)) for kind in OF_THE_CARDS),
        tuple(search.plan(published, config, site_frame)),
        *(beside for _, beside in planned),
        *(page for page, _ in planned),
        recent.take("own", own, lambda: tuple(assets.plan(own))),
    )
    return _in_place(groups, recent)


def _of_fiche(
    fiche: Fiche, repository: str, site_frame: Frame, near: Near, sizes: Mapping[str, Size]
) -> tuple[Group, Group]:
    """Plan the page of a fiche, and what goes beside it."""
    page = fiches.plan(fiche, repository, site_frame, near, sizes)
    beside = (
        sources.plan(fiche),
        *antiseches.plan(fiche, site_frame),
        *search.plan_passages(fiche, site_frame),
    )
    return (page,), beside


def _all(
    kind: Callable[[Library, Config, Frame], Iterable[Output]],
    library: Library,
    config: Config,
    site_frame: Frame,
) -> Group:
    return tuple(kind(library, config, site_frame))


def _in_place(groups: Sequence[Group], recent: Recent) -> Mapping[str, Output]:
    """Return every output under its path; of two at one path, the one of the last group.

    Most saves change a group or two, and no path: the others are left where they were.
    """
    before, outputs = recent.find("in place", len(groups)) or ((), {})
    changed = [(old, new) for old, new in zip(before, groups, strict=False) if old is not new]
    if not before or any(not _replaces(old, new, outputs) for old, new in changed):
        found = {output.path: output for group in groups for output in group}
        outputs = {path: found[path] for path in sorted(found)}
    else:
        outputs = outputs | {output.path: output for _, new in changed for output in new}
    recent.put("in place", len(groups), (groups, outputs))
    return outputs


def _replaces(old: Group, new: Group, outputs: Mapping[str, Output]) -> bool:
    """Tell whether a group has the paths of another, all of which show it and no other."""
    return [output.path for output in new] == [output.path for output in old] and all(
        outputs[output.path] is output for output in old
    )
