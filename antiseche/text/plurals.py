"""Counting in French: the plural begins at two."""

from __future__ import annotations


def count(number: int, noun: str, plural: str = "") -> str:
    """Return ``0 fiche``, ``1 fiche``, ``2 fiches``, ``1 234 fiches``, with no-break spaces."""
    digits = f"{number:,}".replace(",", "\u202f")
    return f"{digits}\u00a0{noun if number < 2 else plural or noun + 's'}"  # noqa: PLR2004
