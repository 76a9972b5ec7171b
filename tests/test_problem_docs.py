"""``docs/soucis.md``: every code, each example run, the wrong one and the mended one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from antiseche.order import Order
from antiseche.pipeline import examine
from antiseche.problems import CODES
from tests.checks.sites import GOOD_SITE, TEMPLATES, TODAY, with_header, write_site

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parents[1] / "docs" / "soucis.md"
FILE = re.compile(r"\*\*([^*\n]+)\*\*\n\n(`{3,}|~{3,})\S*\n(.*?)\n\2\n", re.DOTALL)
QUOTE = re.compile(r"^```text\n(.*?)\n```\n", re.DOTALL | re.MULTILINE)

# What no file alone can give: rights, ten thousand lists, the network.
NOT_RUN = {"fichier-illisible", "imbrication", "lien-externe-mort", "reseau-absent"}

Files = list[tuple[str, str]]


class Example(NamedTuple):
    """What the page says of a code."""

    code: str
    severity: str
    wrong: Files
    message: str
    mended: Files


def examples() -> list[Example]:
    page = PAGE.read_text(encoding="utf-8")
    found = []
    for section in re.split(r"^## (?=`)", page, flags=re.MULTILINE)[1:]:
        if not (title := re.match(r"`([\w-]+)` : .+\n\n(\w+)\. ", section)):
            continue
        quote = QUOTE.search(section)
        assert quote, title[1]
        before, after = section[: quote.start()], section[quote.end() :]
        message = " ".join(quote[1].splitlines())
        found.append(Example(title[1], title[2].lower(), files(before), message, files(after)))
    return found


def files(text: str) -> Files:
    return [(match[1], match[3]) for match in FILE.finditer(text)]


def found(
    folder: Path, code: str, given: Sequence[tuple[str, str]], *, mended: bool = False
) -> list[str]:
    """Return what is said of that code in the good site with the files of an example."""
    theme = folder / "templates"
    theme.mkdir()
    content: dict[str, str | bytes] = dict(GOOD_SITE)
    for path, text in given:
        if path.startswith("templates/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(f"{text}\n", encoding="utf-8")
        elif path.endswith(".md"):
            encoding = "latin-1" if code == "encodage" and not mended else "utf-8"
            content[path] = f"{with_header(text)}\n".encode(encoding, errors="replace")
        else:
            content[path] = f"{text}\n"
    write_site(folder, content)
    order = Order(folder / "content", (theme, TEMPLATES), folder / "site", TODAY, jobs=1)
    problems = examine(order).problems
    return [plain(f"{p.message} {p.hint}".strip()) for p in problems if p.code == code]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_code_has_its_example_and_its_severity() -> None:
    documented = {example.code: example.severity for example in examples()}
    assert documented == {c: s for c, s in CODES.items() if not c.startswith("typo-")}


@pytest.mark.parametrize(
    "example", [e for e in examples() if e.code not in NOT_RUN], ids=lambda e: e.code
)
def test_the_wrong_example_gives_the_message_and_the_mended_one_does_not(
    example: Example, tmp_path: Path
) -> None:
    (tmp_path / "wrong").mkdir()
    (tmp_path / "mended").mkdir()
    assert example.wrong
    assert example.mended
    assert found(tmp_path / "wrong", example.code, example.wrong) == [example.message]
    assert found(tmp_path / "mended", example.code, example.mended, mended=True) == []
