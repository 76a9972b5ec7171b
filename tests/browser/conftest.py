"""What the browser tests share: the demo, built and served, and pages of a real Chromium.

Without a browser, or without Playwright, they skip and say what is missing.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
# Playwright and axe are installed for these tests only: nothing is known of their types elsewhere.
Browser = Any
Page = Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: pytest reports."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo, as a newcomer would."""
    return _built(tmp_path_factory.mktemp("demo") / "site")


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Serve the demo, and give its address."""
    yield from _served(demo)


@pytest.fixture(scope="session")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site of long names, wide tables and all that may overflow; give its address."""
    content = Path(__file__).parent / "extremes"
    output = tmp_path_factory.mktemp("extremes") / "site"
    yield from _served(_built(output, "--content", str(content), "--no-memory"))


def _built(output: Path, *options: str) -> Path:
    command = [sys.executable, str(ROOT / "build.py"), *options, "--output", str(output)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return output


def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the demo; whatever it writes to the console fails the test."""
    contexts, complaints = [], []

    def opened(path: str, *, width: int = 1440, height: int = 900, **options: object) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints
