"""The engine: the same results, in the same order, for any number of processes."""

from __future__ import annotations

import time

import pytest

from antiseche.edges import engine
from antiseche.edges.engine import Engine
from antiseche.edges.memory import NO_MEMORY


def double(number: int) -> int:
    time.sleep(0.002)
    return number * 2


@pytest.fixture
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "ALONE", 0.0)
    monkeypatch.setattr(engine, "POOL_PAYS", 0.0)


@pytest.mark.usefixtures("_eager")
@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 37, 400])
def test_results_come_in_order(jobs: int, count: int) -> None:
    assert list(Engine(jobs, NO_MEMORY).map(double, range(count))) == [n * 2 for n in range(count)]


@pytest.mark.usefixtures("_eager")
def test_a_failure_in_a_process_is_a_failure_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(Engine(2, NO_MEMORY).map(lambda number: 1 // (number - 50), range(100)))


@pytest.mark.usefixtures("_eager")
def test_what_is_passed_need_not_be_pickled() -> None:
    assert list(Engine(2, NO_MEMORY).map(lambda n: n + 1, range(20))) == list(range(1, 21))


def test_a_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Engine, "_pool")
    assert list(Engine(8, NO_MEMORY).map(double, range(10))) == [n * 2 for n in range(10)]
