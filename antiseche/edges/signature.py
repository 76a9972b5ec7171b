"""What the disk says of a file without opening it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a common file system, FAT's


def signature(path: Path | str) -> str:
    """Return the signature of a file; empty when it is not there.

    A file that was replaced has another one, even with the same content.
    """
    try:
        state = os.lstat(path)
    except OSError:
        return ""
    return f"{state.st_ino}:{state.st_size}:{state.st_mtime_ns}"
