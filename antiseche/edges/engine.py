"""The one way to do dear work: remembered if it can, in parallel if it pays, in order always.

Processes start anew, holding nothing of the site but the work that they are sent: forked ones would
hold it all, each page that they touch copied, and would come out of a server that has threads.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from antiseche.edges.memory import NO_MEMORY, Memory
from antiseche.edges.progress import told
from antiseche.recent import Recent
from antiseche.text.codec import NotOursError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")

ALONE = 0.3  # seconds of work before a pool is thought of
POOL_PAYS = 1.2  # seconds of work left below which starting a pool costs more than it gives
CHUNKS = 8  # pieces of work for each process, so that none waits long for another
FEW = 4  # items that a hasty build makes at once
LONGEST = 16  # items of a piece: what is made waits in memory until its turn comes
AHEAD = 2  # pieces sent for each process, so that none waits for its next


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
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Start nothing yet: most builds are too short to need it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """End the processes; what they were sent and have not begun is dropped."""
        if self._processes:
            self._processes.shutdown(cancel_futures=True)
            self._processes = None

    def remember(self, work: Work[T, R], items: Sequence[T]) -> list[R]:
        """Return the result for each item, in order, doing only what is not remembered."""
        named = {work.path(item): item for item in items}
        results = self.recent.take_each((work.kind, work.made_with), named, partial(self._do, work))
        self.memory.retain_all(work.kind, named.keys())
        return results

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
        results = {path: work.do(item) for path, item in named.items()}
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
        size = min(LONGEST, max(1, len(items) // (self.jobs * CHUNKS)))
        sent: deque[Future[list[R]]] = deque()
        pool = self._pool()
        for at in range(0, len(items), size):
            with _starting():
                sent.append(pool.submit(_do_all, function, items[at : at + size]))
            # A few pieces ahead only, so that results do not pile up in memory.
            if len(sent) > self.jobs * AHEAD:
                yield from sent.popleft().result()
        for future in sent:
            yield from future.result()

    def _pool(self) -> ProcessPoolExecutor:
        if self._processes is None:
            resource_tracker.ensure_running()  # while it starts, it sets what is listened to
            self._processes = ProcessPoolExecutor(
                self.jobs, get_context("spawn"), _begin, (gc.get_threshold(),)
            )
        return self._processes


def _written(do: Callable[[T], R], write: Callable[[R], bytes], item: T) -> bytes:
    return write(do(item))


def _do_all(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [function(item) for item in items]


@contextmanager
def _starting() -> Iterator[None]:
    """Let the processes that start here leave Ctrl-C to their parent, and run none of its script.

    They inherit what their parent does not listen to; and nothing that they are sent comes from
    the script that was started, which could be any.
    """
    listening = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    script, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
        signal.pthread_sigmask(signal.SIG_SETMASK, listening)


def _begin(collect_after: tuple[int, int, int]) -> None:
    """Begin in a process: collect cycles as its parent does, and end with it, even killed."""
    gc.set_threshold(*collect_after)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)
