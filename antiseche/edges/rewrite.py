"""Rewriting an author's file: only the words that change, and the file replaced whole."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BYTE_ORDER_MARK = "\ufeff"


def rewrite(path: Path, text: str) -> None:
    """Put other words on the lines of a UTF-8 file; line ends and byte order mark stay as they are.

    ``text`` has as many lines as the file, each ended by a line feed.
    """
    before = path.read_bytes().decode("utf-8")
    mark = _BYTE_ORDER_MARK if before.startswith(_BYTE_ORDER_MARK) else ""
    pieces = _LINE_END.split(before)
    pieces[::2] = text.split("\n")
    replace_file(path, (mark + "".join(pieces)).encode("utf-8"))


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in place whole: whoever reads it meanwhile sees the old one or the new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as fresh:
        place = Path(fresh.name)
        try:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
            place.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
            place.replace(path)
        except OSError:
            place.unlink(missing_ok=True)
            raise
