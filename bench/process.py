"""A command run to its end: how long, how much of the processors, how much memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from bench.memory import tree_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONGEST = 1800.0  # seconds that a build may take before it is stopped
EVERY = 0.05  # seconds between two looks at the memory
GRACE = 5.0  # seconds that a server has to leave
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


class CommandFailedError(Exception):
    """A command that was to be measured did not end well, so its figures mean nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock, seconds of processor, bytes of the largest process and of all."""

    wall: float
    cpu: float
    largest: int
    tree: int | None


def run(command: tuple[str, ...], folder: Path, variables: Mapping[str, str]) -> Run:
    """Run a command in a folder, to its end; its group is stopped if it lasts too long."""
    with TemporaryFile() as said:
        before = time.perf_counter()
        process = _start(command, folder, variables, said)
        with _watched(process) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - before
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            message = f"{' '.join(command)}: exit {process.returncode}\n{said.read().decode()}"
            raise CommandFailedError(message)
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss * _UNIT, peak[0] or None)


@contextmanager
def running(
    command: tuple[str, ...], folder: Path, variables: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Hold a server for the time of a block, then ask it to leave, and see that it does."""
    with TemporaryFile() as said:
        process = _start(command, folder, variables, said)
        try:
            yield process
        finally:
            _signal_group(process.pid, signal.SIGTERM)
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                _signal_group(process.pid, signal.SIGKILL)
                process.wait(GRACE)


def _start(
    command: tuple[str, ...], folder: Path, variables: Mapping[str, str], said: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start a command in a group of its own, so that it is stopped with its children only."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )


@contextmanager
def _watched(process: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """Give the peak of the memory of a process, which is not left running, nor for too long."""
    peak, done = [0], threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, done, peak))
    watch.start()
    try:
        yield peak
    finally:
        done.set()
        watch.join()
        if process.returncode is None:
            _signal_group(process.pid, signal.SIGKILL)
            process.wait(GRACE)


def _watch(leader: int, done: threading.Event, peak: list[int]) -> None:
    last = time.monotonic() + LONGEST
    while not done.wait(EVERY):
        peak[0] = max(peak[0], tree_memory(leader) or 0)
        if time.monotonic() > last:
            _signal_group(leader, signal.SIGKILL)
            return


def _signal_group(leader: int, number: signal.Signals) -> None:
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return  # it has left by itself
