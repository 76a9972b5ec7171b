"""The HTML elements that are open at some point of a document, and what they make of its text.

HTML that authors write is forgiven as browsers forgive it: an end tag closes what stands within its
element, one without a start tag closes nothing, and what ends in the middle of a tag or of a comment
is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark math q rp rt "
    "ruby s samp small span strike strong sub sup svg textarea time tt u var wbr".split()
)
REPLACED = frozenset(("img", "input"))
_VERBATIM = frozenset("code kbd math pre samp script style svg textarea var".split())
_RAW = frozenset("script style textarea title".split())
_NAMES = frozenset("a cite h1 h2 h3 h4 h5 h6 title".split())

# Every alternative ends at the end of the piece if nothing else ends it, so that none is tried twice.
_ATTRIBUTES = r"""(?P<attributes> (?: = \s*+ (?: "[^"]*+ "? | '[^']*+ '? )? | [^=>]++ )*+ ) >?"""
_MARKUP = re.compile(
    rf"""
    <!-- (?: -?> | .*? (?: --> | \Z ) )
    | <!\[CDATA\[ .*? (?: \]\]> | \Z )
    | <\? .*? (?: \?> | \Z )
    | <! [^>]*+ >?
    | < (?P<closing> /? ) (?P<name> [a-zA-Z] [^\s/>]*+ ) {_ATTRIBUTES}
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
    is_name: bool = False
    """Of a page, of a section, of a work."""


_DOCUMENT = Element()


class Tag(NamedTuple):
    """A tag: the element that it opens, if it does, and where the values of its attributes are."""

    name: str
    element: Element | None
    attributes: dict[str, slice]


class OpenElements:
    """The stack of open elements, which outlives each piece of HTML that opens or closes some."""

    def __init__(self) -> None:
        """Start with a document in French."""
        self.innermost = _DOCUMENT
        self._stack: list[tuple[int, Element]] = []
        self._names: Counter[str] = Counter()

    def leave(self, level: int) -> None:
        """Close what was opened deeper in the Markdown than `level`."""
        while self._stack and self._stack[-1][0] > level:
            self._pop()

    def read(self, piece: str, level: int) -> Iterator[slice | Tag]:
        """Yield the texts and the tags of a piece, and open and close their elements on the way.

        `level` is that of the Markdown that holds the piece.
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

    def _turn(self, tag: re.Match[str], level: int) -> Tag:
        """Open or close the element of a tag."""
        name = tag["name"].lower()
        if tag["closing"]:
            self._close(name)
            return Tag(name, None, {})
        attributes = _attributes(tag)
        element = _child(
            self.innermost, name, {key: tag.string[at] for key, at in attributes.items()}
        )
        if name not in VOID and not tag["attributes"].endswith("/"):
            self._stack.append((level, element))
            self._names[name] += 1
            self.innermost = element
        return Tag(name, element, attributes)

    def _close(self, name: str) -> None:
        """Close the innermost element of that name, with all that it holds, if there is one."""
        if self._names[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        _, element = self._stack.pop()
        self._names[element.name] -= 1
        self.innermost = self._stack[-1][1] if self._stack else _DOCUMENT
        return element.name


def _attributes(tag: re.Match[str]) -> dict[str, slice]:
    """Return the place of the value of each attribute; as in a browser, the first of a name counts."""
    found: dict[str, slice] = {}
    for match in _ATTRIBUTE.finditer(tag.string, *tag.span("attributes")):
        found.setdefault(match["name"].lower(), slice(*match.span(match.lastgroup or 0)))
    return found


def _child(parent: Element, name: str, attributes: dict[str, str]) -> Element:
    language = attributes.get("lang", attributes.get("xml:lang"))
    translate = attributes.get("translate")
    is_verbatim = parent.is_verbatim or name in _VERBATIM
    is_french = parent.is_french if language is None else bool(_FRENCH.match(language))
    is_translated = parent.is_translated if translate is None else translate.lower() != "no"
    is_prose = is_french and is_translated and not is_verbatim
    is_name = parent.is_name or name in _NAMES
    return Element(name, is_verbatim, is_french, is_translated, is_prose, is_name)
