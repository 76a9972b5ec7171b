"""The one way to do dear work: remembered if it can, in parallel if it pays, in order always."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from antiseche.edges.memory import NO_MEMORY, Memory
from antiseche.edges.progress import told
from antiseche.recent import Recent
from antiseche.text.codec import NotOursError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

ALONE = 0.3  # seconds of work before a pool is thought of
POOL_PAYS = 0.6  # seconds of work left below which starting a pool costs more than it gives
CHUNKS = 8  # pieces of work for each process, so that none waits long for another
LONGEST = 64  # items of a piece: what is made waits in memory until its turn comes

# What forked processes inherit, so that neither is pickled on its way to them.
_function: Callable[[object], object]
_items: Sequence[object]


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R]):
    """A kind of work that can be remembered.

    ``label`` tells what was done, « Fiches lues »; ``made_with`` is the fingerprint of what all its
    results depend on. Of an item, ``path`` is its own, and ``made_from`` adds to it the fingerprint
    of all that its result depends on. ``write`` and ``read`` keep a result as text.
    """

    kind: str
    label: str
    made_with: str
    do: Callable[[T], R]
    path: Callable[[T], str]
    made_from: Callable[[T], tuple[str, str]]
    write: Callable[[R], str]
    read: Callable[[T, str], R]


class Engine:
    """Does work on many items, with a memory and up to ``jobs`` processes."""

    def __init__(
        self,
        jobs: int | None = None,
        memory: Memory = NO_MEMORY,
        recent: Recent | None = None,
        *,
        progress: bool = False,
    ) -> None:
        """Take the number of processes; None means one for each core."""
        self.jobs = jobs or os.cpu_count() or 1
        self.memory = memory
        self.recent = recent or Recent()
        self.progress = progress

    def remember(self, work: Work[T, R], items: Sequence[T]) -> list[R]:
        """Return the result for each item, in order, doing only what is not remembered."""
        results = [self._recent(work, item) or self._recalled(work, item) for item in items]
        missing = [index for index, result in enumerate(results) if result is None]

        def do(item: T) -> str:
            return work.write(work.do(item))

        # Results come back as the memory keeps them: a text goes from a process to another at less
        # cost than the objects that it tells of, and is written where there are several to do it.
        done = self.map(do, [items[index] for index in missing], work.label)
        for index, text in zip(missing, done, strict=True):
            self.memory.keep(work.kind, *work.made_from(items[index]), text)
            results[index] = work.read(items[index], text)
        found = [result for result in results if result is not None]
        for item, result in zip(items, found, strict=True):
            path = work.path(item)
            self.recent.put((work.kind, path), (work.made_with, item), result)
        return found

    def _recent(self, work: Work[T, R], item: T) -> R | None:
        path = work.path(item)
        result: R | None = self.recent.find((work.kind, path), (work.made_with, item))
        if result is not None:
            self.memory.retain(work.kind, path)
        return result

    def _recalled(self, work: Work[T, R], item: T) -> R | None:
        path, made_from = work.made_from(item)
        text = self.memory.recall(work.kind, path, made_from)
        try:
            return None if text is None else work.read(item, text)
        except NotOursError:
            return None

    def map(self, function: Callable[[T], R], items: Sequence[T], label: str = "") -> Iterator[R]:
        """Yield the result for each item, in order, whatever the number of processes.

        ``label`` tells what was done, on a terminal.
        """
        results = self._map(function, items)
        return told(results, len(items), label) if self.progress else results

    def _map(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
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
        global _function, _items
        _function, _items = function, items  # type: ignore[assignment]
        size = min(LONGEST, max(1, len(items) // (self.jobs * CHUNKS)))
        chunks = [slice(at, at + size) for at in range(0, len(items), size)]
        pool = ProcessPoolExecutor(self.jobs, get_context("fork"), _leave_with_parent)
        try:
            waiting = iter(chunks)
            # A few chunks ahead only, so that results do not pile up in memory.
            futures = [pool.submit(_apply, chunk) for chunk in islice(waiting, self.jobs * 2)]
            while futures:
                yield from futures.pop(0).result()  # type: ignore[misc]
                futures += [pool.submit(_apply, chunk) for chunk in islice(waiting, 1)]
        finally:
            pool.shutdown(cancel_futures=True)


def _apply(chunk: slice) -> list[object]:
    return [_function(item) for item in _items[chunk]]


def _leave_with_parent() -> None:
    """Leave signals to the parent, and end with it, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)
