"""Planning: every file of the site to be, each with all that its maker may read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.neighbours import related
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
    from collections.abc import Iterable

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Asset, Output
    from antiseche.recent import Recent

OUTPUTS = (
    listings.plan,
    feeds.plan,
    sitemap.plan,
    sources.plan,
    antiseches.plan,
    search.plan,
    offline.plan,
)


def plan(
    library: Library,
    config: Config,
    own: Iterable[Asset],
    theme: Iterable[Asset],
    recent: Recent,
) -> tuple[Output, ...]:
    """Plan the site, sorted by path.

    What an author wrote takes the place of what would be generated at the same path: a fiche
    ``index.md`` of the home page, a file ``assets/style.css`` of the one of the theme.
    """
    own = tuple(own)
    site_theme = gather(theme, own)
    site_frame = frame(library, config, site_theme)
    site_frame = recent.take("frame", site_frame, lambda: site_frame)  # the same, not an equal one
    kin = recent.take("kin", library.cards, lambda: related(library))
    plan_fiches = partial(fiches.plan, sizes=images.sizes(own), kin=kin)
    outputs = {output.path: output for output in assets.plan(site_theme.assets)}
    for plan_kind in (*OUTPUTS, plan_fiches):
        outputs |= {output.path: output for output in plan_kind(library, config, site_frame)}
    outputs |= {output.path: output for output in assets.plan(own)}
    return tuple(outputs[path] for path in sorted(outputs))
