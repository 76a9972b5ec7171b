"""``rss.xml``: the newest fiches, for feed readers (RSS 2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from antiseche.model import Output
from antiseche.text.xml import document, element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Card
    from antiseche.outputs.frame import Frame

PATH = "rss.xml"
NEWEST = 20  # fiches in the feed
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class View:
    """All that the feed shows; ``url`` is the address of the site."""

    title: str
    description: str
    url: str
    cards: tuple[Card, ...]


def plan(library: Library, config: Config, frame: Frame) -> Iterator[Output]:
    """Plan the feed: the newest fiches that are not drafts."""
    del frame
    cards = tuple(card for card in library.cards if not card.draft)[:NEWEST]
    yield Output(PATH, make, View(config.title, config.description, config.url, cards))


def make(view: View) -> bytes:
    """Write the feed."""
    ET.register_namespace("atom", ATOM)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    element(channel, "title", view.title)
    element(channel, "link", f"{view.url}/")
    element(channel, "description", view.description or view.title)
    element(channel, "language", "fr")
    ET.SubElement(
        channel,
        f"{{{ATOM}}}link",
        href=f"{view.url}/{PATH}",
        rel="self",
        type="application/rss+xml",
    )
    for card in view.cards:
        item = ET.SubElement(channel, "item")
        element(item, "title", card.title)
        element(item, "link", f"{view.url}{card.url}")
        element(item, "guid", f"{view.url}{card.url}")
        if card.description:
            element(item, "description", card.description)
        for tag in card.tags:
            element(item, "category", tag.label)
        if card.published:
            element(item, "pubDate", _rfc822(card.published))
    return document(rss)


def _rfc822(day: date) -> str:
    """Return the day as RSS wants it: noon in UTC, which is that day in all but the far Pacific."""
    return format_datetime(datetime.combine(day, time(12), UTC))
