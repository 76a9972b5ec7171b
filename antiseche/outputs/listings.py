"""The pages that list fiches: home, catalogue, one for each series, level, kind and tag."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from antiseche.library import Shelf, reading_order
from antiseche.model import Output
from antiseche.outputs.frame import CATALOGUE, HOME, Crumb, Frame, Page
from antiseche.text.plurals import count
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.config import Config
    from antiseche.library import Library
    from antiseche.model import Card

NEWEST = 6  # fiches on the home page


@dataclass(frozen=True, slots=True)
class ShelfLink:
    """The way to a shelf: its name and how many cards stand on it, not the cards.

    ``accent`` is the one of a series, 0 for the other shelves.
    """

    label: str
    slug: str
    url: str
    count: int
    blurb: str
    accent: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to shelve the fiches; ``name`` stands for it in the address of the catalogue."""

    name: str
    label: str
    url: str
    links: tuple[ShelfLink, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that the home page shows."""

    frame: Frame
    page: Page
    total: int
    newest: tuple[Card, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """All that the catalogue shows: every card, on the shelf of its series."""

    frame: Frame
    page: Page
    total: int
    shelves: tuple[Shelf, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class ShelfView:
    """All that the page of one shelf shows; the cards of a series are ``numbered``, to be read."""

    frame: Frame
    page: Page
    shelf: ShelfLink
    cards: tuple[Card, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class ShelvesView:
    """All that the page which leads to every shelf of a facet shows."""

    frame: Frame
    page: Page
    facet: Facet


@dataclass(frozen=True, slots=True)
class MissingView:
    """All that the page for a wrong address shows."""

    frame: Frame
    page: Page
    facets: tuple[Facet, ...]


def plan(library: Library, config: Config, frame: Frame) -> Iterator[Output]:
    """Plan every listing."""
    shelved = (
        ("serie", "Séries", "/series/", library.series),
        ("niveau", "Niveaux", "/niveaux/", library.levels),
        ("genre", "Genres", "/genres/", library.kinds),
        ("etiquette", "Étiquettes", "/tags/", library.tags),
    )
    facets = tuple(
        Facet(
            name, label, url, tuple(_shelf_link(shelf, frame) for shelf in shelves if shelf.cards)
        )
        for name, label, url, shelves in shelved
    )
    used = tuple(facet for facet in facets if facet.links)
    total = len(library.cards)

    home = Page(config.title, "/", config.description)
    yield _output(
        home, "pages/accueil.html", HomeView(frame, home, total, library.cards[:NEWEST], used)
    )

    catalogue = _page("Toutes les fiches", "/fiches/", f"{count(total, 'fiche')} à consulter.")
    view = CatalogueView(frame, catalogue, total, _shelves(library), used)
    yield _output(catalogue, "pages/catalogue.html", view)

    for facet in used:
        page = _page(facet.label, facet.url)
        yield _output(page, "pages/rayons.html", ShelvesView(frame, page, facet))
    for name, label, url, shelves in shelved:
        for shelf in shelves:
            if shelf.cards:
                page = _page(shelf.label, shelf.url, shelf.blurb, Crumb(label, url))
                link, numbered = _shelf_link(shelf, frame), name == "serie"
                cards = _in_order(shelf.cards) if numbered else shelf.cards
                yield _output(
                    page, "pages/rayon.html", ShelfView(frame, page, link, cards, numbered)
                )

    missing = Page("Page introuvable", "/404.html", listed=False)
    yield Output("404.html", "pages/404.html", MissingView(frame, missing, used))


def _shelves(library: Library) -> tuple[Shelf, ...]:
    """Return a shelf for each series, in the order to read it, and one for the fiches of none."""
    shelves = [
        replace(shelf, cards=_in_order(shelf.cards)) for shelf in library.series if shelf.cards
    ]
    if library.loose:
        label = "Hors série" if shelves else "Fiches"
        shelves.append(Shelf("", label, library.loose))
    return tuple(shelves)


def _in_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=reading_order))


def _output(page: Page, template: str, view: object) -> Output:
    return Output(output_path(page.url), template, view)


def _page(title: str, url: str, description: str = "", *between: Crumb) -> Page:
    crumbs = (HOME, *((CATALOGUE, *between) if url != CATALOGUE.url else ()), Crumb(title))
    return Page(title, url, description, crumbs)


def _shelf_link(shelf: Shelf, frame: Frame) -> ShelfLink:
    tab = frame.tabs.get(shelf.cards[0].series)
    accent = tab.accent if tab and tab.url == shelf.url else 0
    return ShelfLink(shelf.label, shelf.slug, shelf.url, len(shelf.cards), shelf.blurb, accent)
