"""``sitemap.xml``: every page that search engines should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from antiseche.model import Output
from antiseche.text.xml import document, element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.outputs.frame import Frame

PATH = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class View:
    """All that the sitemap shows: the addresses of the pages, and the day that each is from."""

    url: str
    pages: tuple[tuple[str, date | None], ...]


def plan(library: Library, config: Config, frame: Frame) -> Iterator[Output]:
    """Plan the sitemap: listings that no fiche stands in for, then fiches that are not drafts."""
    del frame
    written = {card.url for card in library.cards}
    shelves = (*library.series, *library.levels, *library.kinds, *library.tags)
    listings = ["/", "/fiches/", *(shelf.url for shelf in shelves if shelf.cards)]
    pages: list[tuple[str, date | None]] = [(url, None) for url in listings if url not in written]
    pages += [(card.url, card.published) for card in library.cards if not card.draft]
    yield Output(PATH, make, View(config.url, tuple(pages)))


def make(view: View) -> bytes:
    """Write the sitemap."""
    root = ET.Element("urlset", xmlns=NAMESPACE)
    for url, day in view.pages:
        entry = ET.SubElement(root, "url")
        element(entry, "loc", f"{view.url}{url}")
        if day:
            element(entry, "lastmod", day.isoformat())
    return document(root)
