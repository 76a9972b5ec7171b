"""What a request may ask, as strings: which hosts, which origins, which paths; and a reply."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from http import HTTPStatus

LOOPBACK = "127.0.0.1"

_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{0,5})?")
_TARGET = re.compile(r"/[!-~]*")  # what a browser sends: printable ASCII, from the root
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")

# Ours, not the system's: what a machine says of .js or .webp is not always right.
MEDIA_TYPES = {
    "apkg": "application/octet-stream",
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"
HTML = MEDIA_TYPES["html"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back for a path; ``location`` is where a redirection leads."""

    status: HTTPStatus
    media_type: str
    body: bytes = field(repr=False)
    location: str = ""


def media_type(path: str) -> str:
    """Return the media type of a file, by the end of its name."""
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower(), UNKNOWN_TYPE)


def is_host_allowed(authority: str, bound: str = LOOPBACK) -> bool:
    """Tell whether a ``Host`` header names this server, and not a domain rebound to it.

    Names of this machine always do. Once ``bound`` beyond it, so do that name and any bare
    address: rebinding (CVE-2025-24010) needs a domain name.
    """
    match = _AUTHORITY.fullmatch(authority)
    if not match:
        return False
    name = match[1].strip("[]").lower().removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return name == bound.lower() or _is_address(name, loopback=_is_loopback(bound))


def is_origin_allowed(origin: str, bound: str = LOOPBACK) -> bool:
    """Tell whether an ``Origin`` header names a page of this machine (never ``null``)."""
    scheme, separator, authority = origin.partition("://")
    return bool(separator) and scheme in {"http", "https"} and is_host_allowed(authority, bound)


def is_beyond_this_machine(bound: str) -> bool:
    """Tell whether a server bound there can be reached from other machines."""
    return not _is_loopback(bound)


def requested_path(target: str) -> str | None:
    """Return the decoded path of a request target; None for what no browser asks.

    That is anything but a path from the root: other forms, dot segments however they are
    written, backslashes, control characters, bytes that are not UTF-8.
    """
    if not _TARGET.fullmatch(target) or "#" in target:
        return None
    try:
        path = unquote(target.partition("?")[0], errors="strict")
    except UnicodeDecodeError:
        return None
    if _FORBIDDEN.search(path) or {".", ".."} & set(path.split("/")):
        return None
    return path


def _is_loopback(bound: str) -> bool:
    return bound.lower() == "localhost" or _is_address(bound.strip("[]"), loopback=True)


def _is_address(name: str, *, loopback: bool) -> bool:
    """Tell whether a name is a bare address; of this machine itself if ``loopback``."""
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not loopback
