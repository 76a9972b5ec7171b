"""Shelves: which fiche stands where, in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from antiseche.levels import LEVELS
from antiseche.library import Shelf, shelve
from antiseche.model import Card, Fiche, Series, Tag
from tests.text.rendering import fiche_of

GIT, DOCKER, EMPTY = (Series(key, key, key.title()) for key in ("git", "docker", "vide"))


def fiche(title: str, day: int = 0, series: str = "", level: int = 0, tags: str = "") -> Fiche:
    """Return a fiche; ``day`` is one of January 2025, 0 for no date, ``level`` 0 for none."""
    card = Card(
        path=f"fiches/{title}.md",
        url=f"/fiches/{title}/",
        title=title,
        series=series,
        published=date(2025, 1, day) if day else None,
        level=LEVELS[level - 1] if level else None,
        tags=tuple(Tag(tag.lower(), tag) for tag in tags.split()),
    )
    return replace(fiche_of(""), card=card)


def shown(shelves: tuple[Shelf, ...]) -> dict[str, str]:
    return {shelf.label: " ".join(card.title for card in shelf.cards) for shelf in shelves}


def test_newest_first_then_by_title_undated_last() -> None:
    fiches = [fiche("Zoé"), fiche("Élan", 3), fiche("Eau", 3), fiche("Zut", 9), fiche("Abri")]
    for _ in range(5):
        random.Random(1).shuffle(fiches)  # noqa: S311
        titles = [card.title for card in shelve(fiches, ()).cards]
        assert titles == ["Zut", "Eau", "Élan", "Abri", "Zoé"]


def test_declared_series_come_first_in_their_order() -> None:
    fiches = [fiche("a", 1, "docker"), fiche("b", 2, "autre"), fiche("c", 3, "git"), fiche("d")]
    library = shelve(fiches, (GIT, EMPTY, DOCKER))
    assert shown(library.series) == {"Git": "c", "Vide": "", "Docker": "a", "Autre": "b"}
    assert [card.title for card in library.loose] == ["d"]


def test_series_that_no_one_declared_are_in_french_order() -> None:
    fiches = [fiche("a", 1, "zsh"), fiche("b", 1, "été"), fiche("c", 1, "Eau")]
    assert list(shown(shelve(fiches, ()).series)) == ["Eau", "Été", "Zsh"]


def test_levels_from_the_easiest_and_only_those_that_are_used() -> None:
    fiches = [fiche("a", level=3), fiche("b", level=1), fiche("c")]
    assert shown(shelve(fiches, ()).levels) == {"Débutant": "b", "Avancé": "a"}


def test_two_labels_of_one_tag_are_one_tag_named_by_the_newest() -> None:
    fiches = [fiche("a", 1, tags="docker Étoile"), fiche("b", 2, tags="Docker")]
    assert shown(shelve(fiches, ()).tags) == {"Docker": "b a", "Étoile": "a"}


def test_nothing_to_shelve() -> None:
    library = shelve((), ())
    assert not library.cards
    assert not (*library.series, *library.levels, *library.tags)
