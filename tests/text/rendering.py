"""The body of a fiche, from its Markdown alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.config import Reading
from antiseche.parse import parse
from antiseche.source import Source
from antiseche.text.frontmatter import read_front_matter
from antiseche.text.markdown import parse_markdown, print_markdown
from antiseche.text.typography import Typography

if TYPE_CHECKING:
    from antiseche.model import Fiche
    from antiseche.text.markdown import Body


def fiche_of(
    text: str, *, path: str = "x.md", base: str = "", typography: Typography | None = None
) -> Fiche:
    reading = Reading(base=base, typography=typography or Typography.off())
    fiche = parse(Source.of(path, text), reading).fiche
    assert fiche
    return fiche


def body_of(
    text: str, *, path: str = "x.md", base: str = "", typography: Typography | None = None
) -> Body:
    front, _ = read_front_matter(Source.of(path, text), Reading().dates)
    manuscript = parse_markdown(front.body, front.body_line)
    settings = typography or Typography.off()
    return print_markdown(manuscript, path, settings, base=base, title=front.text("title"))
