"""Selecting: which fiches and files are published today, and which are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from antiseche.model import Asset, Fiche

DRAFTS_FOLDER = "drafts"
_ALL_DRAFTS_FOLDERS = {DRAFTS_FOLDER, "draft", "brouillons", "brouillon"}


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


def outside_drafts(assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """Select the files that are published with no draft."""
    return tuple([asset for asset in assets if not is_in_drafts(asset.path)])


def is_in_drafts(path: str) -> bool:
    """Tell whether a path of the content folder is in the one of drafts, whatever it is called."""
    folder, slash, _ = path.partition("/")
    return bool(slash) and fold(folder) in _ALL_DRAFTS_FOLDERS


def out_of_drafts(path: str) -> str:
    """Return a path of the folder of drafts as one of the content folder, any other as it is."""
    while is_in_drafts(path):
        _, _, path = path.partition("/")
    return path
