"""Values kept small until they are asked for: what a build carries far and reads seldom.

A site of ten thousand fiches has their text in hand from parsing to publishing, and a save asks
for that of one. The others stay folded, and are told apart by a digest that is taken once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable  # noqa: TC003  dataclasses read it
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folded(Generic[T]):
    """A value as bytes, compressed; equal to what has the same ``digest``.

    ``read`` makes the value of its bytes.
    """

    digest: str
    small: bytes = field(repr=False, compare=False)
    read: Callable[[bytes], T] = field(repr=False, compare=False)

    @classmethod
    def of(cls, packed: bytes, read: Callable[[bytes], T]) -> Folded[T]:
        """Fold a value that is read from those bytes."""
        return cls(blake2b(packed, digest_size=16).hexdigest(), zlib.compress(packed, 1), read)

    def unfold(self) -> T:
        """Return the value. Raise ``ValueError`` when it was not folded so."""
        try:
            packed = zlib.decompress(self.small)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        return self.read(packed)


@dataclass(frozen=True, slots=True)
class Words:
    """What the search index holds of a fiche; ``text/search_pieces.py`` tells its layout."""

    digests: bytes
    pieces: bytes = field(repr=False, compare=False)
