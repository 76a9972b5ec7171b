"""Shelves: which fiche stands where, in which order."""

from __future__ import annotations

import random
from datetime import date

from antiseche.levels import LEVELS
from antiseche.library import Shelf, shelve
from antiseche.model import Card, Series, Tag

GIT, DOCKER, EMPTY = (Series(key, key, key.title()) for key in ("git", "docker", "vide"))


def card(title: str, day: int = 0, series: str = "", level: int = 0, tags: str = "") -> Card:
    """Return a card; ``day`` is one of January 2025, 0 for no date, ``level`` 0 for none."""
    return Card(
        path=f"fiches/{title}.md",
        url=f"/fiches/{title}/",
        title=title,
        series=series,
        published=date(2025, 1, day) if day else None,
        level=LEVELS[level - 1] if level else None,
        tags=tuple(Tag(tag.lower(), tag) for tag in tags.split()),
    )


def shown(shelves: tuple[Shelf, ...]) -> dict[str, str]:
    return {shelf.label: " ".join(one.title for one in shelf.cards) for shelf in shelves}


def test_newest_first_then_by_title_undated_last() -> None:
    cards = [card("Zoé"), card("Élan", 3), card("Eau", 3), card("Zut", 9), card("Abri")]
    for _ in range(5):
        random.Random(1).shuffle(cards)  # noqa: S311
        titles = [one.title for one in shelve(cards, ()).cards]
        assert titles == ["Zut", "Eau", "Élan", "Abri", "Zoé"]


def test_declared_series_come_first_in_their_order() -> None:
    cards = [card("a", 1, "docker"), card("b", 2, "autre"), card("c", 3, "git"), card("d")]
    library = shelve(cards, (GIT, EMPTY, DOCKER))
    assert shown(library.series) == {"Git": "c", "Vide": "", "Docker": "a", "Autre": "b"}
    assert [one.title for one in library.loose] == ["d"]


def test_series_that_no_one_declared_are_in_french_order() -> None:
    cards = [card("a", 1, "zsh"), card("b", 1, "été"), card("c", 1, "Eau")]
    assert list(shown(shelve(cards, ()).series)) == ["Eau", "Été", "Zsh"]


def test_levels_from_the_easiest_and_only_those_that_are_used() -> None:
    cards = [card("a", level=3), card("b", level=1), card("c")]
    assert shown(shelve(cards, ()).levels) == {"Débutant": "b", "Avancé": "a"}


def test_two_labels_of_one_tag_are_one_tag_named_by_the_newest() -> None:
    cards = [card("a", 1, tags="docker Étoile"), card("b", 2, tags="Docker")]
    assert shown(shelve(cards, ()).tags) == {"Docker": "b a", "Étoile": "a"}


def test_nothing_to_shelve() -> None:
    library = shelve((), ())
    assert not library.cards
    assert not (*library.series, *library.levels, *library.tags)
