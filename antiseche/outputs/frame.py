"""What every page prints around its own content."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from antiseche.config import Config, MenuEntry
    from antiseche.library import Library
    from antiseche.outputs.theme import Theme

ACCENTS = 8  # accents of tokens.css; a ninth series takes the first again


@dataclass(frozen=True, slots=True)
class Tab:
    """The index tab of a series: its name, its address, and the number of its accent, from 1."""

    label: str
    slug: str
    url: str
    accent: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The site, as any of its pages shows it.

    ``base`` goes before the addresses of the site, ``origin`` makes them absolute, ``version``
    changes when a file of the theme does, ``early`` is the script that each page prints,
    ``policy`` what browsers may load, ``tabs`` are those of the series, under their keys.
    """

    title: str
    description: str
    base: str
    origin: str
    footer: str
    navigation: tuple[MenuEntry, ...]
    version: str
    early: str
    policy: str
    tabs: Mapping[str, Tab] = field(hash=False)

    def printed(self, url: str) -> str:
        """Return an address as a page prints it: those of the site with their base."""
        return f"{self.base}{url}" if url.startswith("/") else url

    def absolute(self, url: str) -> str:
        """Return an address of the site as one reads it from anywhere."""
        return f"{self.origin}{self.base}{url}"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page to a page; the last has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself: for its head, and for the way that leads to it."""

    title: str
    url: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    listed: bool = True


HOME = Crumb("Accueil", "/")
CATALOGUE = Crumb("Fiches", "/fiches/")


def frame(library: Library, config: Config, theme: Theme) -> Frame:
    """Return the frame of a site."""
    return Frame(
        title=config.title,
        description=config.description,
        base=config.reading.base,
        origin=config.url.removesuffix(config.reading.base),
        footer=config.footer,
        navigation=config.navigation,
        version=theme.version,
        early=theme.early,
        policy=_policy(theme.early),
        tabs={
            shelf.cards[0].series: Tab(shelf.label, shelf.slug, shelf.url, number % ACCENTS + 1)
            for number, shelf in enumerate(library.series)
            if shelf.cards
        },
    )


def _policy(early: str) -> str:
    """Return the Content-Security-Policy of every page.

    Scripts and styles come from the site alone, but for the early script, known by its hash.
    Pictures, sounds and frames are the author's choice, so they may come from elsewhere.
    """
    digest = base64.b64encode(hashlib.sha256(early.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'sha256-{digest}'",
            "style-src 'self'",
            "img-src 'self' https: data:",
            "media-src 'self' https:",
            "frame-src https:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
