"""Parsing as work that the memory keeps: what it depends on, how its results are written down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.edges.engine import Work
from antiseche.edges.fingerprint import code_fingerprint, fingerprint
from antiseche.model import Parsed
from antiseche.parse import parse
from antiseche.text.codec import pack, unpack

if TYPE_CHECKING:
    from antiseche.config import Reading
    from antiseche.source import Source


def parsing(reading: Reading) -> Work[Source, Parsed]:
    """Return the work of parsing with these settings; it is kept without the text of the source."""
    made_with = fingerprint(code_fingerprint(), pack(reading))

    return Work(
        kind="fiche",
        label="Fiches lues",
        made_with=made_with,
        do=partial(parse, reading=reading),
        path=lambda source: source.path,
        made_from=lambda source: (source.path, fingerprint(made_with, source.path, source.digest)),
        write=pack,
        read=_read,
    )


def _read(source: Source, packed: bytes) -> Parsed:
    parsed = unpack(Parsed, packed)
    if parsed.fiche:  # just made, and seen by nobody: to copy it costs as much as to read it
        object.__setattr__(parsed.fiche, "source", source)
    return parsed
