"""A project that is served by a process of its own, and written by tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 5.0  # seconds for anything to happen

SITE = """\
title: Essai
url: https://essai.example
dates: JJ/MM/AAAA
"""
FICHE = """\
---
title: {title}
description: Ce qu’il faut savoir.
level: débutant
publishedDate: 13/06/2025
tags: [Git]
---

## Une partie

{text}
"""


class Project:
    """A project that is served, and what its terminal says."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.content = folder, folder / "content"
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ANTISECHE_EDITOR": "ed:{path}:{line}",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "antiseche", "serve", "--port", "0", *options],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()
        address = re.compile(r"http://127\.0\.0\.1:(\d+)/")
        self.start: list[str] = []
        while not (found := address.search(self.line())):
            pass
        self.port = int(found[1])
        self.line()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self, patience: float = PATIENCE) -> str:
        return self._lines.get(timeout=patience)

    def rebuilt(self) -> str:
        """Return the next line that tells of a rebuild."""
        while not re.match(r"\d\d:\d\d:\d\d  ", line := self.line()):
            pass
        return line

    def is_calm(self, seconds: float = 0.4) -> bool:
        try:
            return not self.line(seconds)
        except Empty:
            return True

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def write(self, name: str, text: str = "Du texte.", title: str = "") -> None:
        path = self.content / "fiches" / f"{name}.md"
        path.write_text(FICHE.format(title=title or name.title(), text=text), encoding="utf-8")

    @property
    def served(self) -> Path:
        """Return the folder of the preview."""
        (folder,) = self.folder.glob(".antiseche/serve/*/site")
        return folder

    def stop(self, number: int = signal.SIGINT) -> tuple[int, float]:
        """Return the exit status, and the seconds that it took."""
        start = time.perf_counter()
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        return status, time.perf_counter() - start


def fill(folder: Path) -> Path:
    fiches = folder / "content" / "fiches"
    fiches.mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    for name in ("alpha", "beta"):
        text = FICHE.format(title=name.title(), text="Du texte.")
        (fiches / f"{name}.md").write_text(text, encoding="utf-8")
    return folder
