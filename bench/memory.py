"""The memory that processes hold, from ``/proc``; nothing where there is none."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def tree_memory(root: int) -> int | None:
    """Return the bytes resident in a process and all that descend from it.

    A page that two processes share is counted in both, as ``ps`` and ``top`` do.
    """
    if not PROC.is_dir():
        return None
    return sum(_resident(process) for process in _tree(root))


def _tree(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += _children(process)
    return found


def _children(process: int) -> list[int]:
    """Return the children of a process, of each of its threads; none if it has just ended."""
    try:
        threads = list((PROC / str(process) / "task").iterdir())
        listed = [(thread / "children").read_text(encoding="ascii") for thread in threads]
    except OSError:
        return []
    return [int(child) for children in listed for child in children.split()]


def _resident(process: int) -> int:
    try:
        pages = (PROC / str(process) / "statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if pages else 0
