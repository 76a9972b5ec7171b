"""The machine that the figures are of: without it, they say nothing."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from bench.corpus import DEMO
from bench.generators import ROOT
from bench.libraries import cores, print_fiche

_NAME = re.compile(r"^[\w.-]+")
_HUGO_VERSION = re.compile(r"^hugo v([\d.]+)", re.MULTILINE)
_TIMES = 9  # that a fiche is parsed to know the machine
RESTED = 0.5  # seconds of rest before each, the second time


@dataclass(frozen=True, slots=True)
class Machine:
    """Cores that it may use, GiB of memory, versions; how busy it was, in processes ready.

    ``warm`` are the milliseconds that the libraries take for one fiche right after another, and
    ``rested`` after half a second of rest, as before a save: others may have taken its caches.
    """

    cores: int
    memory: float
    system: str
    python: str
    packages: tuple[str, ...]
    hugo: str
    load: float
    day: str
    warm: float
    rested: float


def read_machine(hugo: str | None) -> Machine:
    """Return the machine of this process, just before it measures."""
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return Machine(
        cores=cores(),
        memory=pages * page / 1024**3,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        packages=tuple(f"{name} {version(name)}" for name in _dependencies()),
        hugo=hugo_version(hugo) if hugo else "not measured",
        load=os.getloadavg()[0],
        day=datetime.now(tz=UTC).date().isoformat(),
        warm=_one_fiche(rest=0),
        rested=_one_fiche(rest=RESTED),
    )


def _one_fiche(rest: float) -> float:
    """Return the median milliseconds that one fiche takes after that many seconds of rest."""
    fiche = min((DEMO / "fiches").glob("*.md"))
    print_fiche(fiche)  # the first one pays for what the others find ready
    taken = []
    for _ in range(_TIMES):
        time.sleep(rest)
        before = time.perf_counter()
        print_fiche(fiche)
        taken.append(1000 * (time.perf_counter() - before))
    return median(taken)


def hugo_version(program: str) -> str:
    """Return the version that Hugo says, its number alone."""
    said = subprocess.run(
        [program, "version"], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    found = _HUGO_VERSION.search(said)
    return found[1] if found else "of an unknown version"


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [found[0] for line in project["dependencies"] if (found := _NAME.match(line))]
