"""What the checks of a whole site look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, is_not
from typing import TYPE_CHECKING

from antiseche.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.config import Config
    from antiseche.model import Asset, Fiche
    from antiseche.selection import Selection
    from antiseche.source import Source

# What checks may look at of a fiche: a save that changes none of it gives the same problems.
_JUDGED = attrgetter(
    "source.path", "card", "lead", "links", "cover", "anchors", "ambiguous", "places"
)


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be published, what is left out, and every address that the site will answer at.

    ``assets`` are the files of the content folder that are no fiches, those of drafts too;
    ``routes`` are paths of the output folder (``fiches/x/index.html``, ``rss.xml``);
    ``site_file`` is ``site.yaml``, if there is one; ``unread`` are the paths of the fiches that
    are there and cannot be read; ``recent`` is what the last check of this process made on the way.
    """

    config: Config
    selection: Selection
    assets: tuple[Asset, ...]
    routes: frozenset[str]
    site_file: Source | None = None
    unread: tuple[str, ...] = ()
    recent: Recent = field(default_factory=Recent, compare=False)

    def is_judged_as(self, other: Site) -> bool:
        """Tell whether checks look at the same, but for the lines of text that problems show."""
        if self._around() != other._around():
            return False
        return all(_JUDGED(one) == _JUDGED(last) for one, last in self._since(other))

    def read_since(self, other: Site) -> dict[str, Source]:
        """Return the sources, by path, that are not those of a site that is judged the same."""
        return {one.source.path: one.source for one, _ in self._since(other)}

    def _since(self, other: Site) -> Iterator[tuple[Fiche, Fiche]]:
        """Yield each fiche that is another object in another site of as many, with that one."""
        now, last = self._all(), other._all()
        return compress(zip(now, last, strict=True), map(is_not, now, last))

    def judged(self) -> object:
        """Return all that checks look at but the lines of text that problems show, to be packed."""
        assets = [asset.path for asset in self.assets]
        fiches = [[*map(_JUDGED, some)] for some in (self.fiches, self.drafts, self.scheduled)]
        return self.config, assets, sorted(self.routes), self.site_file, self.unread, fiches

    def sources(self) -> dict[str, Source]:
        """Return the source of each fiche, by path."""
        return {one.source.path: one.source for one in self._all()}

    def _around(self) -> tuple[object, ...]:
        numbers = map(len, (self.fiches, self.drafts, self.scheduled))
        return self.config, self.assets, self.routes, self.site_file, self.unread, *numbers

    def _all(self) -> tuple[Fiche, ...]:
        return *self.fiches, *self.drafts, *self.scheduled

    @property
    def fiches(self) -> tuple[Fiche, ...]:
        """Return the fiches to publish."""
        return self.selection.published

    @property
    def drafts(self) -> tuple[Fiche, ...]:
        """Return the drafts that are left out."""
        return self.selection.drafts

    @property
    def scheduled(self) -> tuple[Fiche, ...]:
        """Return the fiches left out until their date."""
        return self.selection.scheduled
