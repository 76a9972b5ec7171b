"""The one way to do dear work: remembered if it can, in parallel if it pays, in order always."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from antiseche.edges.memory import NO_MEMORY, Memory
from antiseche.edges.progress import told
from antiseche.recent import Recent
from antiseche.text.codec import NotOursError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from antiseche.edges.pool import Pool

T = TypeVar("T")
R = TypeVar("R")

ALONE = 0.3  # seconds of work before a pool is thought of
POOL_PAYS = 1.2  # seconds of work left below which starting a pool costs more than it gives
FEW = 4  # items that a hasty build makes at once


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R]):
    """A kind of work that can be remembered; ``do`` and ``write`` go to other processes.

    ``label`` tells what was done, « Fiches lues »; ``made_with`` is the fingerprint of what all its
    results depend on. Of an item, ``path`` is its own, and ``made_from`` adds to it the fingerprint
    of all that its result depends on. ``write`` and ``read`` keep a result as bytes.
    """

    kind: str
    label: str
    made_with: str
    do: Callable[[T], R]
    path: Callable[[T], str]
    made_from: Callable[[T], tuple[str, str]]
    write: Callable[[R], bytes]
    read: Callable[[T, bytes], R]


class Engine:
    """Does work on many items, with a memory and up to ``jobs`` processes.

    The processes that it starts end with the ``with`` block that it opens.
    """

    def __init__(
        self,
        jobs: int | None = None,
        memory: Memory = NO_MEMORY,
        recent: Recent | None = None,
        *,
        progress: bool = False,
        hasty: bool = False,
    ) -> None:
        """Take the number of processes; None means one for each core.

        A ``hasty`` one leaves a result as it is, where it can: it is written to be kept later.
        """
        self.jobs = jobs or os.cpu_count() or 1
        self.memory = memory
        self.recent = recent or Recent()
        self.progress = progress
        self.hasty = hasty
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        """Start nothing yet: most builds are too short to need it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """End the processes, if any were started."""
        if self._pool:
            self._pool.close()
            self._pool = None

    def remember(self, work: Work[T, R], items: Sequence[T]) -> list[R]:
        """Return the result for each item, in order, doing only what is not remembered."""
        named = {work.path(item): item for item in items}
        results = self.recent.take_each((work.kind, work.made_with), named, partial(self._do, work))
        self.memory.retain_all(work.kind, named.keys())
        return results

    def do_once(self, work: Work[T, R], item: T) -> R:
        """Return the result for an item, done ahead of a hasty build or by it, not by both."""
        key = "once", work.kind, work.path(item)
        return self.recent.take(key, (work.made_with, item), partial(work.do, item))

    def _do(self, work: Work[T, R], named: Mapping[str, T]) -> list[R]:
        made_from = dict(map(work.made_from, named.values()))
        results = dict(self._recalled(work, named, made_from))
        missing = {path: item for path, item in named.items() if path not in results}
        do = self._do_at_once if self.hasty and len(missing) <= FEW else self._do_all
        results |= do(work, missing, made_from)
        return [results[path] for path in named]

    def _do_at_once(
        self, work: Work[T, R], named: Mapping[str, T], made_from: Mapping[str, str]
    ) -> dict[str, R]:
        results = {path: self.do_once(work, item) for path, item in named.items()}
        for path, result in results.items():
            write = partial(work.write, result)
            self.memory.keep_later(work.kind, path, made_from[path], write)
        return results

    def _do_all(
        self, work: Work[T, R], named: Mapping[str, T], made_from: Mapping[str, str]
    ) -> dict[str, R]:
        # Results come back packed, by the process that made them: bytes travel at less cost than
        # the objects that they tell of.
        done = self.map(partial(_written, work.do, work.write), [*named.values()], work.label)
        results = {}
        for (path, item), packed in zip(named.items(), done, strict=True):
            self.memory.keep(work.kind, path, made_from[path], packed)
            results[path] = work.read(item, packed)
        return results

    def _recalled(
        self, work: Work[T, R], named: Mapping[str, T], made_from: Mapping[str, str]
    ) -> Iterator[tuple[str, R]]:
        for path, packed in self.memory.recall_each(work.kind, made_from):
            with suppress(NotOursError):
                yield path, work.read(named[path], packed)

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
            if self.jobs > 1 and spent > ALONE and spent / done * (len(items) - done) > POOL_PAYS:
                break
        if rest := list(remaining):
            yield from self._in_processes(function, rest)

    def _in_processes(self, function: Callable[[T], R], items: list[T]) -> Iterator[R]:
        if self._pool is None:
            # Most builds are done before they need processes, and what starts them.
            pool: type[Pool] = import_module("antiseche.edges.pool").Pool
            self._pool = pool(self.jobs)
        return self._pool.map(function, items)


def _written(do: Callable[[T], R], write: Callable[[R], bytes], item: T) -> bytes:
    return write(do(item))
