"""The HTML elements that are open at some point of a document, and what they make of its text.

HTML that authors write is forgiven as browsers forgive it: an end tag closes what stands within
its element, one without a start tag closes nothing, and what ends in the middle of a tag or of a
comment is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from antiseche.text.html import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark math q rp"
    " rt ruby s samp small span strike strong sub sup svg textarea time tt u var wbr".split()
)
"""The elements that do not end a passage."""

REPLACED = frozenset(("img", "input"))
"""Those of them that stand for something."""

_VERBATIM = frozenset("code kbd math pre samp script style svg textarea var".split())
_RAW = frozenset("script style textarea title".split())
_ENDED_BY_THE_NEXT = frozenset("dd dt li option p td th tr".split())
_KEEPING_HYPHENS = frozenset("a cite h1 h2 h3 h4 h5 h6 li title".split())

# Each ends with the piece if nothing else ends it: no part of a piece is read twice.
_ATTRIBUTES = r"""(?P<attributes> (?: = \s*+ (?: "[^"]*+ "? | '[^']*+ '? )? | [^=>]++ )*+ ) >?"""
_MARKUP = re.compile(
    rf"""
    < (?: !-- (?: -?> | .*? (?: --> | \Z ) )
        | !\[CDATA\[ .*? (?: \]\]> | \Z )
        | \? .*? (?: \?> | \Z )
        | ! [^>]*+ >?
        | (?P<closing> /? ) (?P<name> [a-zA-Z] [^\s/>]*+ ) {_ATTRIBUTES} )
    """,
    re.VERBOSE | re.DOTALL,
)
_END_TAGS = {
    name: re.compile(
        rf"< (?P<closing> / ) (?P<name> {name} ) (?= [\s/>] ) {_ATTRIBUTES}",
        re.VERBOSE | re.IGNORECASE,
    )
    for name in _RAW
}
_ATTRIBUTE = re.compile(
    r"""
    (?<! [^\s/"'] ) (?P<name> [^\s/"'=]++ ) \s*+ = \s*+
    (?: " (?P<double> [^"]*+ ) | ' (?P<single> [^']*+ ) | (?P<bare> [^\s"']++ ) )
    """,
    re.VERBOSE,
)
_FRENCH = re.compile(r"fr(?![^-])", re.IGNORECASE)


class Element(NamedTuple):
    """An element: what its own attributes, and those of the elements around it, say of its text."""

    name: str = ""
    is_verbatim: bool = False
    is_french: bool = True
    is_translated: bool = True
    is_prose: bool = True
    keeps_hyphens: bool = False
    """Whether a lone hyphen is no dash: « X - Site » in a title, « mot - sens » in a list."""


_DOCUMENT = Element()


class OpenElements:
    """The stack of open elements, which outlives each piece of HTML that opens or closes some."""

    def __init__(self) -> None:
        """Start with a document in French."""
        self.innermost = _DOCUMENT
        self.level = 0  # of the Markdown that the innermost element was opened in
        self._stack: list[tuple[int, Element]] = []
        self._names: Counter[str] = Counter()

    def leave(self, level: int) -> None:
        """Close what was opened deeper in the Markdown than ``level``."""
        while self.level > level:
            self._pop()

    def read(self, piece: str, level: int) -> Iterator[slice | str]:
        """Yield where the texts of a piece are, and the names of its tags, as they come.

        Their elements are opened and closed on the way.

        ``level`` is that of the Markdown that holds the piece.
        """
        end = 0
        while match := _END_TAGS.get(self.innermost.name, _MARKUP).search(piece, end):
            if end < match.start():
                yield slice(end, match.start())
            end = match.end()
            if match["name"]:
                yield self._turn(match, level)
        if end < len(piece):
            yield slice(end, len(piece))

    def _turn(self, match: re.Match[str], level: int) -> str:
        """Open or close the element of a tag, and return its name."""
        name = match["name"].lower()
        if match["closing"]:
            self._close(name)
            return name
        if name == self.innermost.name and name in _ENDED_BY_THE_NEXT:
            self._pop()
        attributes = _attributes(match["attributes"])
        language = attributes.get("lang", attributes.get("xml:lang"))
        element = _child(self.innermost, name, language, attributes.get("translate"))
        if name not in VOID and not match["attributes"].endswith("/"):
            self._stack.append((self.level, self.innermost))
            self._names[name] += 1
            self.level, self.innermost = level, element
        return name

    def _close(self, name: str) -> None:
        """Close the innermost element of that name, with all that it holds, if there is one."""
        if self._names[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        closed = self.innermost.name
        self._names[closed] -= 1
        self.level, self.innermost = self._stack.pop()
        return closed


def _attributes(written: str) -> dict[str, str]:
    """Return the value of each attribute; as in a browser, the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        found.setdefault(match["name"].lower(), match[match.lastgroup or 0])
    return found


@lru_cache
def _child(parent: Element, name: str, language: str | None, translate: str | None) -> Element:
    is_verbatim = parent.is_verbatim or name in _VERBATIM
    is_french = parent.is_french if language is None else bool(_FRENCH.match(language))
    is_translated = parent.is_translated if translate is None else translate.lower() != "no"
    is_prose = is_french and is_translated and not is_verbatim
    keeps_hyphens = parent.keeps_hyphens or name in _KEEPING_HYPHENS
    return Element(name, is_verbatim, is_french, is_translated, is_prose, keeps_hyphens)
