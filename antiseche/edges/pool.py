"""Processes that each do a part of the same work.

They start anew, holding nothing of the site but the work that they are sent: forked ones would hold
it all, each page that they touch copied, and would come out of a server that has threads.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

CHUNKS = 8  # pieces of work for each process, so that none waits long for another
LONGEST = 8  # items of a piece: what is made waits in memory until its turn comes
AHEAD = 2  # pieces sent for each process, so that none waits for its next

_KILLED = "le système a tué un processus, faute de mémoire peut-être ; essayez --jobs 1"


class Pool:
    """Some processes, which start when there is work, and stay until they are told to end."""

    def __init__(self, jobs: int) -> None:
        """Take the number of processes."""
        self.jobs = jobs
        resource_tracker.ensure_running()  # while it starts, it sets what is listened to
        self._processes = ProcessPoolExecutor(jobs, get_context("spawn"), _begin)

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Yield the result for each item, in order; ``function`` is one of a module, or partial.

        Raise ``ChildProcessError`` when a process was killed, as a system short of memory does.
        """
        try:
            yield from self._map(function, items)
        except BrokenProcessPool as error:
            raise ChildProcessError(_KILLED) from error

    def _map(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        size = min(LONGEST, max(1, len(items) // (self.jobs * CHUNKS)))
        sent: deque[Future[list[R]]] = deque()
        for at in range(0, len(items), size):
            with _starting():
                sent.append(self._processes.submit(_do_all, function, items[at : at + size]))
            # A few pieces ahead only, so that results do not pile up in memory.
            if len(sent) > self.jobs * AHEAD:
                yield from sent.popleft().result()
        for future in sent:
            yield from future.result()

    def close(self) -> None:
        """End the processes; what they were sent and have not begun is dropped."""
        self._processes.shutdown(cancel_futures=True)


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


def _begin() -> None:
    """Begin in a process: it looks for no cycles, as a build does, and ends with its parent."""
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)
