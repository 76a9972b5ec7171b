"""The terminal: its encoding, its colours, and what the system says, in French."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO


def has_colour(stream: TextIO) -> bool:
    """Tell whether colour may be used: a terminal, and no ``NO_COLOR`` (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says, or nowhere when a stream is closed (« >&- »)."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115  it stays open
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def read_names_in_utf8() -> None:
    """Start again in UTF-8 when the locale is older: names of files would be misread."""
    if sys.getfilesystemencoding() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  ourselves


def os_error_in_french(error: OSError) -> str:
    """Return in French what went wrong on the disk."""
    reasons = {
        errno.EACCES: "vous n’avez pas les droits nécessaires",
        errno.EDQUOT: "votre quota de disque est atteint",
        errno.EIO: "le disque a répondu par une erreur",
        errno.EFBIG: "un fichier dépasse la taille permise",
        errno.ENAMETOOLONG: "un nom de fichier est trop long",
        errno.ENOENT: "un fichier ou un dossier n’existe plus",
        errno.ENOSPC: "le disque est plein",
        errno.EEXIST: "un fichier occupe la place d’un dossier",
        errno.EISDIR: "un dossier occupe la place d’un fichier",
        errno.ENOTDIR: "un fichier occupe la place d’un dossier",
        errno.EPERM: "vous n’avez pas les droits nécessaires",
        errno.EROFS: "le disque est en lecture seule",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    file = error.filename2 or error.filename  # of a file that is put in place, where it goes
    return f"{reason} ({file})" if file else reason
