"""The tags of a piece of HTML, each with its place, without judging the rest."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(?P<end>>?)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
_BARE_END = re.compile(r"""=\s*[^\s"'=<>`]+\Z""")  # whose slash, if it ends with one, is its own
_CANDIDATE = re.compile(r"[^,\s]\S*(?:\s+[^,]*)?")  # of a srcset: an address, then its size
_UNSHOWN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_RAW = {"script", "style", "textarea", "title"}  # what they hold is no markup
_UNSEEN = re.compile(r"[\x00-\x20]+")  # what browsers leave out of an address
_PROGRAM = re.compile(r"javascript:|vbscript:|data:(?!image/)", re.IGNORECASE)

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
PHRASING = frozenset(
    "a abbr b bdi bdo button cite code data del dfn em font i ins kbd label mark q s samp small"
    " span strike strong sub sup time tt u var".split()
)
OPTIONAL_END = frozenset(
    "body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead"
    " tr".split()
)
ELEMENTS = (
    VOID
    | PHRASING
    | OPTIONAL_END
    | frozenset(
        "address article aside audio blockquote canvas center datalist details dialog div dl"
        " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup iframe legend main"
        " map math menu meter nav noscript object ol output picture pre progress ruby script search"
        " section select slot style summary svg table template textarea title ul video".split()
    )
)
"""The elements of HTML (WHATWG, § 4), and a few that browsers still draw."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its value without entities, and where the value stands, from 0.

    ``name_start`` is where its name does.
    """

    value: str
    start: int
    end: int
    name_start: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, from ``start`` to ``end`` in the piece: its name in lower case, and as written.

    ``broken`` says that its ``>`` is missing.
    """

    name: str
    written: str
    closing: bool
    self_closing: bool
    attributes: dict[str, Attribute]
    start: int
    end: int
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a tag, and where it stands, from 0; ``shown`` tells an image from a link."""

    value: str
    start: int
    end: int
    shown: bool


def tags(piece: str) -> Iterator[Tag]:
    """Yield the tags of a piece of HTML in order; none from comments, scripts or styles."""
    at = 0
    while match := _TAG.search(piece, at):
        at = match.end()
        if not (name := match["name"]):
            continue
        written, shift = match["attributes"], match.start("attributes")
        if not match["end"] and name.lower() not in ELEMENTS:
            at = match.end("name")
            continue
        yield Tag(
            name=name.lower(),
            written=name,
            closing=bool(match["slash"]),
            self_closing=written.endswith("/") and not _BARE_END.search(written),
            attributes=_attributes(written, shift),
            start=match.start(),
            end=match.end(),
            broken=not match["end"],
        )
        if name.lower() in _RAW and not match["slash"]:
            end = re.compile(f"</{name}\\b", re.IGNORECASE).search(piece, at)
            at = end.start() if end else len(piece)


def _attributes(written: str, shift: int) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(written):
        group = next((g for g in ("double", "single", "bare") if match[g] is not None), "name")
        value = "" if group == "name" else html.unescape(match[group])
        start, end = match.start(group) + shift, match.end(group) + shift
        attribute = Attribute(value, start, end, match.start("name") + shift)
        found.setdefault(match["name"].lower(), attribute)
    return found


def words_of(piece: str) -> str:
    """Return the words that a piece of HTML shows, without its tags."""
    shown = _UNSHOWN.sub(" ", piece)
    return " ".join(html.unescape(_TAG.sub(" ", shown)).split())


def addresses(tag: Tag, piece: str) -> Iterator[Address]:
    """Yield the addresses that a tag of a piece of HTML leads to or shows, in order."""
    for name, attribute in tag.attributes.items():
        written = piece[attribute.start : attribute.end]
        if name in {"href", "xlink:href", "src", "poster"} and attribute.value.strip():
            start = attribute.start + len(written) - len(written.lstrip())
            end = start + len(written.strip())
            shown = name == "poster" or (name == "src" and tag.name == "img")
            yield Address(attribute.value.strip(), start, end, shown)
        elif name == "srcset":
            for candidate in _CANDIDATE.finditer(written):
                address = candidate[0].split()[0].rstrip(",")
                start = attribute.start + candidate.start()
                yield Address(html.unescape(address), start, start + len(address), shown=True)


def runs_a_program(address: str) -> bool:
    """Tell whether a browser that follows an address would run something."""
    return bool(_PROGRAM.match(_UNSEEN.sub("", address)))
