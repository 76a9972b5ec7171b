"""What changes in the header of a draft that is published: its date, and what keeps it one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.text.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.source import Source, Span
    from antiseche.text.frontmatter import FrontMatter

_DATE = "publishedDate"


def publishing_edits(source: Source, front: FrontMatter, day: str) -> Iterator[Edit]:
    """Yield the edits that date a draft, and take away each key that keeps it one.

    A key that shares its line with others is left: they would go with it.
    """
    if span := front.places.get(_DATE):
        written = source.written(span)
        quote = written[:1] if written[:1] in {"'", '"'} else ""
        yield Edit.at(span, f"{quote}{day}{quote}")
    elif span := front.blanks.get(_DATE):
        yield _fill_in(source, span, day)
    elif front.body_line > 1:
        yield Edit(front.body_line - 1, 1, 0, f"{_DATE}: {day}\n")
    else:
        yield Edit(1, 1, 0, f"---\n{_DATE}: {day}\n---\n\n")
    for span in front.held:
        if _is_alone(source, span):
            yield Edit(span.line, 1, 0, "", whole_line=True)


def _is_alone(source: Source, span: Span) -> bool:
    """Tell whether a value is the only one of its line, in no ``{a: 1, b: 2}``."""
    line, start = source.line(span.line), span.column - 1
    around = line[:start] + line[start + span.length :].partition("#")[0]
    return not set(around) & set("{},")


def _fill_in(source: Source, span: Span, day: str) -> Edit:
    """Return the edit that gives its value to a key that has none, or an empty one."""
    line = source.line(span.line)
    if line.startswith(_DATE, span.column - 1):
        end = line.index(":", span.column - 1) + 1
        blanks = len(line) - end if not line[end:].strip() else 0
        return Edit(span.line, end + 1, blanks, f" {day}")
    return Edit.at(span, day)
