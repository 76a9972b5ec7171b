"""What the checks of one fiche look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from antiseche.problems import problem
from antiseche.source import Span
from antiseche.text import html
from antiseche.text.headings import HeadingTokens, heading_tokens
from antiseche.text.typography_signs import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from antiseche.model import Problem
    from antiseche.source import Source
    from antiseche.text.frontmatter import FrontMatter
    from antiseche.text.markdown import Manuscript

_HTML_HEADING = re.compile(r"h[1-6]")


class PlacedTag(NamedTuple):
    """A tag of raw HTML: where it stands, and the block of Markdown that it is in.

    What is at an offset of its piece of HTML is ``shift`` further in its block.
    """

    tag: html.Tag
    span: Span
    block: Token
    shift: int


class Title(NamedTuple):
    """A heading, of Markdown or of raw HTML, whose words are then not known."""

    level: int
    span: Span
    text: str


@dataclass(frozen=True)
class Subject:
    """One fiche, before it is printed; what several checks look at is found once."""

    source: Source
    front: FrontMatter
    manuscript: Manuscript

    def problem(self, code: str, span: Span, message: str, hint: str = "") -> Problem:
        """Return a problem at a place of this fiche."""
        return problem(self.source, code, span, message, hint)

    @cached_property
    def tags(self) -> tuple[PlacedTag, ...]:
        """Return every tag of raw HTML, in order; none from code or comments."""
        return tuple(self._tags())

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Return the headings, in the order of the text."""
        titles = [
            Title(heading.level, self.heading_span(heading), heading.text)
            for heading in heading_tokens(self.manuscript.tokens)
        ]
        titles += [
            Title(int(placed.tag.name[1]), placed.span, "")
            for placed in self.tags
            if _HTML_HEADING.fullmatch(placed.tag.name) and not placed.tag.closing
            if placed.block.type == "html_block"
            or f"</{placed.tag.written}>" in placed.block.content
        ]
        return tuple(sorted(titles, key=lambda title: (title.span.line, title.span.column)))

    def prose_with(self, sign: str) -> Iterator[tuple[Token, str]]:
        """Yield each block of prose that has that sign: as typed, objects in place of all else."""
        tokens = self.manuscript.tokens
        blocks = (token for token in tokens if token.type == "inline" and sign in token.content)
        return ((block, text) for block in blocks if sign in (text := _masked(block)))

    def _tags(self) -> Iterator[PlacedTag]:
        for block, shift, piece in self.markup():
            for tag in html.tags(piece):
                span = self.span(block, shift + tag.start, shift + tag.end)
                yield PlacedTag(tag, span, block, shift)

    def markup(self) -> Iterator[tuple[Token, int, str]]:
        """Yield each piece of raw HTML: its block, where it starts in it, and itself."""
        for block in self.manuscript.tokens:
            if block.type == "html_block":
                yield block, 0, block.content
            for child in block.children or ():
                if child.type == "html_inline":
                    yield block, child.meta["at"], child.content

    def span(self, block: Token, start: int, end: int) -> Span:
        """Return the place of some characters of a block."""
        return self.manuscript.locator.span(block, start, end - start)

    def heading_span(self, heading: HeadingTokens) -> Span:
        """Return the place of the words of a heading, of their first line if there are several."""
        first_line = heading.block.content.partition("\n")[0]
        return self.span(heading.block, 0, len(first_line))

    def line_span(self, index: int, word: str) -> Span:
        """Return the place of a word of a line of the text, from 0."""
        column = max(0, self.manuscript.locator.line(index).find(word))
        return Span(self.manuscript.locator.whole_line(index).line, column + 1, len(word))


def _masked(block: Token) -> str:
    """Return a block of text as it was typed, with objects in place of all but words."""
    children = [child for child in block.children or () if "at" in child.meta]
    starts = [child.meta["at"] for child in children]
    pieces = []
    for child, start, end in zip(children, starts, [*starts[1:], len(block.content)], strict=False):
        is_text = child.type in {"text", "softbreak"} or child.info == "auto"
        pieces.append(block.content[start:end] if is_text else OBJECT * (end - start))
    return "".join(pieces).rjust(len(block.content), OBJECT)
