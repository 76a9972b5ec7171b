"""How far long work is, told on a terminal: done, in all, and the time left."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

R = TypeVar("R")

PATIENCE = 1.0  # seconds of work before any progress is shown
EVERY = 0.2  # seconds between two updates
_ERASE = "\r\x1b[K"  # https://en.wikipedia.org/wiki/ANSI_escape_code#CSI
_MINUTE = 60


def is_watched() -> bool:
    """Tell whether somebody may be watching: a log wants no progress."""
    return sys.stderr.isatty()


def told(results: Iterator[R], total: int, label: str) -> Generator[R]:
    """Yield the results, telling meanwhile how many of the total there are; then erase it."""
    start = said = time.monotonic()
    try:
        for done, result in enumerate(results, 1):
            yield result
            now = time.monotonic()
            if now - start > PATIENCE and now - said > EVERY:
                left = (now - start) / done * (total - done)
                _say(f"{label} : {done} sur {total}, {_left(left)}")
                said = now
    finally:
        if said != start:
            _say("")


def _say(text: str) -> None:
    sys.stderr.write(f"{_ERASE}{bind_spaces(text)}")
    sys.stderr.flush()


def _left(seconds: float) -> str:
    if seconds >= _MINUTE:
        return f"encore {round(seconds / _MINUTE)}\u00a0min"
    return f"encore {max(1, round(seconds))}\u00a0s"
