"""Shelves: which fiche stands where, in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from antiseche.levels import LEVELS
from antiseche.library import Shelf, shelve
from antiseche.model import Card, Chapter, Series, Tag

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


def test_titles_that_number_their_fiches_are_in_the_order_of_their_numbers() -> None:
    cards = [card(f"Partie {n}") for n in (10, 2, 1)]
    assert [one.title for one in shelve(cards, ()).cards] == ["Partie 1", "Partie 2", "Partie 10"]


def test_chapters_of_one_day_or_of_none_are_in_the_order_of_their_course() -> None:
    def chapter(title: str, section: int, number: int, day: int = 0) -> Card:
        course = title.partition(" ")[0]
        return replace(
            card(title, day), path=f"{course}/{title}.md", chapter=Chapter(section, number, "")
        )

    cards = [
        chapter("Go 10", 2, 1),
        chapter("Go 2", 1, 2),
        chapter("Go 1", 1, 1),
        chapter("Bash z", 1, 1),
        chapter("Bash a", 1, 2),
        chapter("Zig a", 1, 2, day=1),
        chapter("Zig z", 1, 1, day=1),
        chapter("Zig b", 1, 3, day=2),
        card("Seule"),
        replace(card("À la racine"), path="x.md", chapter=Chapter(1, 1, "")),
    ]
    assert [one.title for one in shelve(cards, ()).cards] == [
        *("Zig b", "Zig z", "Zig a"),
        *("Seule", "À la racine", "Bash z", "Bash a", "Go 1", "Go 2", "Go 10"),
    ]


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
