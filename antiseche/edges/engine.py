"""The one way to do dear work: in parallel when it pays, in order always."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

ALONE = 0.3  # seconds of work before a pool is thought of
POOL_PAYS = 0.6  # seconds of work left below which starting a pool costs more than it gives
CHUNKS = 8  # pieces of work for each process, so that none waits long for another

_function: Callable[[object], object]


class Engine:
    """Applies a function to many items, with up to ``jobs`` processes."""

    def __init__(self, jobs: int | None = None) -> None:
        """Take the number of processes; None means one for each core."""
        self.jobs = jobs or os.cpu_count() or 1

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Yield the result for each item, in order, whatever the number of processes."""
        start = time.perf_counter()
        remaining = iter(items)
        for done, item in enumerate(remaining, 1):
            yield function(item)
            spent = time.perf_counter() - start
            if spent > ALONE and spent / done * (len(items) - done) > POOL_PAYS:
                break
        rest = list(remaining)
        if not rest:
            return
        if self.jobs == 1 or "fork" not in get_all_start_methods():
            yield from map(function, rest)
        else:
            yield from self._pool(function, rest)

    def _pool(self, function: Callable[[T], R], items: list[T]) -> Iterator[R]:
        global _function  # noqa: PLW0603  forked processes inherit it, so it need not be pickled
        _function = function  # type: ignore[assignment]
        size = max(1, len(items) // (self.jobs * CHUNKS))
        chunks = [items[at : at + size] for at in range(0, len(items), size)]
        with ProcessPoolExecutor(self.jobs, mp_context=get_context("fork")) as pool:
            waiting = iter(chunks)
            # A few chunks ahead only, so that results do not pile up in memory.
            futures = [pool.submit(_apply, chunk) for chunk in islice(waiting, self.jobs * 2)]
            while futures:
                yield from futures.pop(0).result()  # type: ignore[misc]
                futures += [pool.submit(_apply, chunk) for chunk in islice(waiting, 1)]


def _apply(chunk: Sequence[object]) -> list[object]:
    return [_function(item) for item in chunk]
