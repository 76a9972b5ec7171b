"""What other tools write in a header, and ours does not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.text.fold import fold
from antiseche.text.yamltree import Scalar, read_flag

if TYPE_CHECKING:
    from antiseche.text.yamltree import Node

_IS_SHOWN = {"published", "publish", "publie", "publiee"}  # of Jekyll, of Obsidian; in French
_STATES = {"status", "statut"}
_UNSHOWN = {"draft", "brouillon", "private", "prive"}


def keeps_back(key: str, value: Node) -> bool:
    """Tell whether a key of another tool says there that a page is not to be published."""
    word = fold(key.strip())
    if word in _IS_SHOWN:
        return read_flag(value) is False
    return word in _STATES and isinstance(value, Scalar) and fold(value.text.strip()) in _UNSHOWN
