"""The antisèche of each fiche: condensed on one A4, to be printed and pinned above a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.outputs.frame import CATALOGUE, HOME, Crumb, Frame, Page
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.folded import Folded
    from antiseche.model import Card, Fiche, HowTo
    from antiseche.outputs.frame import Tab

NAME = "antiseche/"


@dataclass(frozen=True, slots=True)
class View:
    """All that the antisèche of a fiche shows; ``address`` is where the fiche is, from anywhere."""

    frame: Frame
    page: Page
    card: Card
    address: str
    tab: Tab | None
    html: Folded[str]
    how_to: HowTo | None


def plan(fiche: Fiche, frame: Frame) -> Iterator[Output]:
    """Plan the antisèche of a fiche, if it wants one."""
    if not fiche.antiseche:
        return
    card = fiche.card
    crumbs = (HOME, CATALOGUE, Crumb(card.title, card.url), Crumb("Antisèche"))
    # Search engines should find the fiche, not its digest.
    title, url = f"{card.title}\u00a0: l’antisèche", f"{card.url}{NAME}"
    page = Page(title, url, card.description, crumbs, listed=False)
    view = View(
        frame=frame,
        page=page,
        card=card,
        address=frame.absolute(card.url),
        tab=frame.tabs.get(card.series),
        html=fiche.html,
        how_to=fiche.how_to,
    )
    yield Output(output_path(page.url), "pages/antiseche.html", view, can_wait=True)
