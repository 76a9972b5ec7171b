"""What other tools write in a header, and ours does not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from antiseche.schema import keys_and_synonyms
from antiseche.text.fold import fold
from antiseche.text.yamltree import Scalar, read_flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from antiseche.text.yamltree import Node

_IS_SHOWN = {"published", "publish", "publie", "publiee"}  # of Jekyll, of Obsidian; in French
_STATES = {"status", "statut"}
_UNSHOWN = {"draft", "brouillon", "private", "prive"}

_NAMED = re.compile(r"-{3,}\s*(ya?ml|toml|json)\s*", re.IGNORECASE)
_PLUSES = re.compile(r"\s*\+{3,}\s*")
_TOML_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_JSON_OPENING = re.compile(r'\s*\{\s*(?:"|$)')
_JSON_KEY = re.compile(r'"([\w-]+)"\s*:')
# Other keys are those of any JSON, which a fiche may show as it is.
_OF_A_HEADER = {"title", "titre", "draft", "brouillon"}


def keeps_back(key: str, value: Node) -> bool:
    """Tell whether a key of another tool says there that a page is not to be published."""
    word = fold(key.strip())
    if word in _IS_SHOWN:
        return read_flag(value) is False
    return word in _STATES and isinstance(value, Scalar) and fold(value.text.strip()) in _UNSHOWN


def language_of(lines: Sequence[str]) -> str:
    """Return the language of the header that opens these lines, when it is not ours, else nothing.

    It is « YAML » where only its first line differs, after ``---yaml``. Text between pluses or
    braces is a header when it names a key that a header has.
    """
    first, rest = lines[0], lines[1:]
    if named := _NAMED.fullmatch(first):
        is_closed = any(line.rstrip() == "---" for line in rest)
        return named[1].upper().replace("YML", "YAML") if is_closed else ""
    if _PLUSES.fullmatch(first):
        return "" if keys_and_synonyms().keys().isdisjoint(_keys_of_toml(rest)) else "TOML"
    if _JSON_OPENING.match(first):
        return "" if _OF_A_HEADER.isdisjoint(_keys_of_json(lines)) else "JSON"
    return ""


def _keys_of_toml(lines: Sequence[str]) -> Iterator[str]:
    """Yield what may be a key, up to the line of pluses, else to the first blank one."""
    end = next((i for i, line in enumerate(lines) if _PLUSES.fullmatch(line)), None)
    if end is None:
        end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    yield from (key[1] for line in lines[:end] if (key := _TOML_KEY.match(line)))


def _keys_of_json(lines: Sequence[str]) -> list[str]:
    """Return what may be a key, up to the line that closes the first brace, if any does."""
    end = next((i for i, line in enumerate(lines) if line.rstrip().endswith("}")), -1)
    return _JSON_KEY.findall("\n".join(lines[: end + 1]))
