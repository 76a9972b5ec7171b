"""What is asked for while a build runs: whole, the new one if the build is short."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from http import HTTPStatus
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from antiseche.edges import preview as module
from antiseche.edges.preview import Preview, Scene
from tests.serve.project import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    (tmp_path / "index.html").write_text("avant", encoding="utf-8")
    return Preview(tmp_path, lambda problem: problem.path, Scene("s", 1), pytest.fail)


def test_a_page_asked_for_while_a_build_runs_is_the_new_one(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HOLD", 30.0)
    replies: list[bytes] = []
    reader = Thread(target=lambda: replies.append(preview.answer("/").body))
    with preview.building():
        reader.start()
        time.sleep(0.05)
        assert not replies
        (tmp_path / "index.html").write_text("après", encoding="utf-8")
    reader.join()
    assert "après" in replies[0].decode()


def test_a_long_build_stops_nobody_from_reading(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HOLD", 0.05)
    with preview.building():
        start = time.monotonic()
        assert b"avant" in preview.answer("/").body
        assert time.monotonic() - start >= module.HOLD * 0.9
        assert b"avant" in preview.answer("/").body


def test_a_build_that_fails_lets_pages_go(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HOLD", 30.0)
    with pytest.raises(ZeroDivisionError), preview.building():
        raise ZeroDivisionError
    assert b"avant" in preview.answer("/").body


def test_a_file_that_waits_is_asked_for_and_waited_for(tmp_path: Path) -> None:
    page, asked = tmp_path / "antiseche" / "index.html", Event()
    page.parent.mkdir()
    page.write_text("avant", encoding="utf-8")
    deferred = Scene("s", 1, base="/cours", deferred=frozenset(("antiseche/index.html",)))
    preview = Preview(tmp_path, lambda problem: problem.path, deferred, asked.set)
    replies: list[bytes] = []
    reader = Thread(target=lambda: replies.append(preview.answer("/cours/antiseche/").body))
    assert preview.answer("/cours/autre/").status == HTTPStatus.NOT_FOUND
    assert not asked.is_set()
    reader.start()
    assert asked.wait(PATIENCE)
    assert not replies
    page.write_text("après", encoding="utf-8")
    preview.show(replace(deferred, deferred=frozenset()))
    reader.join(PATIENCE)
    assert "après" in replies[0].decode()


def test_a_page_that_is_being_replaced_is_old_or_new_never_half(
    preview: Preview, tmp_path: Path
) -> None:
    place = tmp_path / "index.html"
    pages = [f"<body>{letter * 200_000}</body>" for letter in "ab"]
    place.write_text(pages[0], encoding="utf-8")
    done = Event()

    def replace_again_and_again() -> None:
        turn = 0
        while not done.is_set():
            aside = place.with_suffix(".new")
            aside.write_text(pages[turn % 2], encoding="utf-8")
            aside.replace(place)
            turn += 1

    writer = Thread(target=replace_again_and_again)
    writer.start()
    try:
        for _ in range(40):
            body = re.sub(r"<script.*?</script>", "", preview.answer("/").body.decode())
            assert body in pages
    finally:
        done.set()
        writer.join()
