"""The Markdown of each fiche, beside its page: what « Copier en Markdown » copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.config import Config
    from antiseche.folded import Folded
    from antiseche.library import Library
    from antiseche.outputs.frame import Frame

NAME = "index.md"


@dataclass(frozen=True, slots=True)
class View:
    """The Markdown of one fiche, its typography mended."""

    markdown: Folded[str]


def plan(library: Library, config: Config, frame: Frame) -> Iterator[Output]:
    """Plan the source of each fiche, in the folder of its page."""
    del config, frame
    for fiche in library.fiches:
        yield Output(output_path(fiche.card.url + NAME), make, View(fiche.markdown))


def make(view: View) -> bytes:
    """Return the Markdown."""
    return view.markdown.unfold().encode()
