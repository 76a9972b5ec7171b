"""The engine: the same results, in the same order, for any number of processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from antiseche.edges import engine
from antiseche.edges.engine import Engine
from tests.sites import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def double(number: int) -> int:
    time.sleep(0.002)
    return number * 2


def one_over(number: int) -> int:
    return 1 // number


def process(_: int) -> int:
    time.sleep(0.002)
    return os.getpid()


def ignores_interruptions(_: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ALONE", 0.0)
    monkeypatch.setattr(engine, "POOL_PAYS", 0.0)


@pytest.mark.usefixtures("_eager")
@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 37, 400])
def test_results_come_in_order(jobs: int, count: int) -> None:
    with Engine(jobs) as engine:
        assert list(engine.map(double, range(count))) == [n * 2 for n in range(count)]


@pytest.mark.usefixtures("_eager")
def test_a_failure_in_a_process_is_a_failure_here() -> None:
    with pytest.raises(ZeroDivisionError), Engine(2) as engine:
        list(engine.map(one_over, range(-50, 50)))


def killed(_: int) -> None:
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.usefixtures("_eager")
def test_a_process_that_is_killed_is_said_in_french() -> None:
    with pytest.raises(ChildProcessError, match="--jobs 1"), Engine(2) as engine:
        list(engine.map(killed, range(40)))


@pytest.mark.usefixtures("_eager")
def test_processes_serve_again_and_end_with_the_engine() -> None:
    with Engine(2) as engine:
        first = set(engine.map(process, range(40)))
        second = set(engine.map(process, range(40)))
    others = (first | second) - {os.getpid()}
    assert 1 <= len(others) <= 2
    assert not any(is_running(one) for one in others)


# Without the line that keeps other processes from running it again, as anyone may write it.
SCRIPT = """
from antiseche.edges import engine
from tests.test_engine import ignores_interruptions

engine.ALONE = engine.POOL_PAYS = 0.0
with engine.Engine(2) as two:
    print(*list(two.map(ignores_interruptions, range(40)))[1:])
print(ignores_interruptions(0))
"""


def test_processes_leave_interruptions_and_the_script_to_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["True"] * 39 + ["False"]
    assert not done.stderr


def test_a_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Engine, "_in_processes")
    assert list(Engine(8).map(double, range(10))) == [n * 2 for n in range(10)]
