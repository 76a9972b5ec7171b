"""Which quotes are quotations, and the marks that they stand for.

Authority: Lexique, « Guillemets »: « … », and “…” for a quotation within. A straight quote may as
well be an inch, a string of code or a slip of the finger, so a passage is left as it is unless
every quote that it holds is understood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.text.typography_signs import OBJECT, PASSAGE, SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STRAIGHT = '"'
STRAIGHT_AND_CURLY = '"“”'

_QUOTE = re.compile(
    rf"""
    ["«»“”]
    (?: (?P<mark> (?<! " ) )
      | (?P<opening>
          (?: (?<! [^\s(«“'’—–] " ) | (?<= "/" ) )              # "lire"/"écrire"
          (?: (?! ["\s),;!?»”] | \Z ) | (?= [),;!?] " (?! [\w"] ) ) ) )  # the sign "?"
      | (?P<closing>
          (?: (?<= [^\s(«“—–] " ) | (?<= "\(" ) )
          (?! [\w=:+*<>@\#$&|([{{}}{OBJECT}] | / (?! "\w ) | "[\w"] ) )
      | (?P<alone> (?<! [^\s([«“'’] " ) (?: "(?! ["\w] ) | (?= [\s),;!?»”] | \Z ) ) )
      | (?P<unclear> )
    )
    """,
    re.VERBOSE,
)
_CODE_BEFORE = re.compile(
    rf"""
    (?: (?: \w:                         # key: "value"
          | [=+&|<>]                    # a == "b"
          | (?<! [^\s(] ) --?\w[\w-]*+  # git commit -m "message"
        ) [{SPACES}]
      | [\w)\]!.>] \(                  # print("…"), println!("…")
      | (?<! [^\W\d_] ) '               # '"…"'
    ) \Z
    """,
    re.VERBOSE,
)
_LONGEST_CODE_BEFORE = 24

# A quote to mend opens (o), closes (c), closes or counts inches (i), or is not understood (?).
_UNDERSTOOD = re.compile("(?: o(?:oc)*c | «(?:oc|“”)*(?:»|$) | “” | » )*", re.VERBOSE)
_MARKS_BY_DEPTH = ("«»", "“”")


def quotations(text: str, mended: str = STRAIGHT) -> dict[int, str]:
    """Return, by its place, the mark that each quote to mend stands for."""
    marks: dict[int, str] = {}
    for start, end in _passages_with(mended, text):
        quotes = list(_quotes(text, start, end, mended))
        closings = [("c" if kind == "i" else kind, at) for kind, at in quotes]
        without_inches = [(kind, at) for kind, at in quotes if kind != "i"]
        for reading in (closings, without_inches):
            if _UNDERSTOOD.fullmatch("".join(kind for kind, _ in reading)):
                marks.update(_marks(reading))
                break
    return marks


def _passages_with(signs: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the passages that hold one of the signs, sign after sign."""
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            start = text.rfind(PASSAGE, 0, at) + 1
            end = text.find(PASSAGE, at)
            end = len(text) if end < 0 else end
            yield start, end
            at = text.find(sign, end)


def _quotes(text: str, start: int, end: int, mended: str) -> Iterator[tuple[str, int]]:
    """Yield each quote of a passage: what it is, in one character, and its place."""
    for match in _QUOTE.finditer(text, start, end):
        at = match.start()
        match match.lastgroup:
            case "mark" if match[0] not in mended:
                yield match[0], at
            case "mark":
                yield "o" if match[0] == "“" else "c", at
            case "opening":
                before = max(start, at - _LONGEST_CODE_BEFORE)
                yield "?" if _CODE_BEFORE.search(text, before, at) else "o", at
            case "closing":
                yield "i" if text[at - 1].isdigit() else "c", at
            case "unclear":
                yield "?", at


def _marks(quotes: Iterable[tuple[str, int]]) -> Iterator[tuple[int, str]]:
    """Yield the place and the mark of each quote, given that all of them are understood."""
    depth = 0
    for kind, at in quotes:
        if kind == "o":
            yield at, _MARKS_BY_DEPTH[depth][0]
        depth += (kind in "o«") - (kind in "c»" and depth > 0)
        if kind == "c":
            yield at, _MARKS_BY_DEPTH[depth][1]
