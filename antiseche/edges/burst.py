"""When to build: at once for one save, once for a burst of changes.

A lone save is followed by a few milliseconds of silence. A checkout, a folder that is renamed, a
program that saves without end are followed by more, and wait for it; so does a file that is still
being written, or that begins by coming or going. What changes while a build runs waits here, and
makes one more.
"""

from __future__ import annotations

import math
import time
from contextlib import suppress
from enum import Enum, auto
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONE = 0.002  # seconds of silence after one save
BURST = 0.06  # seconds of silence after more than that
LONGEST = 2.0  # seconds after which a burst that does not end is built as it is
HEED = 0.5  # seconds until Ctrl-C is heeded, when it comes as one begins to wait

# An editor that saves with a backup touches two names, and closes or moves four times.
_LONE_PATHS, _LONE_MOVES = 2, 4


class Sign(Enum):
    """What a change says of what follows."""

    DONE = auto()  # the path is as it will be
    BEGUN = auto()  # it is still being written
    CAME_OR_WENT = auto()  # so do others, most often


class ChangeQueue:
    """The paths that changed since the last build: added by any thread, gathered by one."""

    def __init__(self) -> None:
        """Start with none."""
        self._queue: SimpleQueue[tuple[Path, Sign] | None] = SimpleQueue()

    def add(self, path: Path, sign: Sign = Sign.DONE) -> None:
        """Add a path that is not what it was."""
        self._queue.put((path, sign))

    def hurry(self) -> None:
        """Wake ``gather``, at the end of the burst that it waits for if there is one."""
        self._queue.put(None)

    def gather(
        self, longest: float | None = None, meanwhile: Callable[[Path], None] | None = None
    ) -> frozenset[Path]:
        """Wait for a change, then for the end of its burst, and return all its paths.

        There are none when no change came in that many seconds, or before a ``hurry``. While
        nothing follows what looks like one save, ``meanwhile`` is called with its path, once.
        """
        if not (first := self._first(longest)):
            return frozenset()
        burst, hurried = _Burst(), False
        burst.take(*first)
        last = time.monotonic()
        deadline = last + LONGEST
        while time.monotonic() < deadline:
            if meanwhile and burst.silence == LONE and self._queue.empty():
                meanwhile(first[0])
                meanwhile = None
            try:
                end = min(deadline, last + burst.silence)
                change = self._queue.get(timeout=max(0, end - time.monotonic()))
            except Empty:
                break
            if change:
                burst.take(*change)
                last = time.monotonic()
            else:
                hurried = True
        if hurried:
            self.hurry()
        return frozenset(burst.paths)

    def _first(self, longest: float | None) -> tuple[Path, Sign] | None:
        """Wait for a change, or a ``hurry``, that many seconds at the most."""
        end = math.inf if longest is None else time.monotonic() + longest
        while (left := end - time.monotonic()) > 0:
            with suppress(Empty):
                return self._queue.get(timeout=min(left, HEED))
        return None


class _Burst:
    """Changes that come together."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()
        self._unsettled: set[Path] = set()
        self._moves = 0
        self._several = False

    def take(self, path: Path, sign: Sign) -> None:
        # An editor that saves aside may take a file away, then put another in its place.
        if sign is Sign.CAME_OR_WENT and path not in self.paths:
            self._several = True
        self.paths.add(path)
        if sign is Sign.DONE:
            self._unsettled.discard(path)
            self._moves += 1
        else:
            self._unsettled.add(path)

    @property
    def silence(self) -> float:
        """Return the seconds without a change that would end it."""
        many = len(self.paths) > _LONE_PATHS or self._moves > _LONE_MOVES
        return BURST if many or self._several or self._unsettled else LONE
