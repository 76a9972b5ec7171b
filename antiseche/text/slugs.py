"""Addresses made from text: plain slugs for pages, github-slugger's ids for headings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from antiseche.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    Empty when the text holds no Latin letter and no digit.
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


def heading_ids(texts: Iterable[str]) -> list[str]:
    """Return the id of each heading of a document, as github-slugger 2.0.0 numbers them.

    A heading without any letter has an empty slug: it is numbered as one more « Section » once all
    the others have their ids, so that it takes none of them.
    """
    seen: dict[str, int] = {}
    slugs = [heading_slug(text) for text in texts]
    ids = [_numbered(slug, seen) for slug in slugs]
    return [
        given if slug else _numbered("section", seen)
        for slug, given in zip(slugs, ids, strict=True)
    ]


def _numbered(slug: str, seen: dict[str, int]) -> str:
    """Return the first of ``slug``, ``slug-1``, ``slug-2``… that is not seen yet, and see it."""
    identifier = slug
    while identifier in seen:
        seen[slug] += 1
        identifier = f"{slug}-{seen[slug]}"
    seen[identifier] = 0
    return identifier
