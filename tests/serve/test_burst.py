"""When to build: one save, a burst, a program that does not stop."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from antiseche.edges import burst
from antiseche.edges.burst import ChangeQueue, Sign

if TYPE_CHECKING:
    import pytest

FICHE, OTHER = Path("fiche.md"), Path("autre.md")


def gathered(changes: ChangeQueue) -> tuple[frozenset[Path], float]:
    start = time.perf_counter()
    paths = changes.gather()
    return paths, time.perf_counter() - start


def test_a_lone_save_is_built_at_once() -> None:
    changes = ChangeQueue()
    changes.add(FICHE, Sign.BEGUN)
    changes.add(FICHE)
    paths, seconds = gathered(changes)
    assert paths == {FICHE}
    assert seconds < burst.BURST


def test_something_can_be_done_while_a_lone_save_is_known_to_be_one() -> None:
    changes, done = ChangeQueue(), list[Path]()
    changes.add(FICHE, Sign.BEGUN)
    changes.add(FICHE)
    assert changes.gather(meanwhile=done.append) == {FICHE}
    assert done == [FICHE]
    for path in (FICHE, OTHER, Path("encore.md")):
        changes.add(path)
    assert changes.gather(meanwhile=done.append) == {FICHE, OTHER, Path("encore.md")}
    assert done == [FICHE], "a burst is not a save"


def test_what_comes_meanwhile_is_of_the_same_burst() -> None:
    changes = ChangeQueue()
    changes.add(FICHE)
    assert changes.gather(meanwhile=lambda _: changes.add(OTHER)) == {FICHE, OTHER}


def test_nothing_comes_when_nothing_changes() -> None:
    assert ChangeQueue().gather(0.01) == set()


def test_who_is_in_a_hurry_waits_for_the_end_of_a_burst_only() -> None:
    changes = ChangeQueue()
    changes.hurry()
    assert changes.gather() == set()
    changes.add(FICHE)
    changes.hurry()
    changes.add(OTHER)
    assert changes.gather() == {FICHE, OTHER}
    assert changes.gather() == set()


def test_a_file_that_is_still_being_written_is_waited_for() -> None:
    changes = ChangeQueue()
    changes.add(FICHE, Sign.BEGUN)

    def finish() -> None:
        time.sleep(burst.LONE * 4)
        changes.add(FICHE)

    Thread(target=finish).start()
    assert gathered(changes)[0] == {FICHE}
    changes.add(OTHER)
    assert gathered(changes)[0] == {OTHER}, "the end of the writing was not part of its burst"


def test_a_checkout_is_one_burst() -> None:
    changes = ChangeQueue()
    paths = [Path(f"{number}.md") for number in range(200)]

    def check_out() -> None:
        for path in paths:
            changes.add(path)
            time.sleep(0.0005)

    Thread(target=check_out).start()
    assert gathered(changes)[0] == set(paths)


def test_what_comes_or_goes_is_waited_for_but_not_what_comes_back() -> None:
    changes = ChangeQueue()
    changes.add(FICHE, Sign.CAME_OR_WENT)
    changes.add(FICHE)
    assert gathered(changes)[1] >= burst.BURST
    for sign in (Sign.DONE, Sign.CAME_OR_WENT, Sign.BEGUN, Sign.DONE):
        changes.add(FICHE, sign)
    assert gathered(changes)[1] < burst.BURST


def test_what_never_stops_is_built_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burst, "LONGEST", 0.2)
    changes = ChangeQueue()
    for _ in range(100_000):
        changes.add(FICHE)
    assert gathered(changes)[1] < 2
