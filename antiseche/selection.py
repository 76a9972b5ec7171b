"""Selecting: which fiches are published today, and which are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from antiseche.model import Fiche


@dataclass(frozen=True, slots=True)
class Selection:
    """The fiches to publish, and those left out: drafts, and fiches that wait for their date."""

    published: tuple[Fiche, ...]
    drafts: tuple[Fiche, ...] = ()
    scheduled: tuple[Fiche, ...] = ()


def select(fiches: Iterable[Fiche], today: date) -> Selection:
    """Select what is to be published on that day."""
    published, drafts, scheduled = [], [], []
    for fiche in fiches:
        day = fiche.card.published
        if fiche.card.draft:
            drafts.append(fiche)
        elif day and day > today:
            scheduled.append(fiche)
        else:
            published.append(fiche)
    return Selection(tuple(published), tuple(drafts), tuple(scheduled))


def select_all(fiches: Iterable[Fiche], _today: date) -> Selection:
    """Select everything, drafts and future dates too."""
    return Selection(tuple(fiches))
