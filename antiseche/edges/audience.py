"""The browsers that listen: each is told what happens, over one stream of server-sent events."""

from __future__ import annotations

import json
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

HEARTBEAT = 15.0  # seconds of silence, after which a browser that has left is noticed
RETRY = 500  # milliseconds before a browser that lost the server tries again

_BEAT = b": \n\n"


class Audience:
    """Those who listen, from one thread each."""

    def __init__(self) -> None:
        """Start with nobody, and nothing said."""
        self._lock = Lock()
        self._inboxes: set[SimpleQueue[bytes | None]] = set()
        self._last = b""
        self._closed = False

    def tell(self, message: dict[str, object]) -> None:
        """Tell everyone, and those who come before the next message."""
        with self._lock:
            self._last = f"data: {json.dumps(message, ensure_ascii=False)}\n\n".encode()
            for inbox in self._inboxes:
                inbox.put(self._last)

    def close(self) -> None:
        """Let everyone go."""
        with self._lock:
            self._closed = True
            for inbox in self._inboxes:
                inbox.put(None)

    def listen(self) -> Generator[bytes]:
        """Yield the last message, then each new one, as events; beats in between."""
        inbox: SimpleQueue[bytes | None] = SimpleQueue()
        with self._lock:
            if self._closed:
                return
            self._inboxes.add(inbox)
            last = self._last
        try:
            yield f"retry: {RETRY}\n\n".encode() + last
            while True:
                try:
                    event = inbox.get(timeout=HEARTBEAT)
                except Empty:
                    event = _BEAT
                if event is None:
                    return
                yield event
        finally:
            with self._lock:
                self._inboxes.discard(inbox)
