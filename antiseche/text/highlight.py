"""Code, coloured at build time: spans with the short class names of Pygments, no style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from antiseche.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# Names that authors use and Pygments does not know, and the lexer that reads them well.
ALIASES = {
    ".dockerignore": "text",
    ".env": "bash",
    ".gitignore": "text",
    "ansible": "yaml",
    "ascii": "text",
    "astro": "html",
    "bashrc": "bash",
    "cfg": "ini",
    "cmd": "batch",
    "compose": "yaml",
    "conf": "ini",
    "crontab": "text",
    "csv": "text",
    "curl": "bash",
    "docker-compose": "yaml",
    "dockerignore": "text",
    "dotenv": "bash",
    "editorconfig": "ini",
    "env": "bash",
    "git": "bash",
    "gitconfig": "ini",
    "gitignore": "text",
    "gql": "graphql",
    "gradle": "groovy",
    "hosts": "text",
    "htaccess": "apacheconf",
    "htm": "html",
    "j2": "jinja",
    "jenkinsfile": "groovy",
    "jinja2": "jinja",
    "jsonc": "json5",
    "jsx": "javascript",
    "k8s": "yaml",
    "kt": "kotlin",
    "kubernetes": "yaml",
    "log": "text",
    "mdx": "markdown",
    "mermaid": "text",
    "mjs": "javascript",
    "mongodb": "javascript",
    "ndjson": "json",
    "node": "javascript",
    "nodejs": "javascript",
    "output": "text",
    "pgsql": "postgresql",
    "plain": "text",
    "plaintext": "text",
    "plantuml": "text",
    "regex": "text",
    "service": "ini",
    "shell-session": "console",
    "sqlite": "sql",
    "svelte": "html",
    "svg": "xml",
    "terminal": "console",
    "text": "text",
    "tree": "text",
    "tsv": "text",
    "tsx": "typescript",
    "txt": "text",
    "vue": "html",
    "webmanifest": "json",
    "xhtml": "html",
    "yml": "yaml",
    "zshrc": "bash",
}

# What is suggested for a name that nobody knows: Pygments has hundreds more that nobody means.
COMMON = (
    "bash", "batch", "c", "cpp", "csharp", "css", "dart", "diff", "docker", "dockerfile",
    "elixir", "go", "graphql", "groovy", "haskell", "html", "http", "ini", "java", "javascript",
    "json", "kotlin", "latex", "lua", "makefile", "markdown", "nginx", "perl", "php",
    "powershell", "python", "r", "ruby", "rust", "scala", "scss", "shell", "sql", "swift",
    "terraform", "toml", "typescript", "vim", "xml", "yaml", "zsh",
)  # fmt: skip
MARKS = {"+": "ins", "-": "del"}

_NAME = re.compile(r"\S+")
_TITLE = re.compile(r"""title=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_LINES = re.compile(r"\{([\d,\s-]*)\}")


@dataclass(frozen=True, slots=True)
class Fence:
    """What the info string of a code block says.

    ``lines`` are the numbers, from 1, of the lines to show; ``diff`` tells that each line begins
    with ``+``, ``-`` or a space.
    """

    language: str = ""
    title: str = ""
    lines: frozenset[int] = frozenset()
    diff: bool = False


def read_info(info: str) -> Fence:
    """Read an info string such as ``yaml title="compose.yaml" {2,4-6} diff``."""
    info = info.strip()
    name = "" if info.startswith("{") else (_NAME.match(info) or [""])[0]
    rest = info[len(name) :]
    # « js{2} » is written as often as « js {2} ».
    name, brace, glued = name.partition("{")
    rest = brace + glued + rest
    title = _TITLE.search(rest)
    lines = _LINES.search(_TITLE.sub("", rest))
    words = _LINES.sub("", _TITLE.sub("", rest)).split()
    return Fence(
        language=name,
        title=next(filter(None, title.groups()), "") if title else "",
        lines=_line_numbers(lines[1]) if lines else frozenset(),
        diff="diff" in words,
    )


def _line_numbers(written: str) -> frozenset[int]:
    numbers: set[int] = set()
    for part in written.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first.isdigit() and (not last or last.isdigit()):
            start = int(first)
            numbers.update(range(start, min(int(last or first), start + 9_999) + 1))
    return frozenset(numbers)


def knows(language: str) -> bool:
    """Tell whether code in this language is coloured (or needs no colour: plain text)."""
    return not language or _lexer_name(language) == "text" or _lexer(language) is not None


def suggest(language: str) -> str | None:
    """Return the known language that the author most likely meant."""
    return nearest(language, sorted({*COMMON, *ALIASES}))


def highlight(code: str, fence: Fence) -> str:
    """Return the code as HTML for the inside of ``<code>``: escaped, coloured, lines marked.

    Unknown languages come out plain. A marked line is wrapped in ``<span class="line …">``.
    """
    marks: list[str] = []
    if fence.diff:
        code, marks = _without_marks(code)
    html = _coloured(code, fence.language)
    if not fence.lines and not any(marks):
        return html
    return "\n".join(
        _marked_line(
            line, marks[index] if index < len(marks) else "", shown=index + 1 in fence.lines
        )
        for index, line in enumerate(html.split("\n"))
    )


def _without_marks(code: str) -> tuple[str, list[str]]:
    lines = code.split("\n")
    marks = [line[:1] if line[:1] in MARKS else "" for line in lines]
    plain = [line[1:] if line[:1] in {"+", "-", " "} else line for line in lines]
    return "\n".join(plain), marks


def _marked_line(line: str, mark: str, *, shown: bool) -> str:
    if not mark and not shown:
        return line
    name = " ".join(filter(None, ("line", "shown" if shown else "", MARKS.get(mark, ""))))
    sign = f'<span class="mark">{mark}</span>' if mark else ""
    return f'<span class="{name}">{sign}{line}</span>'


@lru_cache(maxsize=64)  # a fiche that is saved again has nearly all its blocks as they were
def _coloured(code: str, language: str) -> str:
    lexer = _lexer(language) if language else None
    tokens = list(lexer.get_tokens(code)) if lexer else []
    # Some lexers drop what they cannot place: code is never lost for the sake of its colours.
    if "".join(text for _, text in tokens) != code:
        return escape(code, quote=False).replace('"', "&quot;")
    return "".join(_spans(tokens))


def _spans(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[str]:
    """Yield each token, in a span of its own on each line, so that lines can be wrapped."""
    for kind, text in tokens:
        name = _class_of(kind)
        escaped = text if text.isalnum() else escape(text, quote=False)
        if not name or name == "w" or text.isspace():
            yield escaped
        elif "\n" not in escaped:
            yield f'<span class="{name}">{escaped}</span>'
        else:
            pieces = escaped.split("\n")
            yield "\n".join(
                f'<span class="{name}">{piece}</span>' if piece else "" for piece in pieces
            )


@cache
def _class_of(kind: _TokenType) -> str:
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415  heavy, and prose needs none

    known = next(k for k in reversed(kind.split()) if k in STANDARD_TYPES)
    return STANDARD_TYPES[known]


def _lexer_name(language: str) -> str:
    return ALIASES.get(language.lower(), language.lower())


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  heavy, and prose needs none
    from pygments.util import ClassNotFound  # noqa: PLC0415

    name = _lexer_name(language)
    if name == "text":
        return None
    try:
        # Pygments drops blank lines at both ends unless told not to; a fence keeps its own.
        return get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
