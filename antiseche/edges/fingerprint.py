"""Fingerprints: short names of values, and of the code that makes something of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path

from antiseche.model import Card
from antiseche.text.codec import pack

# What a fiche is made with, besides our own code: another version may make something else.
MADE_WITH = (
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgspec",
    "pygments",
    "pyyaml",
    "segno",
)
SHORT = 100  # characters of what stands for itself: to digest it costs more than it spares


def fingerprint(*parts: str | bytes) -> str:
    """Return the fingerprint of some texts, in order; no other texts have it."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


class Fingerprints:
    """Fingerprints of frozen values, each part of them taken once: views share many cards.

    A field that is left out of comparisons is left out of fingerprints.
    """

    def __init__(self) -> None:
        """Start with no value known."""
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        """Return the fingerprint of a value made of dataclasses, tuples, mappings, plain types."""
        return fingerprint(self._canonical(value))

    def _canonical(self, value: object) -> str:  # noqa: PLR0911  a line for each kind of value
        """Return a text that no other value has."""
        kind = type(value)
        if kind is str:
            return f"{len(value)}:{value}"  # type: ignore[arg-type]
        if value is None or kind is int:
            return repr(value)
        if compared := _compared(kind):  # type: ignore[arg-type]
            return self._of_dataclass(value, compared)
        if isinstance(value, tuple | list):
            return f"[{','.join(map(self._canonical, value))}]"
        if isinstance(value, Mapping):
            return (
                f"{{{','.join(f'{key!r}:{self._canonical(item)}' for key, item in value.items())}}}"
            )
        if isinstance(value, bytes):
            return blake2b(value, digest_size=16).hexdigest()
        if callable(value):  # a maker: its code is in the fingerprint of the generator
            return f"{value.__module__}.{getattr(value, '__qualname__', '')}"
        return repr(value)

    def _of_dataclass(self, value: object, compared: Callable[[object], tuple[object, ...]]) -> str:
        if known := self._known.get(id(value)):
            return known[1]
        if type(value) is Card:  # the most of all: to write one is quicker than to look into it
            taken = fingerprint(pack(value))
        else:
            said = f"{type(value).__qualname__}[{','.join(map(self._canonical, compared(value)))}]"
            if len(said) < SHORT:
                return said
            taken = fingerprint(said)
        self._known[id(value)] = value, taken  # with the value, so that its id stays its own
        return taken


@cache
def _compared(kind: Hashable) -> Callable[[object], tuple[object, ...]] | None:
    """Return what gives the fields that tell two values of a dataclass apart."""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind) if field.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def code_fingerprint() -> str:
    """Return the fingerprint of the generator: its code, Python, and the versions of its parts."""
    package = Path(__file__).resolve().parent.parent
    code = [path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))]
    return fingerprint(sys.version, *(_version(name) for name in MADE_WITH), *code)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
