"""Publishing: whole files, nothing half done, nothing of others lost, whatever happens."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.edges.publish import open_publication
from antiseche.model import Changes, File
from tests.sites import ROOT, built, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def put(folder: Path, site: dict[str, str]) -> Changes:
    """Publish a whole site into ``folder/site``."""
    with open_publication(folder / "site") as place:
        place.stage(File(path, content.encode()) for path, content in site.items())
        return place.commit()


def texts(folder: Path) -> dict[str, str]:
    found = built(folder / "site") if (folder / "site").exists() else {}
    return {path: content.decode() for path, content in found.items()}


SITES = st.dictionaries(
    st.sampled_from(["a", "a/b", "a/b/c", "a/d", "e", "e/f", "é.html"]),
    st.sampled_from(["", "1", "2"]),
    max_size=5,
).filter(lambda site: not any(p != q and q.startswith(f"{p}/") for p in site for q in site))


@given(st.lists(SITES, min_size=1, max_size=6))
def test_after_any_sites_the_folder_is_the_last_one(sites: list[dict[str, str]]) -> None:
    folder = _scratch()
    previous: dict[str, str] = {}
    for site in sites:
        changes = put(folder, site)
        assert texts(folder) == site
        assert set(changes.written) == {p for p in site if site[p] != previous.get(p)}
        assert set(changes.removed) == previous.keys() - site.keys()
        assert changes.unchanged == len(site) - len(changes.written)
        previous = site
    empty = [p for p in (folder / "site").rglob("*") if p.is_dir() and not any(p.iterdir())]
    assert not empty
    shutil.rmtree(folder)


def _scratch() -> Path:
    from pathlib import Path as RealPath  # noqa: PLC0415
    from tempfile import mkdtemp  # noqa: PLC0415

    return RealPath(mkdtemp())


def test_files_of_others_stay(tmp_path: Path) -> None:
    write(tmp_path / "site", {"CNAME": "exemple.fr", "a/notes.txt": "à moi", ".git/config": "x"})
    put(tmp_path, {"a/index.html": "1", "b.html": "1"})
    put(tmp_path, {"b.html": "2"})
    assert texts(tmp_path) == {
        "CNAME": "exemple.fr", "a/notes.txt": "à moi", ".git/config": "x", "b.html": "2"
    }  # fmt: skip


def test_what_is_not_known_to_be_ours_is_told(tmp_path: Path) -> None:
    others: dict[str, str | bytes] = {
        "CNAME": "exemple.fr",
        "a/notes.txt": "à moi",
        ".git/config": "x",
        ".nojekyll": "",
    }
    write(tmp_path / "site", others)
    assert put(tmp_path, {"a/index.html": "1"}).unknown == ("CNAME", "a/notes.txt")
    assert put(tmp_path, {"b.html": "1"}).unknown == ()  # told once


def test_once_the_ledger_is_lost_what_stays_of_another_build_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"a/index.html": "1", "b.html": "1"})
    (tmp_path / ".antiseche/site.json").unlink()
    changes = put(tmp_path, {"b.html": "1"})
    assert (changes.unknown, changes.removed) == (("a/index.html",), ())


def test_a_file_that_was_there_before_us_is_ours_once_written(tmp_path: Path) -> None:
    write(tmp_path / "site", {"index.html": "vieux"})
    assert put(tmp_path, {"index.html": "neuf"}).written == ("index.html",)
    assert put(tmp_path, {}).removed == ("index.html",)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"{",
        b"[1, null]",
        b'"a"',
        b"\xff",
        b'["../../dehors", "/etc/passwd", "", "a\\u0000"]',
        b"[" * 100_000,
        b'["\\ud800"]',
        b'["%s"]' % (b"a" * 5000),
    ],
)
def test_a_garbage_ledger_is_forgotten(garbage: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "x" / "y"
    put(folder, {"a.html": "1"})
    write(tmp_path, {"dehors": "à moi"})
    (folder / ".antiseche/site.json").write_bytes(garbage)
    put(folder, {"b.html": "1"})
    assert (tmp_path / "dehors").exists()
    assert texts(folder)["b.html"] == "1"


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"dehors": "à moi"})
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.html").symlink_to(tmp_path / "dehors")
    put(tmp_path, {"a.html": "1"})
    assert (tmp_path / "dehors").read_text() == "à moi"
    assert not (tmp_path / "site/a.html").is_symlink()


def test_nothing_moves_until_all_is_ready(tmp_path: Path) -> None:
    put(tmp_path, {"a.html": "1"})

    def failing() -> Iterator[File]:
        yield File("a.html", b"2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_publication(tmp_path / "site") as place:
        place.stage(failing())
    assert texts(tmp_path) == {"a.html": "1"}
    assert not list((tmp_path / ".antiseche").glob("staging-*"))


def test_what_is_in_the_way_of_a_build_is_taken_away(tmp_path: Path) -> None:
    own = tmp_path / ".antiseche"
    write(tmp_path, {".antiseche/staging-a": "x", ".antiseche/staging-b/c": "x", "mien/d": "x"})
    (own / "staging-lien").symlink_to(tmp_path / "mien")
    put(tmp_path, {"a.html": "1"})
    assert not (own / "staging-b").exists()
    assert (tmp_path / "mien" / "d").exists()


def test_an_output_folder_may_be_called_as_what_is_staged(tmp_path: Path) -> None:
    for files in ({"a.html": "1", "b.html": "1"}, {"a.html": "1"}):
        with open_publication(tmp_path / "staging-site") as place:
            place.stage(File(path, text.encode()) for path, text in files.items())
            place.commit()
    assert [path.name for path in (tmp_path / "staging-site").iterdir()] == ["a.html"]


WRITER = """
import sys
from pathlib import Path
from antiseche.edges.publish import open_publication
from antiseche.model import File
with open_publication(Path(sys.argv[1]) / "site") as place:
    place.stage(File(f"f{n}/index.html", sys.argv[2].encode() * 3_000) for n in range(200))
    place.commit()
"""


def writer(folder: Path, content: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, f"{folder}", content], cwd=ROOT)


def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_build_mends(tmp_path: Path) -> None:
    assert writer(tmp_path, "0").wait() == 0
    start = time.perf_counter()
    assert writer(tmp_path, "1").wait() == 0
    lasts = time.perf_counter() - start
    chance = random.Random(42)  # noqa: S311
    for number in range(2, 8):
        process = writer(tmp_path, str(number))
        time.sleep(chance.uniform(lasts * 0.3, lasts))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert all(
            len(content) == 3_000 and len(set(content)) == 1
            for content in built(tmp_path / "site").values()
        )
    assert writer(tmp_path, "z").wait() == 0
    assert set(texts(tmp_path).values()) == {"z" * 3_000}
    assert len(texts(tmp_path)) == 200
    assert not list((tmp_path / ".antiseche").glob("staging-*"))


def test_after_a_kill_in_the_middle_what_is_stale_is_still_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"vieux.html": "1"})
    with open_publication(tmp_path / "site") as place:
        place.stage([File("neuf.html", b"1"), File("autre.html", b"1")])
        monkeypatch.setattr(place, "_move", _cut)  # as a crash would
        with pytest.raises(OSError, match="coupure"):
            place.commit()
    put(tmp_path, {"neuf.html": "1"})
    assert texts(tmp_path) == {"neuf.html": "1"}


def _cut(*_: object) -> None:
    message = "coupure"
    raise OSError(message)


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    processes = [writer(tmp_path, content) for content in "ab"]
    assert [process.wait(timeout=30) for process in processes] == [0, 0]
    contents = set(texts(tmp_path).values())
    assert contents in ({"a" * 3_000}, {"b" * 3_000})


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o500)
    with pytest.raises(PermissionError):
        put(tmp_path, {"a.html": "1"})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize(
    ("limit", "too_much"),
    [
        ("size=400k", {"b.html": "2" * 1_000_000}),
        ("nr_inodes=80", {f"{number}/index.html": "2" for number in range(30)}),
    ],
)
def test_a_full_disk_keeps_the_last_site(
    limit: str, too_much: dict[str, str], tmp_path: Path
) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["/bin/mount", "-t", "tmpfs", "-o", limit, "tmpfs", f"{disk}"]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets no one mount a disk")
    try:
        put(disk, {"a.html": "1", "b.html": "1"})
        if "inodes" in limit:  # the files that come have room aside, and their folders do not
            write(disk, {f"plein/{number}": "" for number in range(28)})
        with pytest.raises(OSError, match="No space left"):
            put(disk, {"a.html": "2", **too_much})
        assert texts(disk) == {"a.html": "1", "b.html": "1"}
        assert put(disk, {"a.html": "2"}).removed == ("b.html",)
    finally:
        subprocess.run(["/bin/umount", f"{disk}"], check=True)
