"""Markdown to HTML, in two steps: parsed into tokens with their places, then printed."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from antiseche.text.dialect import ALERTS, parser
from antiseche.text.headings import give_ids, heading_tokens, lead, outline_headings, sections
from antiseche.text.links import follow_links
from antiseche.text.places import Locator
from antiseche.text.prose import typeset_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from antiseche.model import Heading, Link
    from antiseche.text.headings import Section
    from antiseche.text.typography import Typography

_STACK = 50_000  # Python frames; pure Python calls take no room on the C stack
_LONE_ARTICLE = re.compile(r"\s*</?article>\s*", re.IGNORECASE)

# Code has its quotes apart from its names, so this finds none in it.
_ANCHOR = re.compile(r'\s(?:id|name)="([^"]*)"')


class TooDeepError(Exception):
    """Blocks are nested beyond what can be parsed: some ten thousand levels."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A Markdown text, parsed: its tokens, and where each stands in its file."""

    tokens: list[Token]
    env: dict[str, Any]
    locator: Locator


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a fiche, rendered.

    ``lead`` is the H1 that opens the source, which is printed by the layout; ``headings`` are the
    others, in order; ``anchors`` are all the ids that a link may name.
    """

    html: str
    sections: tuple[Section, ...] = ()
    lead: Heading | None = None
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()


def parse_markdown(text: str, first_line: int = 1) -> Manuscript:
    """Parse the body of a fiche, which starts at that line of its file. Raise ``TooDeepError``."""
    env: dict[str, Any] = {}
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _STACK))
    try:
        tokens = parser().parse(text, env)
    except RecursionError:
        raise TooDeepError from None
    finally:  # what runs on the C stack, as templates do, must not go that deep
        sys.setrecursionlimit(usual)
    return Manuscript(tokens, env, Locator(text, first_line))


def print_markdown(
    manuscript: Manuscript, path: str, typography: Typography, *, base: str = "", title: str = ""
) -> Body:
    """Print a manuscript, whose tokens are used up, as the body of the fiche of that path.

    ``base`` goes before the addresses of the site. The H1 that opens the text, or repeats the
    title (any, without one), is taken out as ``lead``: the layout prints it.
    """
    md = parser()
    tokens = [token for token in manuscript.tokens if not is_wrapper(token)]
    links = follow_links(tokens, manuscript.env, manuscript.locator, path, base)
    give_ids(tokens)
    _translate_alerts(tokens)
    lead_at = lead(tokens, title)
    typeset_tokens(tokens, typography)
    words = sections(tokens)
    headings = outline_headings(tokens, manuscript.locator)
    page_heading = None
    if lead_at is not None:
        number = sum(1 for heading in heading_tokens(tokens) if heading.index < lead_at)
        page_heading = headings.pop(number)
        del tokens[lead_at : lead_at + len(("open", "inline", "close"))]
    printed: str = md.renderer.render(tokens, md.options, manuscript.env)
    anchors = [unescape(anchor) for anchor in _ANCHOR.findall(printed)]
    return Body(
        html=printed,
        sections=words,
        lead=page_heading,
        headings=tuple(headings),
        links=links,
        anchors=(*anchors, *([page_heading.id] if page_heading else [])),
    )


def print_inline(
    text: str, path: str, typography: Typography, *, base: str = ""
) -> tuple[str, tuple[Link, ...]]:
    """Print one line of Markdown, such as an answer of a front matter, without a paragraph.

    Return it with its links, placed as if the text was a file.
    """
    md = parser()
    tokens = md.parseInline(text, {})
    tokens[0].map = [0, 1]
    links = follow_links(tokens, {}, Locator(text, 1), path, base)
    typeset_tokens(tokens, typography)
    printed: str = md.renderer.render(tokens, md.options, {})
    return printed, links


def is_wrapper(token: Token) -> bool:
    """Tell an ``<article>`` tag alone, around a whole fiche: the layout prints its own."""
    return token.type == "html_block" and bool(_LONE_ARTICLE.fullmatch(token.content))


def _translate_alerts(tokens: Sequence[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.type == "alert_open":
            title = tokens[index + 2]
            title.children = parser().parseInline(ALERTS[token.meta["kind"]])[0].children
            token.attrSet("role", "note")
