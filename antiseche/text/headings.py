"""The headings of a Markdown text: their ids, and the words under each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Heading, OutlineEntry
from antiseche.text.dialect import parser
from antiseche.text.fold import fold_words
from antiseche.text.html import words_of
from antiseche.text.slugs import heading_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from antiseche.text.places import Locator

# What an entry of the outline may hold: no link, which would nest in its own, no image, no note.
_IN_OUTLINE = frozenset(
    ("text", "code_inline", "softbreak", "em_open", "em_close", "strong_open", "strong_close")
)

_IN_HEADING = frozenset(("text", "code_inline", "softbreak"))
_TYPED_DASH = re.compile("(?<!-)-{2,3}(?!-)")
_WORDS = frozenset(("text", "code_inline"))
_IN_SECTION = _WORDS | {"softbreak", "hardbreak"}
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadingTokens:
    """A heading among the tokens: ``index`` is that of its opening, its block comes next."""

    index: int
    opening: Token
    block: Token

    @property
    def level(self) -> int:
        """Return the level, from 1 to 6."""
        return int(self.opening.tag[1])

    @property
    def slug_text(self) -> str:
        """Return what its id is made from: what a browser reads of it, its lines glued.

        As in Astro, « -- » and « --- » have become dashes by then, which github-slugger leaves out.
        """
        return "".join(map(_slug_text_of, self.block.children or ()))

    @property
    def text(self) -> str:
        """Return its words: text and code, without any markup."""
        return "".join(" " if c.type == "softbreak" else c.content for c in self._children)

    @property
    def _children(self) -> list[Token]:
        return [child for child in self.block.children or () if child.type in _IN_HEADING]


@dataclass(frozen=True, slots=True)
class Section:
    """The words under a heading, without markup; ``id`` is empty above the first."""

    id: str
    title: str
    text: str


def heading_tokens(tokens: Sequence[Token]) -> Iterator[HeadingTokens]:
    """Yield the headings, in order."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield HeadingTokens(index, token, tokens[index + 1])


def give_ids(tokens: Sequence[Token]) -> None:
    """Give each heading its id, made from its words before typography."""
    headings = list(heading_tokens(tokens))
    ids = heading_ids(heading.slug_text for heading in headings)
    for heading, identifier in zip(headings, ids, strict=True):
        heading.opening.attrSet("id", identifier)


def sections(tokens: Sequence[Token]) -> tuple[Section, ...]:
    """Return the words under each heading, which has its id; first those under none."""
    found: list[Section] = []
    identifier = title = ""
    words: list[str] = []
    headings = {heading.index: heading for heading in heading_tokens(tokens)}
    for index, token in enumerate(tokens):
        if heading := headings.get(index):
            found.append(Section(identifier, title, "\n".join(words)))
            identifier, title, words = str(heading.opening.attrs["id"]), heading.text, []
        elif index - 1 not in headings and (said := _words(token)):
            words.append(said)
    found.append(Section(identifier, title, "\n".join(words)))
    return tuple(section for section in found if section.id or section.text)


def lead(tokens: Sequence[Token], title: str) -> int | None:
    """Return the index of the H1 that is the heading of the page: it opens it, or is its title.

    Without a title, the first H1 is.
    """
    opening = next((i for i, t in enumerate(tokens) if not _is_comment(t)), None)
    for heading in heading_tokens(tokens):
        if heading.level == 1 and heading.opening.level == 0:
            repeats = not title or fold_words(heading.text) == fold_words(title)
            if repeats or heading.index == opening:
                return heading.index
    return None


def outline_headings(tokens: Sequence[Token], locator: Locator) -> list[Heading]:
    """Return the headings as they are to be shown in an outline."""
    md = parser()
    found = []
    for heading in heading_tokens(tokens):
        shown = heading.block.copy()
        shown.children = [c for c in heading.block.children or () if c.type in _IN_OUTLINE]
        printed = md.renderer.render([shown], md.options, {}).strip()
        first_line = heading.block.content.partition("\n")[0]
        span = locator.span(heading.block, 0, len(first_line))
        identifier = str(heading.opening.attrs["id"])
        found.append(Heading(heading.level, identifier, heading.text, printed, span))
    return found


def outline(headings: Iterable[Heading]) -> tuple[OutlineEntry, ...]:
    """Return the sections (h2, or h1 made h2) among the headings of a fiche, each with its h3."""
    entries: list[tuple[Heading, list[Heading]]] = []
    for heading in filter(lambda heading: heading.html, headings):
        if heading.level <= 2:  # noqa: PLR2004
            entries.append((heading, []))
        elif heading.level == 3 and entries:  # noqa: PLR2004
            entries[-1][1].append(heading)
    return tuple(OutlineEntry(heading, tuple(children)) for heading, children in entries)


def _slug_text_of(child: Token) -> str:
    if child.type == "footnote_ref":
        return str(child.meta["id"] + 1)
    if child.type == "text":
        return _TYPED_DASH.sub("", child.content)
    return child.content if child.type == "code_inline" else ""


def _words(token: Token) -> str:
    if token.type in {"fence", "code_block"}:
        return token.content.rstrip("\n")
    if token.type == "html_block":
        return words_of(token.content)
    children = [c for c in token.children or () if c.type in _IN_SECTION or _breaks_line(c)]
    return "".join([c.content if c.type in _WORDS else " " for c in children]).strip()


def _breaks_line(child: Token) -> bool:
    return child.type == "html_inline" and bool(_BREAK.match(child.content))


def _is_comment(token: Token) -> bool:
    return token.type == "html_block" and token.content.lstrip().startswith("<!--")
