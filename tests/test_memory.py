"""The memory of a process that builds again and again: trusted while nobody else touches it."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from antiseche.edges import memory as module
from antiseche.edges.memory import NO_MEMORY, PUBLISHED, Memory
from antiseche.pipeline import build
from antiseche.recent import Recent
from tests.warm import warm_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from antiseche.order import Order


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite"


def remember(memory: Memory, **values: bytes) -> None:
    with memory:
        for path, value in values.items():
            memory.keep("fiche", path, "made from", value)
        memory.save()


def test_what_is_kept_is_recalled_while_it_is_made_from_the_same(file: Path) -> None:
    remember(Memory(file), a="été".encode())
    with Memory(file) as memory:
        assert memory.recall("fiche", "a", "made from") == "été".encode()
        assert memory.recall("fiche", "a", "something else") is None
        assert memory.recall("fiche", "b", "made from") is None


def test_what_a_build_has_no_use_for_is_swept(file: Path) -> None:
    remember(Memory(file), a=b"1", b=b"2", c=b"3")
    with Memory(file) as memory:
        memory.retain_all("fiche", ["a"])
        memory.retain_all("fiche", ["b"])
        memory.save()
    with Memory(file) as memory:
        known = [memory.recall("fiche", path, "made from") for path in "abc"]
    assert known == [b"1", b"2", None]


def test_what_is_kept_later_is_written_when_all_is_if_it_still_serves(file: Path) -> None:
    memory = Memory(file, stays=True)
    remember(memory, a=b"0")
    with memory:
        memory.keep_later("fiche", "a", "made from anew", b"1".upper)
        memory.keep_later("fiche", "gone", "made from", lambda: pytest.fail("it serves no more"))
        assert memory.recall("fiche", "a", "made from anew") is None
    with memory:  # the next build of the process
        memory.retain_all("fiche", ["a"])
        memory.save()
        assert memory.recall("fiche", "a", "made from anew") == b"1"
    with Memory(file) as memory:
        assert memory.recall("fiche", "a", "made from anew") == b"1"


def test_what_is_kept_later_is_forgotten_once_it_is_undone_or_made_anew(file: Path) -> None:
    memory = Memory(file, stays=True)
    remember(memory, a=b"0", b=b"0")
    with memory:
        for path in "ab":
            memory.keep_later("fiche", path, "made from an edit", b"1".upper)
    with memory:
        assert memory.recall("fiche", "a", "made from") == b"0"
        memory.keep("fiche", "b", "made from another", b"2")
        memory.save()
    with Memory(file) as memory:
        assert memory.recall("fiche", "a", "made from") == b"0"
        assert memory.recall("fiche", "b", "made from another") == b"2"


@pytest.mark.parametrize("kind", ["fiche", PUBLISHED])
def test_a_value_that_was_spoilt_is_forgotten(file: Path, kind: str) -> None:
    with Memory(file) as memory:
        memory.keep(kind, "a", "made from", b"du texte")
        memory.save()
    with sqlite3.connect(file) as store:
        store.execute("UPDATE made SET value = ?", (b"du texte faux",))
    store.close()
    with Memory(file) as memory:
        assert memory.recall(kind, "a", "made from") is None


@pytest.mark.parametrize("known", [True, False])  # read each where it is, or all in their order
def test_many_are_recalled_as_each_would_be(file: Path, *, known: bool) -> None:
    remember(Memory(file), **{path: path.encode() for path in "abcdefgh"})
    with sqlite3.connect(file) as store:
        store.execute("UPDATE made SET value = ? WHERE path = ?", (b"spoilt", "b"))
    store.close()
    asked = {"a": "made from", "b": "made from", "c": "something else", "i": "made from"}
    with Memory(file) as memory:
        if known:
            memory.keep("fiche", "i", "made from", b"not saved")
        memory.keep("another kind", "a", "made from", b"1")
        assert dict(memory.recall_each("fiche", asked)) == {
            "a": b"a",
            **({"i": b"not saved"} if known else {}),
        }
        memory.keep("fiche", "i", "made from", b"not saved")
        memory.save()
    with Memory(file) as memory:  # and the rest was of no use
        found = memory.recall_each("fiche", dict.fromkeys("abcdefghi", "made from"))
        assert sorted(found) == [("a", b"a"), ("i", b"not saved")]


def test_much_is_written_before_the_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 100)
    with Memory(file) as memory:
        memory.keep("fiche", "a", "made from", b"x" * 200)
        memory.keep("fiche", "b", "made from", b"y")
        assert memory.recall("fiche", "a", "made from") == b"x" * 200
        assert memory.recall("fiche", "b", "made from") == b"y"
    with Memory(file) as memory:  # that build was not saved: what it wrote is true all the same
        assert memory.recall("fiche", "a", "made from") == b"x" * 200
        assert memory.recall("fiche", "b", "made from") is None


def test_without_a_file_nothing_is_kept() -> None:
    with NO_MEMORY as memory:
        memory.keep("fiche", "a", "made from", b"x")
        assert memory.recall("fiche", "a", "made from") is None
        assert not memory.stands


def write_elsewhere(file: Path) -> None:
    remember(Memory(file), other=b"x")


OTHERS: dict[str, Callable[[Path], object]] = {
    "another process writes it": write_elsewhere,
    "it is deleted": lambda file: file.unlink(),
    "it is replaced": lambda file: shutil.move(shutil.copy(file, file.with_suffix(".old")), file),
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_memory_does_not_stand_once(file: Path, what: str) -> None:
    memory = Memory(file, stays=True)
    remember(memory, a=b"1")
    with memory:
        assert memory.stands
        memory.retain_all("fiche", ["a"])
        memory.save()
    OTHERS[what](file)
    with memory:
        assert not memory.stands


def test_a_memory_does_not_stand_once_a_build_failed(file: Path) -> None:
    memory = Memory(file, stays=True)
    remember(memory, a=b"1")

    def build_and_fail() -> None:
        with memory:
            memory.keep(PUBLISHED, "a", "made from", b"1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build_and_fail()
    with memory:
        assert not memory.stands
        assert memory.recall(PUBLISHED, "a", "made from") is None


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return warm_order(tmp_path)


def test_a_site_taken_away_under_a_process_is_put_back(order: Order) -> None:
    recent = Recent()
    first = build(order, recent)
    assert not build(order, recent).changes.written
    shutil.rmtree(order.output)
    assert set(build(order, recent).changes.written) == set(first.files)


@pytest.mark.parametrize("remembers", [True, False])
def test_what_another_process_published_is_seen(order: Order, *, remembers: bool) -> None:
    memory = order.memory if remembers else None
    recent = Recent()
    build(order, recent)
    page = order.output / "fiches/f1/index.html"
    mine, source = page.read_bytes(), order.content / "fiches/f1.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(f"{text}\nAutre chose.\n", encoding="utf-8")
    build(replace(order, memory=memory))  # without our recent values: as another process does
    assert page.read_bytes() != mine
    source.write_text(text, encoding="utf-8")
    build(order, recent)
    assert page.read_bytes() == mine


def test_garbage_in_the_lock_is_nobodys_name(order: Order) -> None:
    recent = Recent()
    build(order, recent)
    page = order.output / "fiches/f1/index.html"
    mine = page.read_bytes()
    page.write_bytes(b"autre chose")
    (order.output.parent / ".antiseche/lock").write_bytes(b"\xff\xfe")
    build(order, recent)
    assert page.read_bytes() == mine
