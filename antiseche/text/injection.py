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

_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def with_client(page: bytes, state: Mapping[str, object]) -> bytes:
    """Return the page with the script of the development server, and what it should know.

    Before the last ``</body>``: an earlier one may stand in a script or a code block. At the end
    of a page that has none.
    """
    known = html.escape(json.dumps(state, ensure_ascii=False))
    script = f'<script type="module" src="{RESERVED}client.js" data-antiseche="{known}"></script>'
    at = max((match.start() for match in _BODY_END.finditer(page)), default=len(page))
    return page[:at] + script.encode() + page[at:]
