"""What stands near a fiche: its place in a series or a course, and the fiches akin to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from antiseche.library import reading_order, undeclared_series
from antiseche.text.plurals import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Card

RELATED = 3  # related fiches on a page
SAME_SERIES = 3  # points of kinship; a tag that is shared is worth one


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a fiche among those to read in order: ``number`` of ``count``, from 1."""

    label: str
    url: str
    number: int
    count: int
    previous: Card | None
    next: Card | None


@dataclass(frozen=True, slots=True)
class Kin:
    """A related fiche, and why it is: « même série, 2 étiquettes »."""

    card: Card
    reason: str


@dataclass(frozen=True, slots=True)
class Near:
    """What stands near a fiche; ``authored`` is how many fiches its author wrote."""

    place: Place | None
    related: tuple[Kin, ...]
    authored: int


def neighbourhood(cards: Iterable[Card], library: Library, config: Config) -> dict[str, Near]:
    """Return what stands near each of the cards of a library, under its path, in their order."""
    by_path, kinship = places(library, config), Kinship(library)
    by_author = Counter(card.author for card in library.cards)
    found: dict[str, Near] = {}
    for card in cards:
        place = by_path.get(card.path)
        beside = [one for one in (place.previous, place.next) if one] if place else []
        found[card.path] = Near(place, kinship.nearest(card, beside), by_author[card.author])
    return found


def places(library: Library, config: Config) -> dict[str, Place]:
    """Return the place of each fiche of a series or of a course, under its path."""
    series = {s.key: s for s in config.series}
    groups: dict[tuple[str, str], list[Card]] = {}
    for card in library.cards:
        if card.chapter:
            groups.setdefault(("", card.path.rpartition("/")[0]), []).append(card)
        elif card.series:
            groups.setdefault((card.series, ""), []).append(card)
    found: dict[str, Place] = {}
    for (key, _), cards in groups.items():
        known = series.get(key) or undeclared_series(key)
        label, url = (known.label, known.url) if key else ("Cours", "")
        found.update(_in_order(label, url, sorted(cards, key=reading_order)))
    return found


def _in_order(label: str, url: str, cards: Sequence[Card]) -> Iterator[tuple[str, Place]]:
    around = [None, *cards, None]
    for number, card in enumerate(cards, 1):
        place = Place(label, url, number, len(cards), around[number - 1], around[number + 1])
        yield card.path, place


class Kinship:
    """Finds the fiches nearest to one: same series counts 3, each shared tag 1, then newest.

    Cards are known by their rank, newest first, and a set of them is a number whose bits are the
    ranks: to count the points of ten thousand cards is then a few operations on numbers.
    """

    def __init__(self, library: Library) -> None:
        """Index the cards by what makes them akin."""
        self._cards = library.cards
        self._everyone = (1 << len(self._cards)) - 1
        self._rank = {card.path: rank for rank, card in enumerate(self._cards)}
        self._by_series: dict[str, int] = {}
        self._by_tag: dict[str, int] = {}
        for rank, card in enumerate(self._cards):
            if card.series:
                self._by_series[card.series] = self._by_series.get(card.series, 0) | 1 << rank
            for tag in card.tags:
                self._by_tag[tag.slug] = self._by_tag.get(tag.slug, 0) | 1 << rank

    def nearest(self, card: Card, beside: Iterable[Card] = ()) -> tuple[Kin, ...]:
        """Return the related fiches of one, the nearest first, but for those shown beside it."""
        same = self._by_series.get(card.series, 0)
        share = [self._everyone]  # at each place, those that share as many tags or more
        for tag in card.tags:
            share.append(0)
            for number in range(len(share) - 1, 0, -1):
                share[number] |= share[number - 1] & self._by_tag[tag.slug]
        share += [0] * SAME_SERIES
        found: list[Kin] = []
        left = self._everyone
        for shown in (card, *beside):
            left &= ~(1 << self._rank[shown.path])
        for points in range(len(share) - 1, -1, -1):
            akin = left & (share[points] | same & share[max(0, points - SAME_SERIES)])
            while akin and len(found) < RELATED:
                newest = akin & -akin
                akin, left = akin ^ newest, left ^ newest
                tags = points - SAME_SERIES if newest & same else points
                reason = _reason(tags, same_series=bool(newest & same))
                found.append(Kin(self._cards[newest.bit_length() - 1], reason))
        return tuple(found)


@lru_cache
def _reason(shared: int, *, same_series: bool) -> str:
    reasons = ["même série"] if same_series else []
    reasons += [count(shared, "étiquette")] if shared else []
    return ", ".join(reasons) or "parmi les plus récentes"
