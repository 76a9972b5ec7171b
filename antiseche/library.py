"""Shelving: every fiche in its place, newest first, by series, level, kind and tag."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.levels import LEVELS
from antiseche.model import Series
from antiseche.text.collation import french_key
from antiseche.text.slugs import page_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from antiseche.model import Card, Tag


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some cards under one name: a series, a level, a tag, or what has none."""

    url: str
    label: str
    cards: tuple[Card, ...]
    blurb: str = ""

    @property
    def slug(self) -> str:
        """Return the last part of the address: what stands for the shelf in a query."""
        return self.url.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Library:
    """The card of every published fiche, newest first, and how they are shelved."""

    cards: tuple[Card, ...]
    series: tuple[Shelf, ...]
    levels: tuple[Shelf, ...]
    kinds: tuple[Shelf, ...]
    tags: tuple[Shelf, ...]
    loose: tuple[Card, ...]


def shelve(cards: Iterable[Card], declared: Sequence[Series]) -> Library:
    """Return the library of these cards; ``declared`` series come first, in their order."""
    cards = tuple(sorted(cards, key=newest_first))
    return Library(
        cards=cards,
        series=_series_shelves(cards, declared),
        levels=tuple(
            Shelf(f"/niveaux/{level.slug}/", level.label, own)
            for level in LEVELS
            if (own := tuple(card for card in cards if card.level == level))
        ),
        kinds=_kind_shelves(cards),
        tags=_tag_shelves(cards),
        loose=tuple(card for card in cards if not card.series),
    )


def newest_first(card: Card) -> tuple[object, ...]:
    """Return a sort key: newest first, undated last, then by title, or by chapter in a course."""
    day = card.published.toordinal() if card.published else 0
    place: tuple[object, ...] = ("", 0, 0)
    if card.chapter:
        course = card.path.rpartition("/")[0]
        place = course, card.chapter.section, card.chapter.number
    return -day, *place, french_key(card.title), card.path


def reading_order(card: Card) -> tuple[object, ...]:
    """Return a sort key: by chapter in a course, else oldest first, undated last."""
    if card.chapter:
        return card.chapter.section, card.chapter.number, card.path
    day = card.published.toordinal() if card.published else 0
    return not card.published, day, card.path


def _series_shelves(cards: Sequence[Card], declared: Sequence[Series]) -> tuple[Shelf, ...]:
    by_key: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.series:
            by_key[card.series].append(card)
    known = {series.key for series in declared}
    others = sorted(by_key.keys() - known, key=french_key)
    series = [*declared, *(undeclared_series(key) for key in others)]
    return tuple(Shelf(s.url, s.label, tuple(by_key[s.key]), s.blurb) for s in series)


def undeclared_series(key: str) -> Series:
    """Return the series of a key that ``site.yaml`` does not declare."""
    return Series(key, page_slug(key), key[:1].upper() + key[1:])


def _kind_shelves(cards: Sequence[Card]) -> tuple[Shelf, ...]:
    by_kind: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_kind[card.kind].append(card)
    return tuple(
        Shelf(f"/genres/{slug}/", kind, tuple(by_kind[kind]))
        for kind in sorted(by_kind, key=french_key)
        if (slug := page_slug(kind))
    )


def _tag_shelves(cards: Sequence[Card]) -> tuple[Shelf, ...]:
    by_slug: dict[str, list[Card]] = defaultdict(list)
    labels: dict[str, Tag] = {}
    for card in cards:
        for tag in card.tags:
            by_slug[tag.slug].append(card)
            labels.setdefault(tag.slug, tag)
    return tuple(
        Shelf(f"/tags/{tag.slug}/", tag.label, tuple(by_slug[tag.slug]))
        for tag in sorted(labels.values(), key=lambda tag: french_key(tag.label))
    )
