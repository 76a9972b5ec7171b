"""What earlier builds made, kept in one file beside the site.

Everything is kept under the fingerprint of all that it was made from, the generator included, so
nothing stale can be recalled: what does not match is forgotten. The file is a convenience: deleting
it is always safe, garbage in its place is deleted, and what cannot be written is not kept.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

_SCHEMA = """
CREATE TABLE IF NOT EXISTS made (
    kind TEXT, path TEXT, fingerprint TEXT, value TEXT, PRIMARY KEY (kind, path)
) WITHOUT ROWID
"""
PUBLISHED = "file"  # the kind of the signatures of published files
# Every fingerprint, and the values so short that to read them all is quicker than one by one. They
# are known by their kind: to tell its length, SQLite would read a long value to its end.
_KNOWN = """
SELECT kind, path, fingerprint, CASE WHEN kind = ? AND typeof(value) = 'text' THEN value END
FROM made
"""
PATIENCE = 5  # seconds to wait for another build that is writing

Key = tuple[str, str]


class Memory:
    """The memory of one build: what is recalled or kept in it stays, the rest is swept."""

    def __init__(self, file: Path | None) -> None:
        """Take the file, which need not exist, nor be ours; without one nothing is remembered."""
        self._file = file
        self._store: sqlite3.Connection | None = None
        self._known: dict[Key, str] = {}
        self._short: dict[Key, str] = {}
        self._recalled: set[Key] = set()
        self._fresh: dict[Key, tuple[str, str]] = {}

    def __enter__(self) -> Self:
        """Read which fingerprints are known."""
        if self._file is not None:
            try:
                self._open(self._file)
            except sqlite3.Error:
                self.close()
                with suppress(OSError):
                    self._file.unlink()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """Let go of the file; what was not saved is lost."""
        self.close()

    def _open(self, file: Path) -> None:
        if not file.exists():
            return
        self._store = sqlite3.connect(file, timeout=PATIENCE)
        rows = self._store.execute(_KNOWN, (PUBLISHED,))
        for kind, path, made_from, value in rows:
            self._known[kind, path] = made_from
            if value is not None:
                self._short[kind, path] = value

    def close(self) -> None:
        """Let go of the file."""
        if self._store:
            self._store.close()
        self._store, self._known, self._short = None, {}, {}

    def recall(self, kind: str, path: str, made_from: str) -> str | None:
        """Return what was made of that path, if it was made from the same."""
        key = kind, path
        if self._known.get(key) != made_from or self._store is None:
            return None
        if key in self._short:
            self._recalled.add(key)
            return self._short[key]
        try:
            row = self._store.execute(
                "SELECT value FROM made WHERE kind = ? AND path = ? AND fingerprint = ?",
                (*key, made_from),
            ).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not isinstance(row[0], str):
            return None
        self._recalled.add(key)
        return str(row[0])

    def retain(self, kind: str, path: str) -> None:
        """Keep what is remembered of that path, without reading it."""
        if (kind, path) in self._known:
            self._recalled.add((kind, path))

    def last(self, kind: str, path: str) -> str | None:
        """Return what was last made of that path, whatever it was made from."""
        return self.recall(kind, path, self._known.get((kind, path), ""))

    def keep(self, kind: str, path: str, made_from: str, value: str) -> None:
        """Remember what was made."""
        self._fresh[kind, path] = made_from, value

    def save(self) -> None:
        """Write what is new, and sweep what this build had no use for."""
        stale = self._known.keys() - self._recalled - self._fresh.keys()
        if self._file is None or not (self._fresh or stale):
            return
        self.close()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as store, store:
                # Losing the last builds to a power cut is nothing; waiting for the disk is.
                store.execute("PRAGMA synchronous = OFF")
                store.execute(_SCHEMA)
                store.executemany("DELETE FROM made WHERE kind = ? AND path = ?", stale)
                store.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", self._rows())
        except (sqlite3.Error, OSError):
            with suppress(OSError):
                self._file.unlink()

    def _rows(self) -> Iterator[tuple[str, str, str, str]]:
        for (kind, path), (made_from, value) in self._fresh.items():
            yield kind, path, made_from, value


NO_MEMORY = Memory(None)
