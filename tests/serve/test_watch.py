"""Watching folders: what is told, what is not, and what comes back after it went away."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from antiseche.edges import watch as watching
from antiseche.edges.burst import ChangeQueue, Sign
from antiseche.edges.folders import is_private
from antiseche.edges.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

PATIENCE = 4.0  # seconds for what should happen
CALM = 0.15  # seconds for what should not


class Told:
    """A watch over ``content``, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes = ChangeQueue()
        self.paths: list[Path] = []
        self.watch = Watch([folder], self._tell, _is_ignored)

    def _tell(self, path: Path, sign: Sign) -> None:
        self.paths.append(path)
        self.changes.add(path, sign)

    def forget(self) -> None:
        time.sleep(CALM)
        self.paths.clear()

    def wait_for(self, path: Path) -> None:
        deadline = time.monotonic() + PATIENCE
        while path not in self.paths:
            assert time.monotonic() < deadline, f"{path.name} was not told, but {self.paths}"
            time.sleep(0.005)

    def wait_for_nothing(self) -> None:
        time.sleep(CALM)
        assert not self.paths


def _is_ignored(path: Path, folder: Path) -> bool:
    return any(map(is_private, path.relative_to(folder).parts))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY", 0.05)
    monkeypatch.setattr(watching, "POLL_EVERY", 0.05)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    folder = tmp_path / "projet" / "content"
    (folder / "fiches").mkdir(parents=True)
    (folder / "fiches" / "a.md").write_text("a")
    told = Told(folder)
    told.watch.start()
    yield told
    told.watch.stop()


def write_in_place(path: Path) -> None:
    path.write_text("b")


def write_then_rename(path: Path) -> None:
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text("b")
    aside.replace(path)


def move_from_outside(path: Path) -> None:
    outside = path.parents[3] / "dehors.md"
    outside.write_text("b")
    outside.replace(path)


def keep_a_backup(path: Path) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text("b")
    backup.unlink()


def delete(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "act", [write_in_place, write_then_rename, move_from_outside, keep_a_backup, delete]
)
def test_a_save_is_told(told: Told, act: Callable[[Path], None]) -> None:
    act(told.folder / "fiches" / "a.md")
    told.wait_for(told.folder / "fiches" / "a.md")


def test_both_names_of_a_renamed_file_are_told(told: Told) -> None:
    fiches = told.folder / "fiches"
    (fiches / "a.md").rename(fiches / "b.md")
    told.wait_for(fiches / "a.md")
    told.wait_for(fiches / "b.md")


def test_a_file_that_is_set_aside_is_waited_for(told: Told) -> None:
    path = told.folder / "fiches" / "a.md"
    path.rename(path.with_name("a.md~"))
    time.sleep(0.02)
    path.write_text("b")
    assert told.changes.gather() == {path}
    assert told.changes.gather(CALM) == set()


def test_new_and_renamed_folders_are_watched(told: Told) -> None:
    (told.folder / "cours" / "docker").mkdir(parents=True)
    (told.folder / "cours" / "docker" / "b.md").write_text("b")
    told.wait_for(told.folder / "cours")
    told.forget()  # watchdog may lose a folder that is renamed while it begins to watch it
    (told.folder / "cours").rename(told.folder / "lecons")
    told.forget()
    (told.folder / "lecons" / "docker" / "c.md").write_text("c")
    told.wait_for(told.folder / "lecons" / "docker" / "c.md")


def test_reading_and_changing_permissions_are_not_told(told: Told) -> None:
    path = told.folder / "fiches" / "a.md"
    path.read_text()
    path.chmod(0o600)
    os.utime(path, (0, 0))
    list(told.folder.iterdir())
    told.wait_for_nothing()


def test_what_no_build_reads_is_not_told(told: Told) -> None:
    fiches = told.folder / "fiches"
    for name in (".a.md.swp", "4913", "a.md~", "#a.md#", ".antiseche", "_brouillon.md"):
        (fiches / name).write_text("x")
    (told.folder / ".git").mkdir()
    (told.folder / ".git" / "index").write_text("x")
    told.wait_for_nothing()


def test_the_folder_then_its_parent_may_go_and_come_back(told: Told) -> None:
    copy = told.folder.parents[1] / "copie"
    shutil.copytree(told.folder, copy / "content")
    for gone in (told.folder, told.folder.parent):
        told.forget()
        shutil.rmtree(gone)
        told.wait_for(told.folder)
        told.forget()
        shutil.copytree(copy / "content", told.folder)
        told.wait_for(told.folder)
        told.forget()
        (told.folder / "fiches" / "a.md").write_text("encore")
        told.wait_for(told.folder / "fiches" / "a.md")


def test_a_folder_that_is_replaced_at_once_is_watched(told: Told) -> None:
    shutil.rmtree(told.folder)
    (told.folder / "fiches").mkdir(parents=True)
    told.wait_for(told.folder)
    told.forget()
    (told.folder / "fiches" / "a.md").write_text("encore")
    told.wait_for(told.folder / "fiches" / "a.md")


def test_a_folder_that_is_moved_away_and_back_is_watched(told: Told) -> None:
    away = told.folder.with_name("ailleurs")
    told.folder.rename(away)
    told.wait_for(told.folder)
    told.forget()
    (away / "fiches" / "a.md").write_text("ailleurs")
    told.wait_for_nothing()
    away.rename(told.folder)
    told.wait_for(told.folder)
    told.forget()
    (told.folder / "fiches" / "a.md").write_text("encore")
    told.wait_for(told.folder / "fiches" / "a.md")


def test_500_saves_in_a_second_make_two_bursts_at_most(told: Told) -> None:
    for number in range(500):
        (told.folder / "fiches" / "a.md").write_text(str(number))
        time.sleep(0.001)
    told.changes.add(told.folder / "fin")
    bursts: list[frozenset[Path]] = []
    while not any(told.folder / "fin" in burst for burst in bursts):
        bursts.append(told.changes.gather())
    assert len(bursts) <= 2


def _out_of_watches(*_: object) -> BaseObserver:
    raise OSError(28, "inotify watch limit reached")


def test_without_inotify_the_folders_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "Observer", _out_of_watches)
    (tmp_path / "content").mkdir()
    told = Told(tmp_path / "content")
    told.watch.start()
    try:
        assert told.watch.polls
        (told.folder / "a.md").write_text("a")
        told.wait_for(told.folder / "a.md")
        told.forget()
        (told.folder / "a.md").unlink()
        told.wait_for(told.folder / "a.md")
    finally:
        told.watch.stop()


def test_subfolders_that_cannot_be_watched_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_try_one_more", _out_of_watches)
    told = Told(tmp_path)
    told.watch.start()
    told.watch.stop()
    assert told.watch.polls


def test_folders_that_come_when_no_more_can_be_watched_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(tmp_path)
    told.watch.start()
    try:
        assert not told.watch.polls
        monkeypatch.setattr(watching, "_try_one_more", _out_of_watches)
        (tmp_path / "cours").mkdir()
        deadline = time.monotonic() + PATIENCE
        while not told.watch.polls and time.monotonic() < deadline:
            time.sleep(0.005)
        told.forget()
        (tmp_path / "cours/a.md").write_text("a")
        told.wait_for(tmp_path / "cours/a.md")
    finally:
        told.watch.stop()
