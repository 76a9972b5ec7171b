"""Whole small sites, built in a folder with a theme of the tests' own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.order import Order
from antiseche.pipeline import build

if TYPE_CHECKING:
    from antiseche.model import Report

ROOT = Path(__file__).resolve().parent.parent
THEME = Path(__file__).parent / "theme"
TODAY = date(2025, 6, 6)


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files under a folder, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)


def order(folder: Path, **settings: object) -> Order:
    """Return the order to build ``folder/content`` into ``folder/site``."""
    given: dict[str, object] = {
        "content": folder / "content",
        "templates": (THEME,),
        "output": folder / "site",
        "today": TODAY,
        "jobs": 1,
    }
    return Order(**(given | settings))  # type: ignore[arg-type]


def build_site(folder: Path, files: dict[str, str | bytes], **settings: object) -> Report:
    """Write the files of a content folder, and build its site."""
    write(folder / "content", files)
    return build(order(folder, **settings))


def built(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
