"""Our frozen values to bytes and back, by their types: nothing else can be read, nothing runs.

A value is written as a line of JSON, then the bytes that it holds, one after the other: what is
folded is most of a fiche, and so is neither escaped nor looked at. In the line, a dataclass is the
list of its fields, and bytes are where they start and end in what follows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Protocol,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from antiseche.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")
Out_co = TypeVar("Out_co", covariant=True)
_PLAIN = {str, int, float, bool}


class _Reader(Protocol[Out_co]):
    """Makes a value of what JSON gives back, and of the bytes that come after it."""

    def __call__(self, bare: Any, after: bytes, /) -> Out_co: ...  # noqa: ANN401  of any type


class NotOursError(ValueError):
    """The bytes are not those that ``pack`` wrote of that type."""


def pack(value: object) -> bytes:
    """Return a value made of dataclasses, tuples, mappings, dates, enums, bytes and plain types."""
    after = bytearray()
    line = json.dumps(_bare(value, after), ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "surrogatepass") + b"\n" + after


def unpack(kind: type[T], packed: bytes) -> T:
    """Return the value of that type that ``pack`` wrote. Raise ``NotOursError``."""
    read: _Reader[T] = _reader(kind)  # type: ignore[arg-type]
    line, _, after = packed.partition(b"\n")
    try:
        return read(json.loads(line.decode("utf-8", "surrogatepass")), after)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotOursError(str(error)) from error


def fold(kind: type[T], value: T) -> Folded[T]:
    """Fold a value of that type."""
    return Folded.of(pack(value), partial(unpack, kind))


def _bare(value: object, after: bytearray) -> object:  # noqa: PLR0911  a line for each kind of value
    """Return a value as lists and plain types; its bytes are added to what comes after."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | bool | NoneType):
        return value
    if isinstance(value, Folded):
        return [value.digest, _bare(value.small, after)]
    if is_dataclass(value) and not isinstance(value, type):
        return [_bare(getattr(value, field.name), after) for field in fields(value)]
    if isinstance(value, tuple | list):
        return [_bare(item, after) for item in value]
    if isinstance(value, Mapping):
        return {key: _bare(item, after) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        start = len(after)
        after += value
        return [start, len(after)]
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', '')}"
    raise TypeError(type(value))


@cache
def _reader(kind: Hashable) -> _Reader[Any]:  # noqa: PLR0911  a line for each kind of type
    """Return what makes a value of that type of what JSON gives back."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (inner,) = (_reader(one) for one in arguments if one is not NoneType)
        return lambda bare, after: None if bare is None else inner(bare, after)
    if origin is Folded:
        unfold = partial(unpack, arguments[0])
        return lambda bare, after: Folded(bare[0], _bytes(bare[1], after), unfold)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is Mapping:
        inner = _reader(arguments[1])
        return lambda bare, after: {key: inner(item, after) for key, item in bare.items()}
    if kind is date:
        return lambda bare, _: date.fromisoformat(bare)
    if kind is bytes:
        return _bytes
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda bare, _: kind(bare)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return _dataclass_reader(kind, [_reader(hints[field.name]) for field in fields(kind)])
    if kind in _PLAIN:
        return _as_it_is
    raise TypeError(kind)


def _as_it_is(bare: object, _: bytes) -> object:
    return bare


def _bytes(bare: list[int], after: bytes) -> bytes:
    start, end = bare
    if not 0 <= start <= end <= len(after):
        raise ValueError(bare)
    return after[start:end]


def _dataclass_reader(kind: type, readers: list[_Reader[Any]]) -> _Reader[Any]:
    if all(read is _as_it_is for read in readers):  # most of what is read: it is worth a short way

        def read_plain(bare: list[object], _: bytes) -> object:
            if len(bare) != len(readers):
                raise ValueError(bare)
            return kind(*bare)

        return read_plain
    return lambda bare, after: kind(
        *[read(item, after) for read, item in zip(readers, bare, strict=True)]
    )


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader[Any]:
    if arguments[-1] is Ellipsis:
        inner = _reader(arguments[0])
        if inner is _as_it_is:
            return lambda bare, _: tuple(bare)
        return lambda bare, after: tuple([inner(item, after) for item in bare])
    readers = [_reader(argument) for argument in arguments]
    return lambda bare, after: tuple(
        [read(item, after) for read, item in zip(readers, bare, strict=True)]
    )
