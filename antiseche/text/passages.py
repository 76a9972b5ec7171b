"""The passages of a parsed document, read off the tokens of markdown-it.

All of them make one text, so that each rule of typography runs over a document once; a passage ends
with ``PASSAGE``, which no rule sees through. What is not prose is an ``OBJECT`` in that text, and
markup that only dresses words is not in it at all.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from markdown_it.token import Token

from antiseche.text.elements import INLINE, REPLACED, OpenElements
from antiseche.text.typography import without_lone_hyphens
from antiseche.text.typography_signs import LINE, OBJECT, PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.text.typography_signs import Finding


@dataclass(slots=True)
class Part:
    """A text inside a token, whose content is HTML, and where it starts in it."""

    content: str
    token: Token
    start: int


TextOrigin: TypeAlias = Token | Part
"""Where a text of a document comes from: its content, that of a soft break being its line break."""


def read_passages(tokens: Iterable[Token], *, labels: bool = True) -> Passages:
    """Read the prose of a document off its tokens, the ``labels`` of its images last."""
    reader = _Reader()
    reader.read(tokens)
    if labels:
        reader.passages.extend(reader.labels)
    return Passages(reader.passages)


class Passages:
    """The text of all the passages of a document, and the way back to its tokens."""

    def __init__(self, pieces: _Pieces) -> None:
        """Join pieces of text."""
        self.text = "".join(pieces.texts)
        self._sources = pieces.sources
        self._starts = [*accumulate(map(len, pieces.texts), initial=0)]

    def by_source(
        self, found: Iterable[Finding]
    ) -> Iterator[tuple[TextOrigin, int, list[Finding]]]:
        """Yield each source that findings in the text change, where it starts, and its findings.

        The findings come in order. One that straddles two sources is shared between them, and what
        has no source stays as it is.
        """
        start = end = 0
        source: TextOrigin | None = None
        own: list[Finding] = []
        for finding in found:
            rest = finding
            while rest[1] > end:
                if rest[0] < end:
                    own.append((rest[0], end, *rest[2:]))
                    rest = (end, rest[1], "", rest[3])
                if source:
                    yield source, start, own
                index = bisect_right(self._starts, rest[0]) - 1
                start, end = self._starts[index], self._starts[index + 1]
                source, own = self._sources[index], []
            own.append(rest)
        if source:
            yield source, start, own


class _Pieces:
    """Texts to be joined, each with its source, unless it must stay as it is."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.sources: list[TextOrigin | None] = []

    def add(self, text: str, source: TextOrigin | None = None) -> None:
        self.texts.append(text)
        self.sources.append(source)

    def extend(self, other: _Pieces) -> None:
        self.texts += other.texts
        self.sources += other.sources


_KEEPING_HYPHENS = frozenset(("heading_open", "heading_close", "list_item_open", "list_item_close"))
_NOTES = frozenset(("footnote_ref", "footnote_anchor"))
_ADDRESS = re.compile(r"\s*[^\s/:]*[/:]\S*\s*")
_BREAK = re.compile(r"<br\s*/?>\s*")
_WORD = re.compile(r"\S+")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")


class _Reader:
    """A walk over the tokens of a document, which knows what is open around each of them."""

    def __init__(self) -> None:
        self.passages = _Pieces()
        self.labels = _Pieces()
        self._elements = OpenElements()

    def read(self, tokens: Iterable[Token]) -> None:
        """Gather the passages and the labels of a document."""
        elements, depth = self._elements, 0
        for token in tokens:
            if token.level < elements.level:
                elements.leave(token.level)
            if token.type == "inline":
                self._inline(token, self.passages, keeps_hyphens=depth > 0)
            elif token.type == "html_block":
                self._html(token, token.level)
                self.passages.add(PASSAGE)
            elif token.type in _KEEPING_HYPHENS:
                depth += token.nesting

    def _inline(self, block: Token, pieces: _Pieces, *, keeps_hyphens: bool) -> None:
        """Gather the text of the children of a block, or of an image."""
        texts, sources = pieces.texts, pieces.sources
        around = self._elements.innermost
        is_prose, is_name = around.is_prose, keeps_hyphens or around.keeps_hyphens
        for token in block.children or ():
            match token.type:
                case "text" | "text_special" if is_prose:
                    content = token.content
                    texts.append(without_lone_hyphens(content) if is_name else content)
                    sources.append(token)
                case "softbreak" if is_prose:
                    texts.append("\n")
                    sources.append(token)
                case "text" | "text_special" | "softbreak":
                    pieces.add(_opaque(token.content or "\n"))
                case "link_open":
                    is_prose, is_name = is_prose and token.info != "auto", True
                case "link_close":
                    is_prose, is_name = around.is_prose, keeps_hyphens or around.keeps_hyphens
                case "html_inline" if pieces is self.passages:  # in an alt, tags are text
                    self._html(token, block.level + 1)
                    around = self._elements.innermost
                    is_prose, is_name = around.is_prose, keeps_hyphens or around.keeps_hyphens
                case "image" if is_prose and pieces is self.passages:
                    pieces.add(OBJECT)
                    self._alt(token)
                case _:
                    pieces.add(_sign(token))
        pieces.add(PASSAGE)

    def _html(self, token: Token, level: int) -> None:
        """Gather what is prose in a piece of HTML: the text between its tags."""
        if _BREAK.fullmatch(token.content):  # most of the HTML that authors write is no more
            self.passages.add(LINE)
            return
        was_prose = self._elements.innermost.is_prose
        for part in self._elements.read(token.content, level):
            around = self._elements.innermost
            if isinstance(part, str):
                if was_prose or around.is_prose:
                    self._tag(part)
            elif not around.is_prose:
                self.passages.add(_opaque(token.content[part]))
            else:
                _decode(token, part, self.passages, keeps_hyphens=around.keeps_hyphens)
            was_prose = around.is_prose

    def _tag(self, name: str) -> None:
        """Gather what a tag makes of the passage around it."""
        if name == "br":
            self.passages.add(LINE)
        elif name not in INLINE:
            self.passages.add(PASSAGE)
        elif name in REPLACED:
            self.passages.add(OBJECT)

    def _alt(self, image: Token) -> None:
        if not _ADDRESS.fullmatch(image.content):
            self._inline(image, self.labels, keeps_hyphens=True)


def _sign(token: Token) -> str:
    """Return what stands in a passage for a token that is no text: nothing, if it only dresses."""
    if token.type == "hardbreak":
        return LINE
    return "" if token.nesting or token.type in _NOTES else OBJECT


def _opaque(text: str) -> str:
    """Return an object in place of each word: the spaces between them are those of a sentence."""
    return _WORD.sub(OBJECT, text)


def _decode(token: Token, part: slice, pieces: _Pieces, *, keeps_hyphens: bool) -> None:
    """Gather some HTML text. An entity counts for what it stands for, and stays as it is."""
    start = part.start
    for match in _ENTITY.finditer(token.content, part.start, part.stop):
        _add_part(token, slice(start, match.start()), pieces, keeps_hyphens=keeps_hyphens)
        character = html.unescape(match[0])
        # Alone of a pair, a quote that cannot change would be misread.
        pieces.add(character if len(character) == 1 and character != '"' else OBJECT)
        start = match.end()
    _add_part(token, slice(start, part.stop), pieces, keeps_hyphens=keeps_hyphens)


def _add_part(token: Token, part: slice, pieces: _Pieces, *, keeps_hyphens: bool) -> None:
    text = token.content[part]
    words = without_lone_hyphens(text) if keeps_hyphens else text
    pieces.add(words, Part(text, token, part.start))
