"""Values kept small until they are asked for: what a build carries far and reads seldom.

A site of ten thousand fiches has their text in hand from parsing to publishing, and a save asks
for that of one. The others stay folded, and are told apart by a digest that is taken once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Folded(Generic[T]):
    """A value as bytes, compressed; equal to what has the same ``digest``."""

    __slots__ = ("digest", "read", "small")

    def __init__(self, digest: str, small: bytes, read: Callable[[bytes], T]) -> None:
        """Take the digest of a value, its bytes, and what makes the value of them."""
        self.digest = digest
        self.small = small
        self.read = read

    def unfold(self) -> T:
        """Return the value. Raise ``ValueError`` when it was not folded so."""
        return self.read(self.small)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Folded({self.digest})"


@dataclass(frozen=True, slots=True)
class Words:
    """What the search index holds of a fiche; ``text/search_pieces.py`` tells its layout."""

    digests: bytes
    pieces: bytes = field(repr=False, compare=False)
