"""What typography costs: its share of the time to parse, and how it grows with a text.

Run ``python -m bench.typography [folder of Markdown]``, from the root of the repository.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from antiseche.text.markdown import parse_markdown
from antiseche.text.prose import typeset_tokens
from antiseche.text.typography import Typography, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

CORE = Typography()
EVERYTHING = Typography(insert=True, editorial=True, superscript=True)
ROUNDS = 7
MEGABYTE = 1_000_000
WORST = """\
a |l'|...|... |  |1 234 |« |"|"a" |“a” | - |mot - |« a » | ! |; : ! ? |5 h 30 |n° |M. |https://x |
etc... |2ème |XXI""".replace("|\n", "|").split("|")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "content")
    texts = [_body(path) for path in sorted(folder.rglob("*.md"))]
    print(f"{len(texts)} documents of {folder}, {sum(map(len, texts)):,} characters\n")
    commonmark = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    _print_share("markdown-it-py, CommonMark and tables", texts, commonmark.parse)
    _print_share("the dialect of the site, with places", texts, lambda t: parse_markdown(t).tokens)
    print("\nMilliseconds for 250 kB, 500 kB, 1 MB of:")
    for typed in WORST:
        print(f"  {typed!r:14}", *(f"{1000 * _time(typed, MEGABYTE // n):8.1f}" for n in (4, 2, 1)))


def _body(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("---", 2)[2] if text.startswith("---") else text


def _print_share(name: str, texts: list[str], parse: Callable[[str], list[Token]]) -> None:
    rounds = [_round(texts, parse) for _ in range(ROUNDS)]
    parsing, typesetting = (min(times) for times in zip(*rounds, strict=True))
    print(
        f"{name}: {1000 * parsing:.1f} ms to parse, {1000 * typesetting:.1f} ms to typeset,"
        f" {typesetting / parsing:.1%}"
    )


def _round(texts: list[str], parse: Callable[[str], list[Token]]) -> tuple[float, float]:
    parsing = typesetting = 0.0
    for text in texts:
        start = time.thread_time()
        tokens = parse(text)
        parsed = time.thread_time()
        typeset_tokens(tokens, CORE)
        typesetting += time.thread_time() - parsed
        parsing += parsed - start
    return parsing, typesetting


def _time(typed: str, length: int) -> float:
    text = (typed * (length // len(typed) + 1))[:length]
    start = time.thread_time()
    findings(text, EVERYTHING)
    return time.thread_time() - start


if __name__ == "__main__":
    main()
