"""The links of a Markdown text: where each leads, where it stands, and how it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from antiseche.model import Link
from antiseche.source import Span
from antiseche.text import html
from antiseche.text.dialect import parser
from antiseche.text.urls import printed_href, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from antiseche.text.places import Locator

_NOT_SPACE = re.compile(r"\S|\Z")
# A definition, in whatever quotes and lists it stands: « [label]: address ».
_DEFINITION = re.compile(r"[^\[]*\[(?:\\.|[^\[\]\\])+\]:[\s>]*<?(?P<address>[^\s<>]+)")


def follow_links(
    tokens: Sequence[Token], env: Mapping[str, Any], locator: Locator, path: str, base: str
) -> tuple[Link, ...]:
    """Return the links and images of a source, having put in its tokens the addresses to print.

    ``env`` holds the definitions that markdown-it met; ``base`` is the path of the site on its
    host, without its last slash.
    """
    follower = _Follower(locator, path, base, env.get("references", {}))
    for block in tokens:
        if block.type == "html_block":
            block.content = follower.markup(block, block.content, 0)
        elif block.type == "inline":
            follower.inline(block)
    return tuple(follower.links)


@dataclass(slots=True)
class _Follower:
    locator: Locator
    path: str
    base: str
    references: Mapping[str, Mapping[str, Any]]
    links: list[Link] = field(default_factory=list)

    def inline(self, block: Token) -> None:
        children = block.children or []
        opened: tuple[Token, str] | None = None
        for index, token in enumerate(children):
            if token.type == "link_open":
                opened = token, children[index + 1].content
            elif token.type == "link_close" and opened:
                at, length = _destination(block, *opened, token)
                self._token(opened[0], "href", self.locator.span(block, at, length))
            elif token.type == "image":
                label_end = token.meta["at"] + len("![") + len(token.content)
                at, length = _after_label(block, label_end, token.meta["at"])
                self._token(token, "src", self.locator.span(block, at, length))
            elif token.type == "html_inline":
                token.content = self.markup(block, token.content, token.meta["at"])

    def markup(self, block: Token, piece: str, shift: int) -> str:
        """Follow the links of a piece of HTML, and return it with the addresses to print."""
        printed, end = [], 0
        for tag in html.tags(piece):
            for address in () if tag.closing else html.addresses(tag, piece):
                length = address.end - address.start
                span = self.locator.span(block, shift + address.start, length)
                url = self._follow(address.value, span, image=address.shown)
                if url != address.value:
                    printed += [piece[end : address.start], url.replace("&", "&amp;")]
                    end = address.end
        return "".join([*printed, piece[end:]])

    def _token(self, token: Token, attribute: str, span: Span) -> None:
        href = str(token.attrs[attribute])
        if reference := self.references.get(token.meta.get("label", "")):
            span = self._definition(*reference["map"]) or span
        token.attrs[attribute] = self._follow(href, span, image=attribute == "src")

    def _definition(self, start: int, end: int) -> Span | None:
        """Return the place of the address of a definition, which takes those lines of the body."""
        match = _DEFINITION.match("\n".join(map(self.locator.line, range(start, end))))
        if not match:
            return None
        before = match.string[: match.start("address")]
        line = self.locator.whole_line(start + before.count("\n")).line
        return Span(line, len(before) - before.rfind("\n"), len(match["address"]))

    def _follow(self, href: str, span: Span, *, image: bool) -> str:
        self.links.append(Link(href, resolve(href, self.path), span, image))
        return printed_href(href, self.path, self.base)


def _destination(block: Token, token: Token, written: str, close: Token) -> tuple[int, int]:
    """Return the offset and the length, in its block, of the address of a link."""
    at: int = token.meta["at"]
    if token.info == "auto":
        start = block.content.rfind(written, max(0, at - len(written)), at + len(written) + 1)
        return (start, len(written)) if start >= 0 else (at, 1)
    return _after_label(block, close.meta["at"], at - len("["))


def _after_label(block: Token, label_end: int, start: int) -> tuple[int, int]:
    """Return the place of the address in parentheses after a label; without one, of the label."""
    content = block.content
    if content.startswith("](", label_end):
        at = _NOT_SPACE.search(content, label_end + 2).start()  # type: ignore[union-attr]
        found = parser().helpers.parseLinkDestination(content, at, len(content))
        if found.ok and found.pos > at:
            angle = content[at] == "<"
            return at + angle, found.pos - at - 2 * angle
    return start, label_end + 1 - start
