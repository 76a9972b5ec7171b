"""The body of a fiche, from its Markdown alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.config import Reading
from antiseche.model import Source
from antiseche.parse import parse
from antiseche.text.typography import Typography

if TYPE_CHECKING:
    from antiseche.model import Body, Fiche


def fiche_of(
    text: str, *, path: str = "x.md", base: str = "", typography: Typography | None = None
) -> Fiche:
    reading = Reading(base=base, typography=typography or Typography.off())
    fiche = parse(Source(path, text), reading).fiche
    assert fiche
    return fiche


def body_of(
    text: str, *, path: str = "x.md", base: str = "", typography: Typography | None = None
) -> Body:
    return fiche_of(text, path=path, base=base, typography=typography).body
