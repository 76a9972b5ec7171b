"""CommonMark 0.31.2: the examples of its specification, as the body of a fiche."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from typing import Any

import pytest

from antiseche.text.typography import Typography
from tests.text.rendering import body_of

BARE_LINKS = {608, 611, 612}  # GitHub's bare links are links for us


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the examples of the specification, from the sources of the parser that we use."""
    folder = tmp_path_factory.mktemp("commonmark")
    parser = f"markdown-it-py=={version('markdown-it-py')}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
    done = subprocess.run([*pip, parser, "--dest", folder], check=False, capture_output=True)
    archives = list(folder.glob("*.tar.gz"))
    if done.returncode or not archives:
        pytest.skip("the sources of markdown-it-py cannot be downloaded here")
    with tarfile.open(archives[0]) as archive:
        name = next(n for n in archive.getnames() if n.endswith("test_cmark_spec/commonmark.json"))
        found: list[dict[str, Any]] = json.load(archive.extractfile(name))  # type: ignore[arg-type]
    return found


def test_every_example_of_commonmark(examples: list[dict[str, Any]]) -> None:
    assert len(examples) == 652
    for example in examples:
        _check(example)


def _check(example: dict[str, Any]) -> None:
    # The H1 that opens a fiche goes to its layout: this one, so that those of the examples stay.
    body = body_of(f"# Titre\n\n{example['markdown']}", typography=Typography.off())
    if example["example"] in BARE_LINKS:
        assert re.sub(r"</?a\b[^>]*>", "", body.html) == example["html"]
    else:
        assert _without_ours(body.html) == _without_ours(example["html"]), example


def _without_ours(html: str) -> str:
    """Return the HTML without what Antisèche adds to it or says otherwise on purpose."""
    html = re.sub(r'(<h[1-6]) id="[^"]*"', r"\1", html)
    html = re.sub(r'</?span(?: class="\w+")?>', "", html) if "language-ruby" in html else html
    html = re.sub(r'(src="|href=")/?(moon|train|foo)\.jpg', r"\1/\2.jpg", html)
    html = html.replace('href="./target.md"', 'href="/target/"')
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
