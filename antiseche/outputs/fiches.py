"""The page of each fiche."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from antiseche.model import Output
from antiseche.outputs.frame import CATALOGUE, HOME, Crumb, Frame, Page
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from antiseche.folded import Folded
    from antiseche.model import Card, Fiche, Heading, HowTo, OutlineEntry, Question
    from antiseche.neighbours import Kin, Near, Place
    from antiseche.outputs.frame import Tab
    from antiseche.text.dressing import Size


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a fiche, and how many there are of the same hand."""

    name: str
    initials: str
    fiches: int


@dataclass(frozen=True, slots=True)
class View:
    """All that the page of a fiche shows.

    ``address`` is where it is from anywhere; ``cover`` is the address of its picture and ``sizes``
    are those of all its images, under the addresses that the page prints; ``edit_url`` is where
    its source can be edited. What a fiche or a site does not have is empty.
    """

    frame: Frame
    page: Page
    card: Card
    address: str
    tab: Tab | None
    cover: str
    layout: str
    lead: Heading | None
    html: Folded[str]
    sizes: Mapping[str, Size] = field(hash=False)
    outline: Folded[tuple[OutlineEntry, ...]]
    faq: tuple[Question, ...]
    how_to: HowTo | None
    antiseche: bool
    author: Author | None
    edit_url: str
    place: Place | None
    related: tuple[Kin, ...]


def plan(
    fiche: Fiche, repository: str, frame: Frame, near: Near, sizes: Mapping[str, Size]
) -> Output:
    """Plan the page of a fiche.

    ``repository`` is where sources can be edited, or empty; ``sizes`` are those of the images of
    the content folder.
    """
    card = fiche.card
    view = View(
        frame=frame,
        page=_page(card, near.place),
        card=card,
        address=frame.absolute(card.url),
        tab=frame.tabs.get(card.series),
        cover=frame.printed(card.image.url) if card.image else "",
        layout=fiche.layout,
        lead=fiche.lead,
        html=fiche.html,
        sizes=dict(_sizes(fiche, frame, sizes)),
        outline=fiche.outline,
        faq=fiche.faq,
        how_to=fiche.how_to,
        antiseche=fiche.antiseche,
        author=_author(card.author, near.authored),
        edit_url=f"{repository}/{quote(card.path)}" if repository else "",
        place=near.place,
        related=near.related,
    )
    return Output(output_path(card.url), f"layouts/{fiche.layout}.html", view)


def _page(card: Card, place: Place | None) -> Page:
    crumbs = [HOME, CATALOGUE]
    if place and place.url:
        crumbs.append(Crumb(place.label, place.url))
    crumbs.append(Crumb(card.title))
    return Page(card.title, card.url, card.description, tuple(crumbs), listed=not card.draft)


def _sizes(fiche: Fiche, frame: Frame, sizes: Mapping[str, Size]) -> Iterator[tuple[str, Size]]:
    images = [link.url for link in fiche.links if link.image]
    if fiche.card.image:
        images.append(fiche.card.image.url)
    for url in images:
        if size := sizes.get(url):
            yield frame.printed(url), size


@lru_cache
def _author(name: str, fiches: int) -> Author | None:
    """Return the author as the page shows one: « Camille Martin » has the initials CM."""
    if not name:
        return None
    words = name.replace("’", " ").replace("-", " ").split()
    initials = [word[0] for word in words if word[0].isupper()] or [name[0].upper()]
    return Author(name, "".join((initials[0], *initials[1:][-1:])), fiches)
