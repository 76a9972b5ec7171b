"""Jinja, set up to fail early: escaped everywhere, nothing undefined, errors with file and line."""

from __future__ import annotations

import traceback
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from antiseche.text.condense import condense
from antiseche.text.dates import date_in_words
from antiseche.text.dressing import dress
from antiseche.text.plurals import count
from antiseche.text.qr import qr
from antiseche.text.slugs import page_slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LAYOUTS_FOLDER = "layouts/"


class TemplateFailure(Exception):  # noqa: N818  it is what happened, told once to the author
    """A template cannot be read or rendered; ``line`` is from 1."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        """Hold the place and what Jinja says of it."""
        super().__init__(reason)
        self.name, self.line, self.reason = name, line, reason


class Templates:
    """The templates of a site, by name (``layouts/fiche.html``)."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Take the text of each template."""
        self.sources = sources
        self._environment = Environment(
            loader=DictLoader(dict(sources)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(FILTERS)

    @property
    def layouts(self) -> tuple[str, ...]:
        """Return the names that a front matter may give as ``layout``."""
        return tuple(
            sorted(
                name.removeprefix(LAYOUTS_FOLDER).removesuffix(".html")
                for name in self.sources
                if name.startswith(LAYOUTS_FOLDER)
            )
        )

    def render(self, name: str, view: Any) -> bytes:  # noqa: ANN401  any view, a dataclass
        """Render a template with the fields of a view, in UTF-8.

        Raise ``TemplateFailure``.
        """
        values = {field.name: getattr(view, field.name) for field in fields(view)}
        try:
            return self._environment.get_template(name).render(values).encode()
        except TemplateSyntaxError as error:
            raise TemplateFailure(error.name or name, error.lineno, str(error)) from error
        except (TemplateError, TypeError, AttributeError, LookupError, ValueError) as error:
            raise TemplateFailure(*self._place(error, name), str(error)) from error
        except RecursionError as error:
            raise TemplateFailure(name, 1, "des gabarits s’incluent sans fin") from error

    def _place(self, error: Exception, name: str) -> tuple[str, int]:
        """Return the innermost line of a template that an error passed through."""
        place = name, 1
        for frame in traceback.extract_tb(error.__traceback__):
            template = frame.filename
            if frame.lineno and template == "<template>":
                place = name, frame.lineno
            elif frame.lineno and template in self.sources:
                place = template, frame.lineno
        return place


def _date_markup(day: date) -> Markup:
    """Return the day in words, the ordinal of the first of the month raised."""
    return Markup(date_in_words(day).replace("1er", "1<sup>er</sup>", 1))  # noqa: S704  digits and letters


def _iso(day: date) -> str:
    return day.isoformat()


FILTERS = {
    "in_words": _date_markup,
    "iso": _iso,
    "count": count,
    "safe_html": Markup,
    "dress": dress,
    "condense": condense,
    "qr": qr,
    "slug": page_slug,
}
