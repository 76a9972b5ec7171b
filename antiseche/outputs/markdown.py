"""The Markdown of each fiche, beside its page: what « Copier en Markdown » copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from antiseche.folded import Folded
    from antiseche.model import Fiche

NAME = "index.md"


@dataclass(frozen=True, slots=True)
class View:
    """The Markdown of one fiche, its typography mended."""

    markdown: Folded[str]


def plan(fiche: Fiche) -> Output:
    """Plan the source of a fiche, in the folder of its page."""
    return Output(output_path(fiche.card.url + NAME), make, View(fiche.markdown), can_wait=True)


def make(view: View) -> bytes:
    """Return the Markdown."""
    return view.markdown.unfold().encode()
