"""The last build as the disk shows it: all that it read and all that it published.

When nothing of it has moved, the site stands as it would be built: no fiche need be opened to know
it. Files are known by what the disk says of them. One that was written a moment before it was seen
is known by its bytes too, for a second change in the same tick of the clock would not show; git
does the same (https://git-scm.com/docs/racy-git). The file that holds a snapshot is a convenience:
deleting it is always safe, and garbage in its place is no snapshot.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from antiseche.edges.signature import TICK, signature
from antiseche.model import Changes, Report
from antiseche.order import ledger_file
from antiseche.text.codec import NotOursError, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from antiseche.order import Order

_CHECKSUM = 4  # bytes, before those of the snapshot
_BYTES = "="  # comes before the digest of what is in a file
_FOLDER = "/"  # what is said of one
_PACKAGE = Path(__file__).resolve().parent.parent

Seen = dict[str, str]  # what the disk says of each file, by its path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a build was asked, read, published and said, and the digest of each source.

    The report is packed: it is long where there is much to mend, and serves when nothing moved.
    """

    asked: str
    read: Seen
    published: Seen
    digests: Seen
    report: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What the disk says of all that a build would read, the generator included.

    ``digests`` are those of the sources that it says are as they were, under their paths from the
    content folder.
    """

    seen: Seen
    digests: Seen = field(default_factory=dict)


def look(order: Order) -> Look:
    """Look at all that a build would read.

    Look before the build reads: what changes meanwhile then shows at the next look.
    """
    now = time.time_ns()
    seen = dict(_installed())
    for folder in (order.content, *order.templates, _PACKAGE):
        for entry in _walk(str(folder)):
            # Of a folder, only its name says something that its files do not.
            is_folder = entry.is_dir(follow_symlinks=False)
            seen[entry.path] = _FOLDER if is_folder else _stat_of(entry, now)
    return Look(seen)


def recall(order: Order) -> Snapshot | None:
    """Return the snapshot of the last build, if there is one."""
    try:
        return _read(_file(order.memory)) if order.memory else None
    except (OSError, ValueError):
        return None


def report_again(order: Order, last: Snapshot, now: Look) -> Report | None:
    """Return the report of the last build if all that it read and published is as it was."""
    if order.memory is None or last.asked != _asked(order):
        return None
    try:
        if not ledger_file(order.output).is_file():
            return None  # what is ours in the output folder would be forgotten
        if not _is_as_it_was(last.read, now.seen):
            return None
        report = unpack(Report, last.report)
    except (OSError, NotOursError):
        return None
    if last.published != _published(order, last.published):
        return None
    if last.read != now.seen:  # what was known by its bytes too need not be opened again
        _write(order.memory, replace(last, read=now.seen))
    changes = Changes(unchanged=len(last.published))
    return replace(report, files=tuple(last.published), changes=changes)


def with_digests(order: Order, last: Snapshot, now: Look) -> Look:
    """Return the look with what the last build knew of the sources that have not moved.

    One that was written a moment before it was seen may have been another when it was read; another
    generator may refuse what that one read.
    """
    seen, digests = now.seen, dict[str, str]()
    ours = [path for path in last.read | seen if path.startswith(f"{_PACKAGE}/")]
    if any(last.read.get(path) != seen.get(path) for path in ours):
        return now
    for path, digest in last.digests.items():
        place = f"{order.content}/{path}"
        said = last.read.get(place, "")
        if said and said == seen.get(place) and _BYTES not in said:
            digests[path] = digest
    return Look(seen, digests)


def keep(order: Order, look: Look, published: Seen, digests: Seen, report: Report) -> None:
    """Keep what a build read, published and said; what cannot be written is not kept."""
    if order.memory is not None:
        said = pack(replace(report, changes=Changes(), files=()))
        _write(order.memory, Snapshot(_asked(order), look.seen, published, digests, said))


def _read(file: Path) -> Snapshot:
    """Read a snapshot, after its checksum. Raise ``OSError`` or ``ValueError``."""
    content = file.read_bytes()
    packed = content[_CHECKSUM:]
    if _checksum(packed) != content[:_CHECKSUM]:
        raise NotOursError(file)
    return unpack(Snapshot, packed)


def _write(memory: Path, kept: Snapshot) -> None:
    file = _file(memory)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        packed = pack(kept)
        fresh.write_bytes(_checksum(packed) + packed)
        fresh.replace(file)
    except (OSError, ValueError):
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _checksum(packed: bytes) -> bytes:
    return crc32(packed).to_bytes(_CHECKSUM, "big")


def _is_as_it_was(before: Seen, now: Seen) -> bool:
    """Tell whether the files are the same; one that was known by its bytes too is read to know."""
    if before.keys() != now.keys():
        return False
    moved = (path for path, said in before.items() if said != now[path])
    return all(_has_bytes(path, before[path], now[path]) for path in moved)


def _has_bytes(path: str, before: str, now: str) -> bool:
    said, _, digest = before.partition(_BYTES)
    return said == now.partition(_BYTES)[0] and digest == _digest(Path(path))


def _digest(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _file(memory: Path) -> Path:
    return memory.with_suffix(".seen")


def _asked(order: Order) -> str:
    """Return what an order asks for: what changes how it is done, not what is done, is left out."""
    return f"{sys.version} {replace(order, jobs=None, memory=None, progress=False)!r}"


def _installed() -> Iterator[tuple[str, str]]:
    """Yield each package of this Python, whose folder says the version; reading them is dearer."""
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.scandir(folder or "."):
                if entry.name.endswith((".dist-info", ".egg-info")):
                    yield entry.path, ""


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield all that is under a folder but what is hidden; nothing when it cannot be read."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)


def _stat_of(entry: os.DirEntry[str], now: int) -> str:
    try:
        state = entry.stat(follow_symlinks=False)
        said = f"{state.st_ino}:{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}"
        if now - max(state.st_mtime_ns, state.st_ctime_ns) < TICK and entry.is_file():
            said += _BYTES + _digest(Path(entry.path))
    except OSError:
        return ""
    return said


def _published(order: Order, paths: Iterable[str]) -> Seen:
    return {path: signature(f"{order.output}/{path}") for path in paths}
