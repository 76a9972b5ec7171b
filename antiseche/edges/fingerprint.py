"""Fingerprints: short names of contents, and of the code that makes something of them."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What a fiche is made with, besides our own code: another version may make something else.
MADE_WITH = (
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "pygments",
    "pyyaml",
    "segno",
)


def fingerprint(*parts: str) -> str:
    """Return the fingerprint of some texts, in order; no other texts have it."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


@cache
def code_fingerprint() -> str:
    """Return the fingerprint of the generator: its code, Python, and the versions of its parts."""
    package = Path(__file__).resolve().parent.parent
    code = [path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))]
    return fingerprint(sys.version, *(_version(name) for name in MADE_WITH), *code)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def signature(path: Path) -> str:
    """Return what the disk says of a file without opening it; empty when it is not there.

    A file that was replaced has another one, even with the same content.
    """
    try:
        state = path.lstat()
    except OSError:
        return ""
    return f"{state.st_ino}:{state.st_size}:{state.st_mtime_ns}"
