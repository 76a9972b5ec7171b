"""The text of an author, and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a source: line and column from 1, length in characters."""

    line: int
    column: int
    length: int = 1


class MovedError(Exception):
    """A file is not what it was when the build began, which has to begin again."""


class Source:
    """A text file of the content folder: one line feed a line, no byte order mark.

    It is known by its path and by the ``digest`` of its bytes: those are read when they are first
    asked for, where the digest is known without.
    """

    __slots__ = ("_utf8", "digest", "path")

    def __init__(self, path: str, utf8: bytes | Callable[[], bytes], digest: str = "") -> None:
        """Take the bytes, or what reads them and their digest.

        Bytes, because one emoji in a ``str`` makes each of its characters take four.
        """
        self.path = path
        self._utf8 = utf8
        self.digest = digest if callable(utf8) else _digest(utf8)

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Return the source of that text."""
        return cls(path, text.encode("utf-8", "surrogatepass"))

    @property
    def utf8(self) -> bytes:
        """Return the whole text, encoded. Raise ``MovedError``."""
        if callable(self._utf8):
            read = self._utf8()
            if _digest(read) != self.digest:
                raise MovedError(self.path)
            self._utf8 = read
        return self._utf8

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self.utf8.decode("utf-8", "surrogatepass")

    def line(self, number: int) -> str:
        """Return the line of that number, from 1; an empty string beyond the end."""
        lines = self.utf8.split(b"\n", number)
        line = lines[number - 1] if 0 < number <= len(lines) else b""
        return line.decode("utf-8", "surrogatepass")

    def written(self, span: Span) -> str:
        """Return the characters of a place."""
        return self.line(span.line)[span.column - 1 :][: span.length]

    def let_go(self) -> None:
        """Forget the text, which nobody may ask for any more."""
        self._utf8 = _gone

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and (self.path, self.digest) == (other.path, other.digest)

    def __hash__(self) -> int:
        return hash((self.path, self.digest))

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {self.digest})"

    def __reduce__(self) -> tuple[object, ...]:
        """Take the bytes along to another process."""
        return Source, (self.path, self.utf8)


def _gone() -> bytes:
    raise LookupError


def _digest(utf8: bytes) -> str:
    return blake2b(utf8, digest_size=16).hexdigest()
