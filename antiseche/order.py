"""What is asked of a build: which folders, which day, which fiches, and where it may remember."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

MEMORY_FOLDER = ".antiseche"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, from where to where.

    ``templates`` are theme folders, the first one first; ``jobs`` None means one for each core;
    ``memory`` is the file where builds remember what they made, None to remember nothing;
    ``progress`` tells a terminal how far the build is.
    """

    content: Path
    templates: tuple[Path, ...]
    output: Path
    today: date
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    jobs: int | None = None
    memory: Path | None = None
    progress: bool = False


def memory_file(output: Path) -> Path:
    """Return the file where the builds of an output folder remember what they made."""
    return output.parent / MEMORY_FOLDER / f"{output.name}.sqlite"


def ledger_file(output: Path) -> Path:
    """Return the file that tells which files of an output folder are ours."""
    return output.parent / MEMORY_FOLDER / f"{output.name}.json"
