"""The characters of French typography, and those that stand for what is not text.

A text to typeset is plain: markup that only dresses words has been taken out of it, and what is not
prose has been replaced by one of the three signs below.  So a rule sees through emphasis, and never
sees code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

OBJECT = "\ufffc"
"""Something opaque within a sentence: a code span, an image, an address, a key."""

LINE = "\u2028"
"""A hard line break: what follows begins a line, whatever the width of the page."""

PASSAGE = "\u2029"
"""Between two passages (paragraphs, headings, cells…), which know nothing of each other."""

NBSP = "\u00a0"
NNBSP = "\u202f"

SPACES = f" \t\n{NBSP}\u2009{NNBSP}"
"""What may be typed where French wants a space; "\\n" is a soft line break."""

CAPITALS = "A-ZÀ-ÖØ-ÞŒŸ"
"""The inside of a regular expression's class."""

Finding: TypeAlias = tuple[int, int, str, str]
"""Put a string in place of `text[start:end]`, which is not empty, by the rule of that name."""

Find: TypeAlias = Callable[[str], Iterator[Finding]]
"""A rule: what it wants, and where, even if it is so already."""


def gap_before(text: str, end: int) -> int:
    """Return where the spaces that lead to `end` begin: `end` itself when there is none."""
    start = end
    while start and text[start - 1] in SPACES:
        start -= 1
    return start
