"""The characters of French typography, and what its rules have in common.

A text to typeset is plain: markup that only dresses words has been taken out of it, and what is
not prose has been replaced by one of the signs below. So a rule sees through emphasis, and never
sees code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

OBJECT = "\ufffc"
"""Something opaque within a sentence: a code span, an image, an address, a key."""

LINE = "\u2028"
"""A hard line break. What follows begins a line, but a quotation may go on."""

PASSAGE = "\u2029"
"""The end of a passage (paragraph, heading, cell…): what follows knows nothing of it."""

NBSP = "\u00a0"
NNBSP = "\u202f"

SPACES = f" \t\n{NBSP}\u2009{NNBSP}"
"""What is typed where French wants a space; ``"\\n"`` is a soft line break."""

CAPITALS = "A-ZÀ-ÖØ-ÞŒŸ"
"""For the classes of regular expressions."""

EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
"""For classes too: emoji, arrows and dingbats."""

Finding: TypeAlias = tuple[int, int, str, str]
"""Put a string in place of ``text[start:end]``, never empty, because of the rule of that name."""

Find: TypeAlias = Callable[[str], Iterator[Finding]]
"""A rule: what it wants of a text, even where it is so already."""


def matches(pattern: re.Pattern[str], signs: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin with one of the signs, sign after sign.

    For signs that are rare: ``str.find`` looks for one ten times as fast as ``re`` does.
    """
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            if match := pattern.match(text, at):
                yield match
            at = text.find(sign, at + 1)


# A decimal or « !important » ends no sentence.
_CODE_BEFORE = re.compile(
    rf"""
    (?: [^\W\d] : (?! // ) | = )
    (?: [^.!?…{LINE}{PASSAGE}] | [.!?] (?! [\s)»”\]] | \Z ) )* \Z
    """,
    re.VERBOSE,
)
_LONGEST_CODE_BEFORE = 60


def is_in_code(text: str, at: int) -> bool:
    """Tell whether ``key: value`` or ``a = b`` leads there, within a sentence."""
    return _CODE_BEFORE.search(text, max(0, at - _LONGEST_CODE_BEFORE), at) is not None


_NAMES_A_SIGN = re.compile(
    r"""
    (?<! \w )
    (?: \w | signes? | marques? | caractères? | symboles? | opérateurs? | ternaire | séparateurs?
      | options? | et | ou | les? | de | par | avec
    ) \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_NAME = 12


def names_a_sign(text: str, end: int) -> bool:
    """Tell whether the words that end there lead to a sign by its name: « le signe ! »."""
    return _NAMES_A_SIGN.search(text, max(0, end - _LONGEST_NAME), end) is not None


def gap_before(text: str, end: int) -> int:
    """Return where the spaces that lead to ``end`` begin: ``end`` itself when there is none."""
    start = end
    while start and text[start - 1] in SPACES:
        start -= 1
    return start


def gap_after(text: str, start: int) -> int:
    """Return where the spaces that follow ``start`` end: ``start`` itself when there is none."""
    end = start
    while end < len(text) and text[end] in SPACES:
        end += 1
    return end
