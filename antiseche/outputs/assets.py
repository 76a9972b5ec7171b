"""Files published as they are: those of the content folder, and those of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.model import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.model import Asset


def plan(assets: Iterable[Asset]) -> Iterator[Output]:
    """Plan a copy of each file, at the same path."""
    for asset in assets:
        yield Output(asset.path, make, asset)


def make(view: Asset) -> bytes:
    """Return the file."""
    return view.content
