"""Addresses made from text: plain slugs for pages, github-slugger's ids for headings."""

from __future__ import annotations

import re
import unicodedata

from antiseche.text.fold import fold

_APOSTROPHES = str.maketrans(
    {"’": "-", "'": "-", "`": "-", "&": " et ", "#": "-sharp", "+": "-plus"}
)
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")

# Symbols that count as letters for github-slugger, though Unicode files them under So:
# circled and squared Latin letters.
_LETTERLIKE = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


def page_slug(text: str) -> str:
    """Return the plain slug of a title: ``L'élève & l’œuvre`` gives ``l-eleve-et-l-oeuvre``.

    Empty when the text holds no letter or digit.
    """
    return _NOT_IN_SLUG.sub("-", fold(text.translate(_APOSTROPHES))).strip("-")


def heading_slug(text: str) -> str:
    """Return the id that github-slugger 2.0.0 gives to a heading alone in its document.

    Letters, marks, decimal and letter numbers, connectors, hyphens stay; each U+0020 becomes a
    hyphen; all else goes, no-break spaces included. Nothing is trimmed or collapsed.
    """
    return "".join("-" if c == " " else c for c in text.lower() if _stays(c))


def _stays(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in "-_ "
    category = unicodedata.category(character)
    return (
        category[0] in "LM" or category in {"Nd", "Nl", "Pc"} or bool(_LETTERLIKE.match(character))
    )


class HeadingIds:
    """The ids of one document: each heading gets one of its own, as github-slugger numbers them."""

    def __init__(self) -> None:
        """Start a document without any heading."""
        self._seen: dict[str, int] = {}

    def give(self, text: str) -> str:
        """Return the id of the next heading; ``section`` stands in for an empty slug."""
        slug = identifier = heading_slug(text) or "section"
        while identifier in self._seen:
            self._seen[slug] += 1
            identifier = f"{slug}-{self._seen[slug]}"
        self._seen[identifier] = 0
        return identifier
