"""The script of the development server, in pages as they are sent."""

from __future__ import annotations

import html
import json
import re

import pytest

from antiseche.text.injection import with_client


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<body><p>x</p></body></html>", "<body><p>x</p>@</body></html>"),
        ("<body>x</BODY >", "<body>x@</BODY >"),
        ("<pre></body></pre></body>", "<pre></body></pre>@</body>"),
        ("<p>sans fin", "<p>sans fin@"),
        ("", "@"),
        ("<body>é\u202f!</body>", "<body>é\u202f!@</body>"),
    ],
)
def test_the_script_goes_before_the_last_end_of_the_body(page: str, expected: str) -> None:
    sent = with_client(page.encode(), {"build": 1}).decode()
    assert re.sub(r"<script [^>]*></script>", "@", sent) == expected


def test_what_the_page_should_know_survives_quotes_and_tags() -> None:
    state = {"message": "« </script> \"'&amp; é »"}
    sent = with_client(b"", state).decode()
    found = re.search(r'data-antiseche="([^"]*)"', sent)
    assert found
    assert json.loads(html.unescape(found[1])) == state
    assert sent.count("<") == 2  # the tag and its end
