"""Addresses: where a source is published, and where a link written in it leads."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from antiseche.text.slugs import page_slug

_SAFE_NAME = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*")
_OUTER = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_FILE_NAME = re.compile(r"\.(?!html?$)[A-Za-z0-9]{1,8}$", re.IGNORECASE)


def page_url(path: str) -> str:
    """Return the address of the page made from a source: ``fiches/x.md`` gives ``/fiches/x/``.

    It depends on nothing else. Names that are plain already stay as they are, the others become
    plain slugs; ``index.md`` is the page of its folder. A segment without any letter or digit
    comes out empty (``//``).
    """
    *folders, name = path.split("/")
    stem = name.removesuffix(".md")
    segments = folders if stem == "index" else [*folders, stem]
    return "/" + "".join(f"{_segment(segment)}/" for segment in segments)


def _segment(name: str) -> str:
    return name if _SAFE_NAME.fullmatch(name) else page_slug(name)


def is_site(address: str) -> bool:
    """Tell whether that is where a site can be: a scheme, a host, maybe a path, nothing else."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # which is read when it is asked for
    except ValueError:
        return False
    is_name = "." in parts.netloc or parts.netloc.partition(":")[0] == "localhost"
    return parts.scheme in {"http", "https"} and is_name and not set(address) & set(" ,;?#")


def plain(address: str) -> str:
    """Return an address as it is read: nothing percent-encoded, accents composed."""
    if address.isascii() and "%" not in address:  # most are
        return address
    return unicodedata.normalize("NFC", unquote(address))


def split_tail(href: str) -> tuple[str, str]:
    """Split a link into what it leads to and the rest: query and fragment."""
    at = min((at for sign in "?#" if (at := href.find(sign)) >= 0), default=len(href))
    return href[:at], href[at:]


def as_folder(url: str) -> str:
    """Return an address with its last slash, as that of a page is."""
    return url if url.endswith("/") else f"{url}/"


def is_outer(href: str) -> bool:
    """Tell whether a link leaves the site: it names a scheme or a host."""
    return bool(_OUTER.match(href))


def resolve(href: str, path: str) -> str:
    """Return where a link written in a source leads: an address from the root of the site.

    What names a file (``volumes.md``, ``../images/a.png``) is looked for from the source; what
    names an address (``../autre/``) from the page, as a browser would; a leading ``/`` is the
    content folder, which is also the root of the site. Outer links come back as they are.
    """
    if is_outer(href):
        return href
    target, tail = split_tail(href)
    if not target:
        return page_url(path) + tail
    target = unquote(target)
    start = f"/{posixpath.dirname(path)}/" if _FILE_NAME.search(target) else page_url(path)
    full = posixpath.normpath(posixpath.join(start, target)).lstrip("/")
    if full.endswith(".md"):
        return page_url(full) + tail
    slash = "/" if target.endswith(("/", "/.", "/..")) or target in {".", ".."} else ""
    return quote(f"/{full}".rstrip("/") + slash or "/", safe="/~!$&'()*+,;=:@") + tail


def printed_href(href: str, path: str, base: str) -> str:
    """Return the address that the page of a source prints for a link written in it.

    As written, wherever a browser would follow it as well; ``base`` is the path of the site on its
    host, without its last slash.
    """
    target, _ = split_tail(href)
    if is_outer(href) or not target:
        return href
    if target.endswith(".md") or (_FILE_NAME.search(target) and not target.startswith("/")):
        return base + resolve(href, path)
    return base + href if target.startswith("/") else href


def output_path(url: str) -> str:
    """Return the file of the output folder that answers at an address of the site."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
