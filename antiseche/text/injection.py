"""What the development server adds to a page as it sends it; the file itself never holds it."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Content cannot be published under a name that starts with « _ »: nothing of the site is hidden.
RESERVED = "/_antiseche/"
EVENTS = f"{RESERVED}events"

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_TYPE = re.compile(rb"\s*<!doctype[^>]*>", re.IGNORECASE)


def with_client(page: bytes, state: Mapping[str, object]) -> bytes:
    """Return the page with the script of the development server, and what it should know.

    It comes first in the head, for it has to see the page before the other scripts do. In a page
    that has no head it comes first: browsers then make one around it.
    """
    known = html.escape(json.dumps(state, ensure_ascii=False))
    script = f'<script type="module" src="{RESERVED}client.js" data-antiseche="{known}"></script>'
    start = _HEAD.search(page) or _TYPE.match(page)
    at = start.end() if start else 0
    return page[:at] + script.encode() + page[at:]
