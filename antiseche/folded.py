"""Values kept small until they are asked for: what a build carries far and reads seldom.

A site of ten thousand fiches has their text in hand from parsing to publishing, and a save asks
for that of one. The others stay folded, and are told apart by a digest that is taken once. What a
save does not ask for at once, to compress a text and to cut it into words, is done later.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Folded(Generic[T]):
    """A value as bytes, equal to what has the same ``digest``."""

    __slots__ = ("_packed", "_read", "_small", "digest")

    def __init__(
        self, digest: str, read: Callable[[bytes], T], *, packed: bytes = b"", small: bytes = b""
    ) -> None:
        """Take the digest of a value, what reads its bytes, and these, compressed or not."""
        self.digest = digest
        self._read, self._packed, self._small = read, packed, small

    @property
    def small(self) -> bytes:
        """Return the bytes of the value, compressed; they stay so."""
        if not self._small:
            self._small, self._packed = zlib.compress(self._packed, 1), b""
        return self._small

    def unfold(self) -> T:
        """Return the value. Raise ``ValueError`` when it was not folded so."""
        try:
            return self._read(self._packed or zlib.decompress(self._small))
        except zlib.error as error:
            raise ValueError(self.digest) from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Folded({self.digest})"


class Words:
    """What the search index holds of a fiche, made when it is first asked for.

    ``text/search_pieces.py`` tells the layout of its two parts.
    """

    __slots__ = ("_made",)

    def __init__(self, made: tuple[bytes, bytes] | Callable[[], tuple[bytes, bytes]]) -> None:
        """Take digests and pieces, or what makes them."""
        self._made = made

    @property
    def made(self) -> tuple[bytes, bytes]:
        """Return digests and pieces."""
        if not isinstance(self._made, tuple):
            self._made = self._made()
        return self._made

    @property
    def digests(self) -> bytes:
        """Return the digests of the pieces."""
        return self.made[0]

    @property
    def pieces(self) -> bytes:
        """Return the pieces."""
        return self.made[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self.digests == other.digests

    def __hash__(self) -> int:
        return hash(self.digests)
