"""CommonMark 0.31.2: the examples of its specification, as the body of a fiche."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from antiseche.text.typography import Typography
from tests.text.rendering import body_of

SPEC = Path(__file__).parent / "cases" / "commonmark-0.31.2.jsonl"
EXAMPLES = [json.loads(line) for line in SPEC.read_text(encoding="utf-8").splitlines()]

BARE_LINKS = {608, 611, 612}  # GitHub's bare links are links for us


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['example']}-{e['section']}")
def test_commonmark(example: dict[str, Any]) -> None:
    # The H1 that opens a fiche goes to its layout: this one, so that those of the examples stay.
    body = body_of(f"# Titre\n\n{example['markdown']}", typography=Typography.off())
    if example["example"] in BARE_LINKS:
        assert re.sub(r"</?a\b[^>]*>", "", body.html) == example["html"]
    else:
        assert _without_ours(body.html) == _without_ours(example["html"])


def _without_ours(html: str) -> str:
    """Return the HTML without what Antisèche adds to it or says otherwise on purpose."""
    html = re.sub(r'(<h[1-6]) id="[^"]*"', r"\1", html)
    html = re.sub(r'</?span(?: class="\w+")?>', "", html) if "language-ruby" in html else html
    html = re.sub(r'(src="|href=")/?(moon|train|foo)\.jpg', r"\1/\2.jpg", html)
    html = html.replace('href="./target.md"', 'href="/target/"')
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
