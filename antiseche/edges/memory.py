"""What earlier builds made, kept in one file beside the site.

Everything is kept under the fingerprint of all that it was made from, the generator included, so
nothing stale can be recalled: what does not match is forgotten. The file is a convenience: deleting
it is always safe, garbage in its place is deleted, and what cannot be written is not kept.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import defaultdict
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Self
from zlib import crc32

from antiseche.text.codec import NotOursError, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

# With rowids: among long values, a key would be found by reading those that are on its way.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS made (
    kind TEXT, path TEXT, fingerprint TEXT, value, checksum INTEGER, PRIMARY KEY (kind, path)
)
"""
PUBLISHED = "files"  # the kind of the signatures of published files
ORIGINS = "plans"  # and that of what the files of each fiche are made from
PARTS = "parts"  # of what each published file is made of: the same paths as those of signatures
WHOLE_SITE = ""  # the path, which no fiche has, of what is made of the whole site
_TABLES = frozenset((PUBLISHED, ORIGINS))  # of short values, which are kept all together
_KINDS = """
WITH RECURSIVE found(kind) AS (
    SELECT min(kind) FROM made UNION ALL
    SELECT (SELECT min(kind) FROM made WHERE kind > found.kind) FROM found WHERE kind NOT NULL
) SELECT kind FROM found WHERE kind NOT NULL
"""  # as DISTINCT does, without a look at every row
_KNOWN = "SELECT path, fingerprint FROM made WHERE kind = ?"
_VALUE = "SELECT value, checksum FROM made WHERE kind = ? AND path = ? AND fingerprint = ?"
_VALUES = "SELECT path, fingerprint, value, checksum FROM made WHERE kind = ?"
PATIENCE = 5  # seconds to wait for another build that is writing
BATCH = 8 << 20  # bytes of values that wait to be written together
PAGE = 16384  # bytes read from the file at once: most values are longer

Key = tuple[str, str]
Row = tuple[str, str, str, bytes, int]
Table = dict[str, tuple[str, bytes]]  # what each path was made from, and its value


class Memory:
    """The memory of a build: what is recalled or kept in it stays, the rest is swept.

    One that ``stays`` opens the file once for all the builds of a process, as ``serve`` wants:
    ``stands`` is true when nobody else has written or replaced it since the last of them. ``owner``
    names this process in the lock of the output folder.
    """

    def __init__(self, file: Path | None, *, stays: bool = False) -> None:
        """Take the file, which need not exist, nor be ours; without one nothing is remembered."""
        self._file, self._stays = file, stays
        self._store: sqlite3.Connection | None = None
        self._state: tuple[int, int] | None = None
        self._unread: set[str] = set()  # the kinds of which nothing was read yet
        self._known: dict[str, dict[str, str]] = defaultdict(dict)  # by kind, as all that is known
        self._short: dict[str, dict[str, bytes]] = defaultdict(dict)  # the values of the tables
        self._used: dict[str, set[str]] = defaultdict(set)
        self._whole: set[str] = set()  # the kinds of which everything is used
        self._fresh: dict[Key, tuple[str, bytes]] = {}
        self._later: dict[Key, tuple[str, Callable[[], bytes]]] = {}
        self._waiting = 0
        self.owner = f"{os.getpid()}-{id(self)}-{time.time_ns()}"
        self.stands = False

    def __enter__(self) -> Self:
        """Begin a build: open the file, unless nobody else has written it since the last."""
        self._used, self._whole = defaultdict(set), set()
        self.stands = self._state is not None and self._state == self._look()
        if not self.stands and self._file is not None:
            self.close()
            try:
                self._open(self._file)
            except sqlite3.Error:
                self._give_up(self._file)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """End a build; after one that failed, or that is the last, nothing is known."""
        if kind or self._state is None or not self._stays:
            self.close()

    def _open(self, file: Path) -> None:
        if file.exists():
            self._unread = {kind for (kind,) in self._opened(file).execute(_KINDS)}
            self._state = self._look()

    def _opened(self, file: Path) -> sqlite3.Connection:
        if self._store is None:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(file, timeout=PATIENCE)
            # Losing the last builds to a power cut is nothing; waiting for the disk is.
            self._store.execute("PRAGMA synchronous = OFF")
            self._store.execute(f"PRAGMA page_size = {PAGE}")  # of a file that is new
        return self._store

    def _look(self) -> tuple[int, int] | None:
        """Return what changes when another writes the file, or when it is another file."""
        if self._store is None or self._file is None:
            return None
        try:
            (version,) = self._store.execute("PRAGMA data_version").fetchone()
            return version, self._file.stat().st_ino
        except (sqlite3.Error, OSError):
            return None

    def close(self) -> None:
        """Let go of the file, and of all that was not saved."""
        if self._store:
            self._store.close()
        self._store = self._state = None
        self._unread = set()
        self._known, self._short = defaultdict(dict), defaultdict(dict)
        self._fresh, self._later, self._waiting = {}, {}, 0

    def _give_up(self, file: Path) -> None:
        """Take away a file that cannot be read or written: the next build starts anew."""
        self.close()
        with suppress(OSError):
            file.unlink()

    def _fingerprints(self, kind: str) -> dict[str, str]:
        """Return what each known path of a kind was made from; it is read when it first serves."""
        if kind in self._unread:
            self._unread.remove(kind)
            if kind not in _TABLES:
                self._known[kind] = dict(self._rows_of(kind, _KNOWN))
            else:
                for path, (made_from, value) in self._table(kind).items():
                    self._known[kind][path] = made_from
                    self._short[kind][path] = value
        return self._known[kind]

    def _table(self, kind: str) -> Table:
        for *_, value, checksum in self._rows_of(kind, _VALUES):
            with suppress(NotOursError):
                return unpack(Table, value) if _is_sound(value, checksum) else {}
        return {}

    def _rows_of(self, kind: str, query: str) -> Iterator[Any]:
        """Yield what the file says of a kind, until it turns out to be spoilt."""
        try:
            yield from self._store.execute(query, (kind,)) if self._store else ()
        except sqlite3.Error:
            if self._file:
                self._give_up(self._file)

    def recall(self, kind: str, path: str, made_from: str) -> bytes | None:
        """Return what was made of that path, if it was made from the same."""
        if self._fingerprints(kind).get(path) != made_from:
            return None
        value = self._short[kind].get(path) or self._value((kind, path), made_from)
        if value is not None:
            self._used[kind].add(path)
            self._later.pop((kind, path), None)  # what was made since was undone
        return value

    def _value(self, key: Key, made_from: str) -> bytes | None:
        if key in self._fresh:
            return self._fresh[key][1]
        if self._store is None:
            return None
        try:
            row = self._store.execute(_VALUE, (*key, made_from)).fetchone()
        except sqlite3.Error:
            return None
        return row[0] if row and _is_sound(*row) else None

    def recall_each(self, kind: str, made_from: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Yield what was made of each path from the same, as ``recall`` would, in any order."""
        if kind in _TABLES:
            known, values = self._fingerprints(kind), self._short[kind]
            found = {
                path: values[path] for path, what in made_from.items() if known.get(path) == what
            }
            self._used[kind].update(found)
            yield from found.items()
            return
        if kind not in self._unread:
            for path, what in made_from.items():
                if (value := self.recall(kind, path, what)) is not None:
                    yield path, value
            return
        # All are read sooner in the order of the file than each where it is.
        self._unread.remove(kind)
        for path, what, value, checksum in self._rows_of(kind, _VALUES):
            self._known[kind][path] = what
            if made_from.get(path) == what and _is_sound(value, checksum):
                self._used[kind].add(path)
                yield path, value

    def retain_all(self, kind: str, paths: Iterable[str] | None = None) -> None:
        """Keep what is remembered of those paths, or of any, without looking at it."""
        if paths is None:
            self._whole.add(kind)
        else:
            self._used[kind].update(paths)

    def last(self, kind: str, path: str) -> bytes | None:
        """Return what was last made of that path, whatever it was made from."""
        return self.recall(kind, path, self._fingerprints(kind).get(path, ""))

    def keep(self, kind: str, path: str, made_from: str, value: bytes) -> None:
        """Remember what was made."""
        if self._file is None:
            return
        self._later.pop((kind, path), None)
        self._fresh[kind, path] = made_from, value
        self._fingerprints(kind)[path] = made_from
        self._used[kind].add(path)
        if kind in _TABLES:
            self._short[kind][path] = value
        self._waiting += len(value)
        if self._waiting > BATCH:
            self._write(self._file)

    def keep_later(self, kind: str, path: str, made_from: str, write: Callable[[], bytes]) -> None:
        """Remember at the next ``save`` what was made, which ``write`` gives as bytes."""
        if self._file is not None:
            self._later[kind, path] = made_from, write

    def save(self) -> None:
        """Write what is new, and sweep what this build had no use for."""
        later, self._later = self._later, {}
        for (kind, path), (made_from, write) in later.items():
            if path in self._used[kind]:
                self.keep(kind, path, made_from, write())
        stale = [
            (kind, path)
            for kind in (self._unread | self._known.keys()) - self._whole
            for path in self._paths(kind) - self._used[kind]
        ]
        for kind, path in stale:
            self._known[kind].pop(path, None)
            self._short[kind].pop(path, None)
        if self._file is not None and (self._fresh or stale):
            self._write(self._file, stale)

    def _paths(self, kind: str) -> set[str]:
        """Return the known paths of a kind; to read those of parts would be dear."""
        return set(self._fingerprints(PUBLISHED if kind == PARTS else kind))

    def _write(self, file: Path, stale: Sequence[Key] = ()) -> None:
        try:
            store = self._opened(file)
            with store:
                store.execute(_SCHEMA)
                store.executemany("DELETE FROM made WHERE kind = ? AND path = ?", stale)
                changed = {kind for kind, _ in (*self._fresh, *stale)}
                rows = chain(self._rows(), self._rows_of_tables(_TABLES & changed))
                store.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            self._give_up(file)
            return
        self._fresh, self._waiting = {}, 0
        self._state = self._look()

    def _rows(self) -> Iterator[Row]:
        for (kind, path), (made_from, value) in self._fresh.items():
            if kind not in _TABLES:
                yield kind, path, made_from, value, crc32(value)

    def _rows_of_tables(self, kinds: Iterable[str]) -> Iterator[Row]:
        for kind in kinds:
            values, known = self._short[kind], self._known[kind]
            packed = pack({path: (known[path], value) for path, value in values.items()})
            yield kind, "", "", packed, crc32(packed)


def _is_sound(value: object, checksum: int) -> bool:
    return isinstance(value, bytes) and crc32(value) == checksum


NO_MEMORY = Memory(None)
