"""The prose of a parsed document: read off the tokens of markdown-it, and typeset in them.

All the passages make one text, so that each rule runs over a document once; a passage ends with
`PASSAGE`, which no rule sees through. What is not prose is an `OBJECT` in that text, and markup that
only dresses words is not in it at all.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from markdown_it.token import Token

from antiseche.text.elements import INLINE, REPLACED, OpenElements, Tag
from antiseche.text.typography import corrections, raised
from antiseche.text.typography_signs import LINE, OBJECT, PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from antiseche.text.typography import Typography


class Edit(NamedTuple):
    """Put `replacement` in place of some characters of the content, or an attribute, of a token.

    A soft break counts as the one character of its line break.
    """

    token: Token
    attribute: str | None
    start: int
    end: int
    replacement: str
    rule: str


def typeset(tokens: Sequence[Token], settings: Typography) -> None:
    """Typeset the prose of a document, or of a lone `inline` token, in its tokens."""
    by_place: dict[tuple[int, str | None], list[Edit]] = {}
    for edit in read(tokens, settings).edits(settings):
        by_place.setdefault((id(edit.token), edit.attribute), []).append(edit)
    for edits in by_place.values():
        _apply(edits)
    if settings.enabled and settings.superscript:
        _raise_ordinals(tokens, settings)


def _apply(edits: list[Edit]) -> None:
    """Make the edits of one content, or of one attribute."""
    token, attribute, *_ = edits[0]
    if token.type == "softbreak":
        token.type, token.content = "text", "\n"
    old = str(token.attrs[attribute]) if attribute else token.content
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += old[done : edit.start], edit.replacement
        done = edit.end
    new = "".join([*pieces, old[done:]])
    if attribute:
        token.attrs[attribute] = new
    else:
        token.content = new


def _raise_ordinals(tokens: Sequence[Token], settings: Typography) -> None:
    """Put `<sup>` around the letters of ordinals, wherever there may be markup."""
    prose = read(tokens, replace(settings, attributes=False))
    bounds: dict[int, list[tuple[int, int]]] = {}
    for start, end in raised(prose.text, settings):
        # What is in another token than its number is dressed already.
        match prose.spans(start - 1, end):
            case [(token, None, at, after)]:
                bounds.setdefault(id(token), []).append((at + 1, after))
    for token in tokens:
        if token.type == "html_block":
            token.content = "".join(part.content for part in _raise(token, bounds))
        elif token.children:
            token.children = [part for child in token.children for part in _raise(child, bounds)]


def _raise(token: Token, bounds: dict[int, list[tuple[int, int]]]) -> Iterator[Token]:
    """Yield the token, split around the letters to raise."""
    done = 0
    for start, end in bounds.get(id(token), ()):
        yield token.copy(content=token.content[done:start])
        yield Token("html_inline", "", 0, content="<sup>")
        yield token.copy(content=token.content[start:end])
        yield Token("html_inline", "", 0, content="</sup>")
        done = end
    yield token.copy(content=token.content[done:]) if done else token


Place: TypeAlias = tuple[Token, str | None, int]
"""Where a piece of text comes from: the content of a token or one of its attributes, and an offset."""

Piece: TypeAlias = tuple[str, Place | None]
"""Some text of a document, without a place if it must stay as it is."""

Span: TypeAlias = tuple[Token, str | None, int, int]
"""Some of the characters of the content of a token, or of one of its attributes."""


def read(tokens: Iterable[Token], settings: Typography) -> Prose:
    """Read the prose of a document off its tokens."""
    return Prose(_Reader(attributes=settings.attributes).document(tokens))


class Prose:
    """The passages of a document, one after the other, with the way back to its tokens."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Join the pieces of the text."""
        texts, self._places = zip(*pieces, strict=True)
        self._starts = [*accumulate(map(len, texts), initial=0)]
        self.text = "".join(texts)

    def edits(self, settings: Typography) -> Iterator[Edit]:
        """Yield what the corrections change in the tokens.

        One that straddles two tokens makes an edit in each, and puts its replacement in the first.
        """
        for correction in corrections(self.text, settings):
            replacement = correction.replacement
            for span in self.spans(correction.start, correction.end):
                yield Edit(*span, replacement, correction.rule)
                replacement = ""

    def spans(self, start: int, end: int) -> list[Span]:
        """Return where some of the text is in the tokens: nowhere, if a part must stay as it is."""
        spans: list[Span] = []
        index = bisect_right(self._starts, start) - 1
        while start < end:
            if (place := self._places[index]) is None:
                return []
            token, attribute, offset = place
            at = offset + start - self._starts[index]
            start, length = min(end, self._starts[index + 1]), -start
            spans.append((token, attribute, at, at + length + start))
            index += 1
        return spans


_HIDDEN: Piece = (OBJECT, None)
_LINE: Piece = (LINE, None)
_END: Piece = (PASSAGE, None)

_LABELS = frozenset(("alt", "title"))
_NOTES = frozenset(("footnote_ref", "footnote_anchor"))
_ADDRESS = re.compile(r"\s*[^\s/:]*[/:]\S*\s*")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_LONE_HYPHEN = re.compile(r"-(?<!\S-)(?!\S)")


class _Reader:
    """A walk over the tokens of a document, which knows what is open around each of them."""

    def __init__(self, *, attributes: bool) -> None:
        self._elements = OpenElements()
        self._reads_labels = attributes
        self._labels: list[Piece] = []

    def document(self, tokens: Iterable[Token]) -> Iterator[Piece]:
        """Yield the passages in order, then the labels: `alt` and `title` attributes."""
        in_heading = False
        for token in tokens:
            self._elements.leave(token.level)
            match token.type:
                case "inline":
                    yield from self._inline(token, token.level + 1, is_name=in_heading)
                    yield _END
                case "html_block":
                    yield from self._html(token, token.level)
                    yield _END
                case "heading_open" | "heading_close":
                    in_heading = token.type == "heading_open"
        yield from self._labels

    def _inline(self, block: Token, level: int, *, is_name: bool) -> Iterator[Piece]:
        around = self._elements.innermost
        is_prose, keeps_hyphens = around.is_prose, is_name or around.is_name
        for token in block.children or ():
            match token.type:
                case "text" | "text_special" if is_prose:
                    if keeps_hyphens and "-" in token.content:
                        yield _LONE_HYPHEN.sub(OBJECT, token.content), (token, None, 0)
                    else:
                        yield token.content, (token, None, 0)
                case "softbreak" if is_prose:
                    yield "\n", (token, None, 0)
                case "hardbreak":
                    yield _LINE
                case "link_open":
                    is_prose, keeps_hyphens = is_prose and token.info != "auto", True
                    self._title(token)
                case "link_close":
                    is_prose, keeps_hyphens = around.is_prose, is_name or around.is_name
                case "html_inline" if block.type != "image":  # in an alt, tags are text
                    yield from self._html(token, level)
                    around = self._elements.innermost
                    is_prose, keeps_hyphens = around.is_prose, is_name or around.is_name
                case "image":
                    yield _HIDDEN
                    self._alt(token, level)
                    self._title(token)
                case kind if token.nesting == 0 and kind not in _NOTES:
                    yield _HIDDEN

    def _html(self, token: Token, level: int) -> Iterator[Piece]:
        """Yield what is prose in a piece of HTML: the text between its tags."""
        was_prose = self._elements.innermost.is_prose
        for part in self._elements.read(token.content, level):
            around = self._elements.innermost
            if not (was_prose or around.is_prose):
                yield _HIDDEN
            elif isinstance(part, slice):
                yield from _decoded(token, part, is_name=around.is_name)
            else:
                yield from self._tag(token, part)
            was_prose = around.is_prose

    def _tag(self, token: Token, tag: Tag) -> Iterator[Piece]:
        if tag.name == "br":
            yield _LINE
        elif tag.name not in INLINE:
            yield _END
        elif tag.name in REPLACED:
            yield _HIDDEN
        if tag.element and tag.element.is_prose:
            for name in _LABELS & tag.attributes.keys():
                at = tag.attributes[name]
                self._label(token.content[at], _decoded(token, at, is_name=True))

    def _alt(self, image: Token, level: int) -> None:
        if self._elements.innermost.is_prose:
            self._label(image.content, self._inline(image, level, is_name=True))

    def _title(self, token: Token) -> None:
        title = token.attrs.get("title")
        if title and self._elements.innermost.is_prose:
            words = _words(str(title), is_name=True)
            self._label(words, [(words, (token, "title", 0))])

    def _label(self, value: str, pieces: Iterable[Piece]) -> None:
        """Keep the passage of a label for the end, unless it is an address."""
        if self._reads_labels and not _ADDRESS.fullmatch(value):
            self._labels += [*pieces, _END]


def _decoded(token: Token, part: slice, *, is_name: bool) -> Iterator[Piece]:
    """Yield some HTML text. Its entities count for what they stand for, and stay as they are."""
    done = part.start
    for match in _ENTITY.finditer(token.content, part.start, part.stop):
        yield _words(token.content[done : match.start()], is_name=is_name), (token, None, done)
        character = html.unescape(match[0])
        yield (character if len(character) == 1 and character != '"' else OBJECT), None
        done = match.end()
    yield _words(token.content[done : part.stop], is_name=is_name), (token, None, done)


def _words(text: str, *, is_name: bool) -> str:
    """Return a text; that of a name without its lone hyphens, as in « X - Site », which stay."""
    return _LONE_HYPHEN.sub(OBJECT, text) if is_name else text
