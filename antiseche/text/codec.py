"""Our frozen values to JSON and back, by their types: nothing else can be read, nothing runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from antiseche.folded import Folded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
_PLAIN = {str, int, float, bool}


class NotOursError(ValueError):
    """The text is not one that ``to_json`` wrote of that type."""


def to_json(value: object) -> str:
    """Return a value made of dataclasses, tuples, mappings, dates, enums and plain types."""
    return json.dumps(_bare(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """Return the value of that type that ``to_json`` wrote. Raise ``NotOursError``."""
    read: Callable[[Any], T] = _reader(kind)  # type: ignore[arg-type]
    try:
        return read(json.loads(text))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotOursError(str(error)) from error


def fold(kind: type[T], value: T) -> Folded[T]:
    """Fold a value of that type."""
    return Folded.of(to_json(value), partial(from_json, kind))


def _bare(value: object) -> object:  # noqa: PLR0911  a line for each kind of value
    """Return a value as lists and plain types; a dataclass is the list of its fields."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | bool | NoneType):
        return value
    if isinstance(value, Folded):
        return [value.digest, value.small]
    if is_dataclass(value) and not isinstance(value, type):
        return [_bare(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple | list):
        return [_bare(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', '')}"
    raise TypeError(type(value))


@cache
def _reader(kind: Hashable) -> Callable[[Any], Any]:  # noqa: PLR0911  a line for each kind of type
    """Return what makes a value of that type of what JSON gives back."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (inner,) = (_reader(one) for one in arguments if one is not NoneType)
        return lambda bare: None if bare is None else inner(bare)
    if origin is Folded:
        unfold = partial(from_json, arguments[0])
        return lambda bare: Folded(bare[0], bare[1], unfold)
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is Mapping:
        inner = _reader(arguments[1])
        return lambda bare: {key: inner(item) for key, item in bare.items()}
    if kind is date:
        return date.fromisoformat
    if kind is bytes:
        return bytes.fromhex
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return _dataclass_reader(kind, [_reader(hints[field.name]) for field in fields(kind)])
    if kind in _PLAIN:
        return _as_it_is
    raise TypeError(kind)


def _as_it_is(bare: object) -> object:
    return bare


def _dataclass_reader(kind: type, readers: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    if all(read is _as_it_is for read in readers):  # most of what is read: it is worth a short way

        def read_plain(bare: list[object]) -> object:
            if len(bare) != len(readers):
                raise ValueError(bare)
            return kind(*bare)

        return read_plain
    return lambda bare: kind(*[read(item) for read, item in zip(readers, bare, strict=True)])


def _tuple_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if arguments[-1] is Ellipsis:
        inner = _reader(arguments[0])
        if inner is _as_it_is:
            return tuple
        return lambda bare: tuple(map(inner, bare))
    readers = [_reader(argument) for argument in arguments]
    return lambda bare: tuple(read(item) for read, item in zip(readers, bare, strict=True))
