r"""Cases as prose: a title that says what is protected, an input, what is expected of it.

In ``*.txt`` files a case is ``=== title``, the input, a line ``--->``, the expected text; a line
``@@ name`` starts a named part of either. In ``*.tsv`` files it is one line, under a header whose
last column is expected. ``\uXXXX`` stands for a character that would not be seen.
``pytest --update`` writes what came out in the place of what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TITLE, _ARROW, _PART = "=== ", "--->", "@@ "
_UNSEEN = re.compile(r"[^\S\n ]|[\u0000-\u0009\u000b-\u001f\u007f\u0080-\u009f\u00ad\u200b-\u200f]"
                     r"|[\u2028-\u202e\u2060\ufe0e\ufe0f\ufeff\ud800-\udfff]")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: where it is written, what goes in, what is expected out."""

    file: Path
    title: str
    fields: tuple[str, ...]
    expected: str

    @property
    def input(self) -> str:
        return self.fields[0]


def each_case(test_file: str, name: str) -> pytest.MarkDecorator:
    """Run a test with each case of a file of the ``cases`` folder beside it."""
    found = read_cases(Path(test_file).parent / "cases" / name)
    assert found, name
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in found])


def read_cases(file: Path) -> list[Case]:
    text = file.read_text(encoding="utf-8")
    return _read_tsv(file, text) if file.suffix == ".tsv" else _read_txt(file, text)


def _read_tsv(file: Path, text: str) -> list[Case]:
    rows = [line.split("\t") for line in text.splitlines()[1:] if line.strip("\t")]
    return [
        Case(file, row[0] or "vide", tuple(map(decode, row[:-1])), decode(row[-1])) for row in rows
    ]


def _read_txt(file: Path, text: str) -> list[Case]:
    found = []
    for block in re.split(rf"^{_TITLE}", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        given, arrow, expected = f"\n{rest}".partition(f"\n{_ARROW}\n")
        assert arrow, f"{file.name}: {title}: no {_ARROW}"
        found.append(Case(file, title, (decode(given.strip("\n")),), decode(expected.strip("\n"))))
    return found


def write_cases(file: Path, cases: list[Case]) -> None:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".tsv":
        rows = [(*case.fields, case.expected) for case in cases]
        body = "".join("\t".join(map(encode, row)) + "\n" for row in rows)
        file.write_text(text.partition("\n")[0] + "\n" + body, encoding="utf-8")
        return
    preamble = re.split(rf"^{_TITLE}", text, maxsplit=1, flags=re.MULTILINE)[0]
    blocks = [
        f"{_TITLE}{c.title}\n{encode(c.input)}\n{_ARROW}\n{encode(c.expected)}\n" for c in cases
    ]
    file.write_text(preamble + "\n".join(blocks), encoding="utf-8")


def decode(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def encode(text: str) -> str:
    backslashes = _ESCAPE.sub(lambda match: f"\\u005c{match[0][1:]}", text)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", backslashes)


def parts(text: str) -> dict[str, str]:
    """Split a text into its named parts; what stands before the first is named by nothing."""
    found: dict[str, str] = {}
    first, *named = re.split(rf"^{_PART}", text, flags=re.MULTILINE)
    if first.strip("\n"):
        found[""] = first.strip("\n")
    for part in named:
        name, _, content = part.partition("\n")
        found[name.strip()] = content.strip("\n")
    return found


class Agreement:
    """Compares what came out with what a case expects, or writes it down with ``--update``."""

    def __init__(self, *, update: bool) -> None:
        self.update = update
        self.fresh: dict[Path, dict[str, str]] = {}

    def __call__(self, case: Case, actual: str) -> None:
        actual = actual.strip("\n")
        if self.update:
            self.fresh.setdefault(case.file, {})[_name(case)] = actual
        else:
            assert encode(actual) == encode(case.expected), case.title

    def write(self) -> None:
        for file, fresh in self.fresh.items():
            cases = read_cases(file)
            write_cases(file, [replace(c, expected=fresh.get(_name(c), c.expected)) for c in cases])


def _name(case: Case) -> str:
    return "\t".join((case.title, *case.fields))
