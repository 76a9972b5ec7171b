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
    r"|<(?P<raw>script|style|textarea|title)\b[^>]*>.*?(?=</(?P=raw)\b|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
PHRASING = frozenset(
    "a abbr b bdi bdo button cite code data del dfn em font i ins kbd label mark q s samp small span"
    " strike strong sub sup time tt u var".split()
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
        "address article aside audio blockquote canvas center datalist details dialog div dl fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup iframe legend main map math"
        " menu meter nav noscript object ol output picture pre progress ruby script search section"
        " select slot style summary svg table template textarea title ul video".split()
    )
)
"""The elements of HTML (WHATWG, § 4), and a few that browsers still draw."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its value without entities, and where the value stands, from 0."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, from ``start`` to ``end`` in the piece: its name in lower case, and as written."""

    name: str
    written: str
    closing: bool
    self_closing: bool
    attributes: dict[str, Attribute]
    start: int
    end: int


def tags(piece: str) -> Iterator[Tag]:
    """Yield the tags of a piece of HTML in order; none from comments, scripts or styles."""
    for match in _TAG.finditer(piece):
        if name := match["name"]:
            written, shift = match["attributes"], match.start("attributes")
            yield Tag(
                name=name.lower(),
                written=name,
                closing=bool(match["slash"]),
                self_closing=written.endswith("/"),
                attributes=_attributes(written, shift),
                start=match.start(),
                end=match.end(),
            )


def _attributes(written: str, shift: int) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(written):
        group = next((g for g in ("double", "single", "bare") if match[g] is not None), "name")
        value = "" if group == "name" else html.unescape(match[group])
        attribute = Attribute(value, match.start(group) + shift, match.end(group) + shift)
        found.setdefault(match["name"].lower(), attribute)
    return found
