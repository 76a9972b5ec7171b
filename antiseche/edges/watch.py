"""Watching folders: what changes in them is told, for as long as they are watched.

A change only says « look again »: what did change is the business of the build. The folders
themselves may go away and come back, with their parents: they are looked for now and then.
Changes of permission or date alone are not told.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from antiseche.edges.burst import Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol, Self

    from watchdog.observers.api import BaseObserver, ObservedWatch

    class Tell(Protocol):
        """Told of a path that changed, and what that says of what follows."""

        def __call__(self, path: Path, sign: Sign) -> None:
            """Take the path."""


EVERY = 0.2  # seconds between two looks at whether the folders are still there
POLL_EVERY = 0.5  # seconds between two readings of the folders, where the system does not tell

# Reading is not among them: a build would wake itself.
_TOLD: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent,
    FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
_SIGNS = {
    FileModifiedEvent: Sign.BEGUN, FileCreatedEvent: Sign.CAME_OR_WENT,
    FileDeletedEvent: Sign.CAME_OR_WENT, DirCreatedEvent: Sign.CAME_OR_WENT,
    DirDeletedEvent: Sign.CAME_OR_WENT,
}  # fmt: skip

# Its English would come between our lines; what matters in it comes back as exceptions.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
warnings.filterwarnings("ignore", module=r"watchdog\.")


class Watch:
    """A watch over some folders, from ``start`` to ``stop``."""

    def __init__(
        self, folders: Iterable[Path], tell: Tell, is_ignored: Callable[[Path, Path], bool]
    ) -> None:
        """Take who is told, and what is not: ``is_ignored(path, folder)``."""
        self._folders = tuple(folders)
        self._tell, self._is_ignored = tell, is_ignored
        self._identities: dict[Path, tuple[int, int] | None] = {}
        self._watches: dict[Path, ObservedWatch] = {}
        self._stopped, self._grown = Event(), Event()
        self._thread = Thread(target=self._look_now_and_then, name="watch", daemon=True)
        self._observer: BaseObserver | None = None
        self.polls = False

    def start(self) -> Self:
        """Watch; ``polls`` then says whether the system is out of means to tell of changes."""
        try:
            self._observe(Observer())
            _try_one_more(self._observer)
        except OSError:
            self._poll()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop watching, and return once it is done."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self._end()

    def _observe(self, observer: BaseObserver) -> None:
        self._end()
        observer.start()
        self._observer = observer
        self._watches.clear()
        for folder in self._folders:
            self._identities[folder] = None
            self._look(folder)

    def _poll(self) -> None:
        self.polls = True
        self._observe(PollingObserver(timeout=POLL_EVERY))

    def _end(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _look_now_and_then(self) -> None:
        while not self._stopped.wait(EVERY):
            if self._grown.is_set() and not self.polls:
                self._grown.clear()
                self._take_new_folders()
            for folder in self._folders:
                try:
                    changed = self._look(folder)
                except FileNotFoundError:
                    changed = True  # it went away again
                except OSError:
                    changed = True
                    self._poll()
                if changed:
                    self._tell(folder, Sign.CAME_OR_WENT)

    def _take_new_folders(self) -> None:
        """Poll when the system could not watch those that came: watchdog says nothing of it."""
        try:
            _try_one_more(self._observer)
        except OSError:
            with suppress(FileNotFoundError):  # one that went away is looked for at the next look
                self._poll()
            for folder in self._folders:
                self._tell(folder, Sign.CAME_OR_WENT)

    def _look(self, folder: Path) -> bool:
        """Watch a folder anew if it is not the one that was watched, and tell so."""
        identity = _identity(folder)
        if identity == self._identities[folder]:
            return False
        self._identities[folder] = None
        if watch := self._watches.pop(folder, None):
            self._observer.unschedule(watch)  # type: ignore[union-attr]
        if identity:
            self._schedule(folder)
            self._identities[folder] = identity
        return True

    def _schedule(self, folder: Path) -> None:
        handler = _Handler(folder, self._hear)
        self._watches[folder] = self._observer.schedule(  # type: ignore[union-attr]
            handler, str(folder), recursive=True, event_filter=_TOLD
        )

    def _hear(self, folder: Path, event: FileSystemEvent) -> None:
        if isinstance(event, DirDeletedEvent) and Path(os.fsdecode(event.src_path)) == folder:
            self._identities[folder] = None  # even if what comes back has the same number
            self._tell(folder, Sign.CAME_OR_WENT)
            return
        if isinstance(event, DirCreatedEvent | DirMovedEvent):
            self._grown.set()
        paths = [Path(os.fsdecode(name)) for name in (event.src_path, event.dest_path) if name]
        told = [path for path in paths if not self._is_ignored(path, folder)]
        sign = _SIGNS.get(type(event), Sign.DONE)
        if event.dest_path and told == paths[:1]:
            sign = Sign.BEGUN  # set aside under a name that is not seen, to be written anew
        for path in told:
            self._tell(path, sign)


class _Handler(FileSystemEventHandler):
    """Passes the events of a folder on."""

    def __init__(self, folder: Path, hear: Callable[[Path, FileSystemEvent], None]) -> None:
        self._folder, self._hear = folder, hear

    def dispatch(self, event: FileSystemEvent) -> None:
        self._hear(self._folder, event)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another that takes its place; None when there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _try_one_more(observer: BaseObserver | None) -> None:
    """Watch one more folder, for nothing. Raise ``OSError`` when the limit of the system is met.

    watchdog says nothing of the subfolders that it could not watch: then this one cannot be either.
    """
    with tempfile.TemporaryDirectory() as folder:
        if observer:
            observer.unschedule(observer.schedule(FileSystemEventHandler(), folder))
