"""Publishing: the files of the site put in place whole, and those that it no longer has removed.

Every changed file is written aside first, beside the output folder; only when all are ready is
each moved to its place, which a reader or a crash sees done or not done, never half. A ledger
remembers what was published, so that files which are not ours are never removed.
"""

from __future__ import annotations

import fcntl
import json
import os
import posixpath
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.edges.folders import LONGEST_NAME
from antiseche.edges.memory import NO_MEMORY, PARTS, PUBLISHED, Memory
from antiseche.edges.signature import signature
from antiseche.model import Changes, File
from antiseche.order import MEMORY_FOLDER, ledger_file
from antiseche.reasons import Parts, why

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from io import FileIO

_STAGING = "staging-"
SHORT = 8  # characters of a fingerprint that are enough to tell that a part changed


@contextmanager
def open_publication(output: Path, memory: Memory = NO_MEMORY) -> Iterator[Publication]:
    """Open the output folder for one build: a second build waits until this one is done."""
    folder = output.parent / MEMORY_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b", buffering=0) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stands = _sign(lock, memory.owner) and memory.stands
        for left_by_a_crash in folder.glob(f"{_STAGING}*"):
            # A file of that name is the ledger or the memory of an output folder called so.
            if left_by_a_crash.is_dir() and not left_by_a_crash.is_symlink():
                shutil.rmtree(left_by_a_crash)
        with tempfile.TemporaryDirectory(prefix=_STAGING, dir=folder) as staging:
            yield Publication(output, Path(staging), memory, stands=stands)


def _sign(lock: FileIO, owner: str) -> bool:
    """Write one's name in the lock; tell whether it was there: nobody has published since."""
    lock.seek(0)
    if lock.read() == owner.encode():
        return True
    lock.truncate(0)
    with suppress(OSError):  # a disk may be full: nobody's name is there then
        lock.write(owner.encode())
    return False


class Publication:
    """A site about to be put in place: ``stage`` all its files, then ``commit``."""

    def __init__(self, output: Path, staging: Path, memory: Memory, *, stands: bool) -> None:
        """Take the output folder, an empty folder on the same disk, a memory.

        ``stands`` says that this process was the last to publish here, and went to the end of it.
        """
        self._output, self._staging, self._ledger = output, staging, ledger_file(output)
        self._memory = memory
        self.stands = stands and output.is_dir() and self._ledger.is_file()
        self._planned: dict[str, str] = {}
        self._left: frozenset[str] = frozenset()
        self._known: frozenset[str] | None = None
        self._signatures: dict[str, str] = {}
        self._parts: dict[str, bytes] = {}
        self._staged: dict[str, str] = {}  # the name of each in the folder aside
        self._unchanged: list[str] = []
        self._removed: list[str] = []

    def held(self, made_from: Mapping[str, str]) -> Collection[str]:
        """Take files of the site to be; return the paths of those in place, made from the same."""
        self._planned |= made_from
        held = dict(self._memory.recall_each(PUBLISHED, made_from))
        if not self.stands:
            found = {path: signature(f"{self._output}/{path}") for path in held}
            held = {path: said for path, said in held.items() if said == found[path].encode()}
            self._signatures |= found
        self._memory.retain_all(PARTS, held)
        return held

    def leave(self, paths: frozenset[str], known: frozenset[str]) -> None:
        """Leave files of this process as they stand, but for those that are staged.

        ``known`` are all those that it published the last time.
        """
        self._left, self._known = paths, known
        for kind in (PUBLISHED, PARTS):
            self._memory.retain_all(kind, None if paths is known else paths)

    def stage(self, files: Iterable[File], parts: Callable[[str], Parts] = lambda _: {}) -> None:
        """Write aside each file that is not already in place with the same bytes.

        ``parts`` tells what the file of a path is made of, so that a later build can tell what
        changed: it is asked while others make the next files.
        """
        for file in files:
            self._planned.setdefault(file.path, "")
            self._parts[file.path] = _short(parts(file.path))
            if self._has_bytes(file):
                self._unchanged.append(file.path)
            else:
                # One folder for all of them: to make the others costs as much as to write.
                name = str(len(self._staged))
                (self._staging / name).write_bytes(file.content)
                self._staged[file.path] = name

    def commit(self) -> Changes:
        """Move the staged files to their places, and remove what the site no longer has."""
        known = self._remembered() if self._known is None else self._known
        planned = self._left  # as it is if it holds all: to copy it is slow on a large site
        if not planned.issuperset(self._planned):
            planned = planned.union(self._planned)
        stale = frozenset() if planned is known else known - planned
        # Before anything moves: after a crash, the next build knows all that may be ours.
        if planned is not known and planned != known:
            self._remember(known | planned)
        self._make_folders()
        for path, name in self._staged.items():
            self._move(self._staging / name, path, stale)
        for path in stale:
            self._remove(path)
        if stale:
            self._remember(planned)
        reasons = tuple(self._why(path, known) for path in self._staged)
        for path in (*self._staged, *self._unchanged):
            published = signature(self._output / path)
            self._signatures[path] = published
            self._memory.keep(PUBLISHED, path, self._planned[path], published.encode())
            self._memory.keep(PARTS, path, "", self._parts[path])
        return Changes(
            written=tuple(self._staged),
            reasons=reasons,
            removed=tuple(sorted(self._removed)),
            unknown=() if known else self._unknown(planned),
            unchanged=len(planned) - len(self._staged),
        )

    def signatures(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the signature of each file as it was put or found in place, under its path."""
        return {path: self._signatures[path] for path in paths}

    def _why(self, path: str, known: frozenset[str]) -> str:
        try:
            before = json.loads(self._memory.last(PARTS, path) or b"")
        except ValueError:
            before = {}
        if path not in known:
            before = None
        elif not isinstance(before, dict):
            before = {}
        return why(before, json.loads(self._parts[path]))

    def _has_bytes(self, file: File) -> bool:
        place = self._output / file.path
        try:
            same_size = place.lstat().st_size == len(file.content)
            return same_size and not place.is_symlink() and place.read_bytes() == file.content
        except OSError:
            return False

    def _make_folders(self) -> None:
        """Make the folders of what is staged: a disk too full for them stops before any move."""
        for folder in dict.fromkeys(posixpath.dirname(path) for path in self._staged):
            with suppress(FileExistsError, NotADirectoryError):  # a file of ours is in the way
                (self._output / folder).mkdir(parents=True, exist_ok=True)

    def _move(self, staged: Path, path: str, stale: frozenset[str]) -> None:
        place = self._output / path
        try:
            staged.replace(place)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            # A folder stands where a file goes, or the other way round: ours of the last time.
            for old in stale:
                if path.startswith(f"{old}/") or old.startswith(f"{path}/"):
                    self._remove(old)
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)

    def _remove(self, path: str) -> None:
        place = self._output / path
        try:
            place.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return
        self._removed.append(path)
        for folder in place.parents:
            if folder == self._output or any(folder.iterdir()):
                break
            folder.rmdir()

    def _unknown(self, planned: Collection[str]) -> tuple[str, ...]:
        """Return the files of the folder that are not of this build, but for what is hidden."""
        found = []
        for folder, folders, names in os.walk(self._output):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = os.path.relpath(folder, self._output)
            paths = [posixpath.normpath(f"{inside}/{name}") for name in names if name[0] != "."]
            found += [path for path in paths if path not in planned]
        return tuple(sorted(found))

    def _remembered(self) -> frozenset[str]:
        try:
            paths = json.loads(self._ledger.read_bytes())
        except (OSError, ValueError, RecursionError):
            return frozenset()
        if not isinstance(paths, list):
            return frozenset()
        return frozenset(path for path in paths if isinstance(path, str) and _is_inside(path))

    def _remember(self, paths: Iterable[str]) -> None:
        fresh = self._ledger.with_suffix(".new")
        fresh.write_text(json.dumps(sorted(paths), ensure_ascii=False, indent=0), encoding="utf-8")
        fresh.replace(self._ledger)


def _short(parts: Parts) -> bytes:
    short = {part: made_from[:SHORT] for part, made_from in parts.items()}
    return json.dumps(short, ensure_ascii=False).encode()


def _is_inside(path: str) -> bool:
    """Tell whether that is the path of a file of ours, which any disk can hold."""
    encoded = path.encode(errors="replace")
    if encoded.decode() != path or b"\0" in encoded:
        return False
    parts = encoded.split(b"/")
    return all(0 < len(part) <= LONGEST_NAME and part not in {b".", b".."} for part in parts)
