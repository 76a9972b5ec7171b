"""Values kept small until they are asked for: what a build carries far and reads seldom.

A site of ten thousand fiches has their text in hand from parsing to publishing, and a save asks
for that of one. The others stay folded, and are told apart by a digest that is taken once.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable  # noqa: TC003  dataclasses read it
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folded(Generic[T]):
    """A value as its text, compressed; equal to what has the same ``digest``.

    ``small`` is in base 64, so that it can be written down as it is; ``read`` makes the value of
    its text.
    """

    digest: str
    small: str = field(repr=False, compare=False)
    read: Callable[[str], T] = field(repr=False, compare=False)

    @classmethod
    def of(cls, text: str, read: Callable[[str], T]) -> Folded[T]:
        """Fold a value that is read from that text."""
        encoded = text.encode("utf-8", "surrogatepass")
        small = base64.b64encode(zlib.compress(encoded, 1)).decode()
        return cls(blake2b(encoded, digest_size=16).hexdigest(), small, read)

    def unfold(self) -> T:
        """Return the value. Raise ``ValueError`` when it was not folded so."""
        try:
            encoded = zlib.decompress(base64.b64decode(self.small))
        except zlib.error as error:
            raise ValueError(str(error)) from error
        return self.read(encoded.decode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Words:
    """What the search index holds of a fiche; ``text/search_pieces.py`` tells its layout."""

    digests: str
    strata: tuple[str, ...] = field(repr=False, compare=False)
