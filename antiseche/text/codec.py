"""Our frozen values to bytes and back, by their types: nothing else can be read, nothing runs."""

from __future__ import annotations

from functools import cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

from antiseche.folded import Folded, Words
from antiseche.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class NotOursError(ValueError):
    """The bytes are not those that ``pack`` wrote of that type."""


def pack(value: object) -> bytes:
    """Return a value made of dataclasses, tuples, mappings, dates, enums, bytes and plain types."""
    return _ENCODER.encode(value)


def unpack(kind: type[T], packed: bytes) -> T:
    """Return the value of that type that ``pack`` wrote. Raise ``NotOursError``."""
    decoder: Decoder[T] = _decoder(kind)  # type: ignore[arg-type]
    try:
        return decoder.decode(packed)
    except (DecodeError, ValueError, RecursionError) as error:
        raise NotOursError(str(error)) from error


def folded(kind: type[T], value: T) -> Folded[T]:
    """Fold a value of that type."""
    packed = pack(value)
    digest = blake2b(packed, digest_size=16).hexdigest()
    return Folded(digest, partial(unpack, kind), packed=packed)


@cache
def _decoder(kind: Hashable) -> Decoder[Any]:
    return Decoder(kind, dec_hook=_of_ours)


def _bare(value: object) -> object:
    """Return what is written of a value of ours that msgspec does not know."""
    if isinstance(value, Folded):
        return value.digest, value.small
    if isinstance(value, Words):
        return value.made
    if isinstance(value, Source):
        return value.path, value.digest  # its text is where the author keeps it
    raise TypeError(type(value))


def _of_ours(kind: type, bare: Any) -> object:  # noqa: ANN401  whatever was read
    """Return the value of ours that was written so."""
    name, content = bare
    if kind is Words and isinstance(name, bytes) and isinstance(content, bytes):
        return Words((name, content))
    if kind is Source and isinstance(name, str) and isinstance(content, str):
        return Source(name, bytes, content)  # whose text cannot be read here
    if kind is not Words and isinstance(name, str) and isinstance(content, bytes):
        return Folded(name, _unfolding(kind), small=content)
    raise NotOursError(kind)


@cache
def _unfolding(kind: type[Folded[T]]) -> Callable[[bytes], T]:
    (folded,) = get_args(kind)
    return partial(unpack, folded)


_ENCODER = Encoder(enc_hook=_bare)
