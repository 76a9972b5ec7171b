"""The look of the site: the files of its theme, their sheets made into one, and a version."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLESHEET = "assets/style.css"  # the only file that the first paint waits for
TOKENS = "assets/tokens.css"
SHEETS = "assets/css/"
HOUSE_STYLE = "assets/charte.css"  # of the content folder: the last word is the author's
EARLY_SCRIPT = "assets/early.js"  # printed in every page, so that no theme flashes

_CSS_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_JS_COMMENT_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENTS = re.compile(rb"\n\s*")


@dataclass(frozen=True, slots=True)
class Theme:
    """The files to publish, the script that each page prints, and what changes with any of them."""

    assets: tuple[Asset, ...]
    early: str
    version: str


def gather(theme: Iterable[Asset], own: Iterable[Asset]) -> Theme:
    """Gather the files of a theme, and what the content folder adds to its stylesheet."""
    files = {asset.path: asset for asset in theme}
    early = files.pop(EARLY_SCRIPT, Asset(EARLY_SCRIPT, b"")).content.decode(errors="replace")
    house = [asset for asset in own if asset.path == HOUSE_STYLE]
    sheets = [files.pop(path) for path in _sheets(files)] + house
    if sheets:
        files[STYLESHEET] = Asset(
            STYLESHEET, b"".join(_without_comments(sheet.content) for sheet in sheets)
        )
    return Theme(
        assets=tuple(files[path] for path in sorted(files)),
        early=_JS_COMMENT_LINE.sub("", early).strip(),
        version=_version(files.values()),
    )


def _sheets(paths: Iterable[str]) -> list[str]:
    """Return the sheets in the order in which they apply: the values, then each use of them."""
    return sorted(
        (path for path in paths if path == TOKENS or path.startswith(SHEETS)),
        key=lambda path: (path != TOKENS, path),
    )


def _without_comments(sheet: bytes) -> bytes:
    """Return a sheet without what is there for its authors: comments and indents."""
    return _INDENTS.sub(b"\n", _CSS_COMMENT.sub(b"", sheet)).strip() + b"\n"


def _version(assets: Iterable[Asset]) -> str:
    """Return eight characters that change when a file does."""
    digest = hashlib.sha256()
    for asset in assets:
        digest.update(f"{asset.path}\0{len(asset.content)}\0".encode())
        digest.update(asset.content)
    return digest.hexdigest()[:8]
