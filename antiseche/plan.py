"""Planning: every file of the site to be, each with all that its maker may read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

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
    from collections.abc import Iterable, Mapping

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Asset, Fiche, Output
    from antiseche.neighbours import Near
    from antiseche.outputs.frame import Frame
    from antiseche.recent import Recent
    from antiseche.text.dressing import Size

OF_THE_SITE = (listings.plan, feeds.plan, sitemap.plan, search.plan, offline.plan)


def plan(
    library: Library,
    config: Config,
    own: Iterable[Asset],
    theme: Iterable[Asset],
    recent: Recent,
) -> tuple[Output, ...]:
    """Plan the site, sorted by path.

    What an author wrote takes the place of what would be generated at the same path: a fiche
    ``index.md`` of the home page, a file ``assets/style.css`` of the one of the theme. What
    ``recent`` knows is planned once: the same values then make the same outputs.
    """
    own = tuple(own)
    theme = tuple(theme)
    site_theme = recent.take("theme", (theme, own), lambda: gather(theme, own))
    site_frame = frame(library, config, site_theme)
    site_frame = recent.take("frame", site_frame, lambda: site_frame)
    sizes = recent.take("sizes", own, lambda: images.sizes(own))
    near = recent.take(
        "near", (library.cards, config.series), lambda: neighbourhood(library, config)
    )
    pages: list[Output] = []
    beside: list[Output] = []
    for fiche in library.fiches:
        made_from = fiche, config.repository, site_frame, near[fiche.card.path], sizes
        planned = partial(_of_fiche, fiche, config, *made_from[2:])
        page, *others = recent.take(("outputs", fiche.card.path), made_from, planned)
        pages.append(page)
        beside += others

    outputs = {output.path: output for output in assets.plan(site_theme.assets)}
    for plan_kind in OF_THE_SITE:
        outputs |= {output.path: output for output in plan_kind(library, config, site_frame)}
    outputs |= {output.path: output for output in (*beside, *pages, *assets.plan(own))}
    return tuple(outputs[path] for path in sorted(outputs))


def _of_fiche(
    fiche: Fiche, config: Config, site_frame: Frame, near: Near, sizes: Mapping[str, Size]
) -> tuple[Output, ...]:
    """Plan the page of a fiche, then what goes beside it."""
    return (
        fiches.plan(fiche, config, site_frame, near, sizes),
        sources.plan(fiche),
        *antiseches.plan(fiche, site_frame),
        *search.plan_passages(fiche, site_frame),
    )
