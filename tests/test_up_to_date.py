"""A site that stands: nothing is opened when nothing has changed, and every change is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from antiseche import pipeline
from antiseche.edges import snapshot
from antiseche.edges.disk import read_content
from antiseche.order import Order, ledger_file
from antiseche.up_to_date import bring_up_to_date
from tests.sites import built, write
from tests.standing import FICHE, standing_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from antiseche.edges.disk import Content
    from antiseche.edges.snapshot import Look
    from antiseche.model import Report


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return standing_order(tmp_path)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """Return the orders that were built, not left as they stood."""
    done: list[Order] = []
    whole = pipeline.build

    def build(order: Order, *, seen: Look | None) -> Report:
        done.append(order)
        return whole(order, seen=seen)

    monkeypatch.setattr(pipeline, "build", build)
    return done


def test_nothing_changed_nothing_is_built(order: Order, builds: list[Order]) -> None:
    before = built(order.output)
    report = bring_up_to_date(order)
    assert not builds
    assert report.published
    assert report.fiches == 1
    assert report.changes.unchanged == len(before)
    assert sorted(report.files) == sorted(before)
    assert not report.changes.written
    assert built(order.output) == before


def test_its_problems_are_said_again(order: Order, builds: list[Order]) -> None:
    write(order.content, {"fiches/un.md": FICHE + "\n[Ici](/nulle-part/)\n"})
    first = bring_up_to_date(order)
    assert first.problems
    again = bring_up_to_date(order)
    assert len(builds) == 1
    assert again.problems == first.problems


def seen_file(order: Order) -> Path:
    assert order.memory
    return order.memory.with_suffix(".seen")


def _spoil(file: Path) -> None:
    """Turn over one bit of the report, which can be read all the same."""
    published = file.read_bytes().rpartition(b"published\xc3")
    file.write_bytes(published[0] + b"published\xc2" + published[2])


def _same_size_same_time(order: Order) -> None:
    path = order.content / "fiches/un.md"
    state = path.stat()
    path.write_text(FICHE.replace("texte", "TEXTE"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


CHANGES: dict[str, Callable[[Order], object]] = {
    "a fiche edited": lambda o: write(o.content, {"fiches/un.md": FICHE + "Plus.\n"}),
    "a fiche edited, same size, same date": _same_size_same_time,
    "a fiche added": lambda o: write(o.content, {"fiches/deux.md": FICHE}),
    "a fiche renamed": lambda o: (o.content / "fiches/un.md").rename(o.content / "un.md"),
    "a fiche removed": lambda o: (o.content / "fiches/un.md").unlink(),
    "a file of the author edited": lambda o: write(o.content, {"image.txt": "abd"}),
    "settings added": lambda o: write(o.content, {"site.yaml": "title: Essai\n"}),
    "a template edited": lambda o: write(o.templates[0], {"pages/404.html": "<p>Rien.</p>"}),
    "a page removed": lambda o: (o.output / "index.html").unlink(),
    "a page edited": lambda o: write(o.output, {"index.html": "à la main"}),
    "the snapshot is garbage": lambda o: seen_file(o).write_bytes(b"\xff{"),
    "the snapshot is of another kind": lambda o: seen_file(o).write_text('{"order": []}'),
    "the snapshot is nested without end": lambda o: seen_file(o).write_text("[" * 100_000),
    "the snapshot is a list": lambda o: seen_file(o).write_text("[1]"),
    "one bit of the snapshot": lambda o: _spoil(seen_file(o)),
    "an empty folder comes": lambda o: (o.content / "fiches" / "vide.md").mkdir(),
    "the ledger is gone": lambda o: ledger_file(o.output).unlink(),
    "the snapshot is gone": lambda o: seen_file(o).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(
    order: Order, builds: list[Order], change: Callable[[Order], object]
) -> None:
    change(order)
    bring_up_to_date(order)
    assert len(builds) == 1
    memoryless = replace(order, memory=None, output=order.output.with_name("clean"))
    clean = bring_up_to_date(memoryless)
    assert clean.published
    assert built(order.output) == built(memoryless.output)
    assert bring_up_to_date(order).problems == clean.problems


def test_nothing_is_kept_when_nothing_is_to_be_remembered(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, a snapshot without a place was written over ``/dev/null``."""
    memoryless = replace(order, memory=None)
    monkeypatch.setattr(Path, "write_bytes", lambda path, *_, **__: pytest.fail(str(path)))
    monkeypatch.setattr(Path, "replace", lambda path, _: pytest.fail(str(path)))
    snapshot.keep(memoryless, snapshot.Look({}), {}, {}, pipeline.build(memoryless))
    assert snapshot.recall(memoryless) is None
    assert Path(os.devnull).is_char_device()


ASKED: dict[str, Callable[[Order], Order]] = {
    "another day": lambda o: replace(o, today=o.today + timedelta(days=1)),
    "drafts too": lambda o: replace(o, drafts=True),
    "another address": lambda o: replace(o, base_url="https://exemple.fr/cours"),
    "nothing remembered": lambda o: replace(o, memory=None),
    "strictly": lambda o: replace(o, strict=True),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_another_order_is_another_build(
    order: Order, builds: list[Order], asked: Callable[[Order], Order]
) -> None:
    bring_up_to_date(asked(order))
    assert len(builds) == 1


def test_more_processes_are_the_same_order(order: Order, builds: list[Order]) -> None:
    bring_up_to_date(replace(order, jobs=2))
    assert not builds


def test_a_dependency_of_another_version_is_seen(
    order: Order, builds: list[Order], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib" / "jinja2-9.9.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "lib")])
    bring_up_to_date(order)
    assert len(builds) == 1


def test_what_is_old_is_known_without_being_opened(
    order: Order, builds: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "TICK", 0)
    bring_up_to_date(replace(order, drafts=True))
    monkeypatch.setattr(snapshot, "blake2b", lambda *_, **__: pytest.fail("a file was opened"))
    bring_up_to_date(replace(order, drafts=True))
    assert len(builds) == 1


def test_what_was_just_written_is_known_by_its_bytes_then_by_its_date(
    order: Order, builds: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "TICK", 0)
    bring_up_to_date(order)
    monkeypatch.setattr(snapshot, "blake2b", lambda *_, **__: pytest.fail("a file was opened"))
    bring_up_to_date(order)
    assert not builds


def test_what_was_just_written_then_changed_is_seen(
    order: Order, builds: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "TICK", 0)
    write(order.content, {"fiches/un.md": FICHE.replace("texte", "TEXTE")})
    bring_up_to_date(order)
    assert len(builds) == 1


def test_what_changed_during_a_build_and_came_back_is_seen(
    order: Order, builds: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, path = FICHE.replace("texte", "TEXTE"), order.content / "fiches/un.md"

    def read_another(folder: Path, *_: object) -> Content:
        path.write_text(other, encoding="utf-8")
        return read_content(folder)

    drafts = replace(order, drafts=True)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_content", read_another)
        bring_up_to_date(drafts)
    path.write_text(FICHE, encoding="utf-8")
    bring_up_to_date(drafts)
    assert len(builds) == 2
    assert "texte" in (order.output / "fiches/un/index.md").read_text(encoding="utf-8")


def test_what_changes_during_a_build_is_seen_by_the_next(
    order: Order, builds: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_then_edit(folder: Path, *_: object) -> Content:
        content = read_content(folder)
        write(folder, {"fiches/un.md": FICHE + "Plus.\n"})
        return content

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_content", read_then_edit)
        bring_up_to_date(replace(order, drafts=True))
    bring_up_to_date(replace(order, drafts=True))
    assert len(builds) == 2
    assert "Plus." in (order.output / "fiches/un/index.md").read_text(encoding="utf-8")


def test_a_build_that_stops_leaves_no_snapshot(order: Order, builds: list[Order]) -> None:
    write(order.templates[0], {"pages/404.html": "{{ rien }}"})
    assert not bring_up_to_date(order).published
    assert not bring_up_to_date(order).published
    assert len(builds) == 2


def test_a_site_unchanged_imports_neither_markdown_nor_jinja(order: Order) -> None:
    script = (
        "import sys; from antiseche.cli import main; main(sys.argv[1:])\n"
        "dear = {'antiseche.text.typography', 'jinja2', 'markdown_it', 'sqlite3', 'yaml'}\n"
        "print(sorted(dear & set(sys.modules)))"
    )
    folders = ("--content", str(order.content), "--output", str(order.output))
    command = [sys.executable, "-c", script, "build", "--quiet", *folders]
    for _ in range(2):
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"
