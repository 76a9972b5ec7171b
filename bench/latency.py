"""From a fiche saved to its page served: a file is written, then asked for until it shows."""

from __future__ import annotations

import http.client
import socket
import time
from statistics import median
from typing import TYPE_CHECKING

from bench.corpus import slug
from bench.figures import SAVED, Figure
from bench.memory import tree_memory
from bench.process import CommandFailedError, running

if TYPE_CHECKING:
    from bench.generators import Site

HOST = "127.0.0.1"
START, ANSWER = 600.0, 60.0  # seconds to wait for the first page, for an edit
EVERY = 0.002  # seconds between two requests
REST = 0.5  # seconds left to the server between two edits
EDITS = 5


def measure_latency(site: Site) -> Figure:
    """Return the median time from a write to the page that holds it, and the server's memory."""
    port = _free_port()
    command = (*site.generator.serve, str(port))
    with running(command, site.folder, site.generator.variables) as process:
        _wait(site, port, "<h1", START)
        _edit(site, port, 0)  # the first one pays for what the others find ready
        taken = [_edit(site, port, number) for number in range(1, EDITS + 1)]
        held = tree_memory(process.pid)
    return Figure(site.generator.name, site.size, SAVED, wall=median(taken), tree=held)


def _edit(site: Site, port: int, number: int) -> float:
    time.sleep(REST)
    token = f"jeton{number}x{time.monotonic_ns()}"
    text = site.source.read_text(encoding="utf-8") + f"\nLe {token} est là.\n"
    before = time.perf_counter()
    site.source.write_text(text, encoding="utf-8")
    _wait(site, port, token, ANSWER)
    return time.perf_counter() - before


def _wait(site: Site, port: int, expected: str, longest: float) -> None:
    """Ask for the page of the edited fiche until it holds some text."""
    path, last = f"/fiches/{slug(site.edited)}/", time.monotonic() + longest
    while expected not in _page(port, path):
        if time.monotonic() > last:
            message = f"{site.generator.name}: no « {expected} » in {path} after {longest:.0f} s"
            raise CommandFailedError(message)
        time.sleep(EVERY)


def _page(port: int, path: str) -> str:
    """Return a page, or nothing while the server does not answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
