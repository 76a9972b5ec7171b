"""The least that a cold build in Python can take: Markdown parsed, code coloured, nothing else.

markdown-it-py and Pygments, as they come, on every core that may be used. No page is made of it,
nothing is written: a generator that stands on them has all its own work to do besides.
"""

from __future__ import annotations

import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

AT_ONCE = 8  # fiches that a process is sent
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_COLOURS = HtmlFormatter(nowrap=True)


def main() -> int:
    """Parse and colour the fiches of a content folder; say how many."""
    fiches = sorted(Path(sys.argv[1]).glob("fiches/*.md"))
    with ProcessPoolExecutor(cores()) as processes:
        sizes = list(processes.map(measure_fiche, fiches, chunksize=AT_ONCE))
    sys.stdout.write(f"{len(sizes)} fiches, {sum(sizes)} characters of HTML\n")
    return 0


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measure_fiche(path: Path) -> int:
    """Return how long the HTML of a fiche is: the text itself is for nobody."""
    return len(print_fiche(path))


def print_fiche(path: Path) -> str:
    """Return the HTML of the body of a fiche, then its blocks of code, coloured."""
    tokens = _PARSER.parse(_HEADER.sub("", path.read_text(encoding="utf-8"), count=1))
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    code = [_colour(token.content, token.info) for token in tokens if token.type == "fence"]
    return "".join((html, *code))


def _colour(code: str, info: str) -> str:
    try:
        lexer = get_lexer_by_name(info.split(maxsplit=1)[0])
    except (IndexError, ClassNotFound):
        return code
    return highlight(code, lexer, _COLOURS)


if __name__ == "__main__":
    raise SystemExit(main())
