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
        ("<!doctype html><html><head><title>x", "<!doctype html><html><head>@<title>x"),
        ('<HEAD data-x="1">x<head>', '<HEAD data-x="1">@x<head>'),
        ("<!DOCTYPE html>\n<header>x</header>", "<!DOCTYPE html>@\n<header>x</header>"),
        ("<p>sans tête", "@<p>sans tête"),
        ("", "@"),
        ("<head><title>é\u202f!", "<head>@<title>é\u202f!"),
    ],
)
def test_the_script_comes_first_in_the_head(page: str, expected: str) -> None:
    sent = with_client(page.encode(), {"build": 1}).decode()
    assert re.sub(r"<script [^>]*></script>", "@", sent) == expected


def test_what_the_page_should_know_survives_quotes_and_tags() -> None:
    state = {"message": "« </script> \"'&amp; é »"}
    sent = with_client(b"", state).decode()
    found = re.search(r'data-antiseche="([^"]*)"', sent)
    assert found
    assert json.loads(html.unescape(found[1])) == state
    assert sent.count("<") == 2  # the tag and its end
