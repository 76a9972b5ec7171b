"""Jinja, set up to fail early: escaped everywhere, nothing undefined, errors with file and line."""

from __future__ import annotations

import re
import traceback
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from antiseche.folded import Folded
from antiseche.text.condense import condense
from antiseche.text.dates import date_in_words
from antiseche.text.dressing import dress
from antiseche.text.plurals import count
from antiseche.text.qr import qr
from antiseche.text.references import references
from antiseche.text.slugs import page_slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LAYOUTS_FOLDER = "layouts/"
# What an expression of a template can raise by itself.
_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

# What Jinja says, and how we say it.
_UNCLOSED = r"Unexpected end of template.* is '(.+)'"
_SAYINGS = (
    (r"'(.+)' is undefined", r"« \1 » n’y est pas défini"),
    (r"'(.+)' has no attribute '(.+)'", r"« \2 » n’existe pas pour cette valeur"),
    (r"No filter named '(.+)'", r"le filtre « \1 » n’existe pas"),
    (_UNCLOSED, r"« {% \1 %} » n’est jamais refermé"),
    (r"unexpected end of template", "une accolade n’y est jamais refermée"),
    (r"'.+' object is not iterable", "cette valeur n’est pas une liste"),
    (r"Encountered unknown tag '(.+?)'", r"l’instruction « \1 » n’existe pas ici"),
    (r"unexpected '(.+)'", r"« \1 » ne devrait pas être là"),
    (r"division by zero", "il divise par zéro"),
    (r"\w+ object has no element (.+)", r"cette valeur n’a pas d’élément \1"),
    (r"can only concatenate", "« + » n’ajoute que deux textes, ou deux nombres ; « ~ » les colle"),
    (r"unsupported operand type\(s\) for (\S+?)=?:", r"« \1 » ne va pas entre ces deux valeurs"),
    (r"'(\S+)' not supported between", r"« \1 » ne compare pas ces deux valeurs"),
    (r"can't multiply sequence by", "« * » ne multiplie que des nombres"),
    (r"bad operand type for", "ce signe ne va que devant un nombre"),
    (r"'.+' object is not callable", "cette valeur n’est pas une fonction"),
    (r"'.+' object has no attribute|descriptor '", "ce filtre attend une autre sorte de valeur"),
    (r"type .+ doesn't define|%\w format: |'.+' object cannot be", "il faut là un nombre"),
    (r"cannot unpack", "cette valeur ne se partage pas en plusieurs noms"),
    (r"(?:not enough|too many) values to unpack", "il n’y a pas là autant de valeurs que de noms"),
    (r"argument of type '.+' is not iterable", "« in » attend une liste ou un texte"),
    (r"object of type '.+' has no len\(\)", "cette valeur n’a pas de longueur"),
    (r".+\(\) (?:takes|missing|got) ", "ce filtre n’a pas reçu ce qu’il attend"),
)


class TemplateRenderError(Exception):
    """A template cannot be read or rendered; ``line`` is from 1."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        """Hold the place and what Jinja says of it."""
        super().__init__(reason)
        self.name, self.line, self.reason = name, line, reason


@lru_cache(maxsize=2)
def templates_of(sources: tuple[tuple[str, str], ...]) -> Templates:
    """Return the templates of these sources; the last ones stay compiled, for the next build."""
    return Templates(dict(sources))


class Templates:
    """The templates of a site, by name (``layouts/fiche.html``)."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Take the text of each template."""
        self.sources = sources
        self._reached: dict[str, tuple[str, ...]] = {}
        self._environment = Environment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(FILTERS)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as texts; there too, the last ones stay compiled."""
        return templates_of, (tuple(sorted(self.sources.items())),)

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
        """Render a template with the fields of a view, unfolded, in UTF-8.

        Raise ``TemplateRenderError``.
        """
        values = {field.name: _unfolded(getattr(view, field.name)) for field in fields(view)}
        try:
            return self._environment.get_template(name).render(values).encode()
        except TemplateSyntaxError as error:
            faulty = error.name or name
            line = _opening(self.sources.get(faulty, ""), error) or error.lineno
            raise TemplateRenderError(faulty, line, _in_french(error)) from error
        except (TemplateError, *_FAULTS) as error:
            raise TemplateRenderError(*self._place(error, name), _in_french(error)) from error
        except RecursionError as error:
            raise TemplateRenderError(name, 1, "des gabarits s’incluent sans fin") from error

    def compile(self) -> None:
        """Compile every template that can be, so that none has to be when it is rendered."""
        for name in self.sources:
            with suppress(TemplateError, RecursionError):
                self._environment.get_template(name)

    def reached(self, name: str) -> tuple[str, ...]:
        """Return the names of the templates that rendering one may read, itself the first.

        One that names another by an expression may read any of them.
        """
        if name not in self._reached:
            found = [name]
            for one in found:
                named = references(self.sources.get(one, ""))
                others = self.sources if named is None else named
                found += [other for other in others if other not in found]
            self._reached[name] = tuple(found)
        return self._reached[name]

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """Return a template and its name, which the lines of errors then tell."""
        return (self.sources[name], name, None) if name in self.sources else None

    def _place(self, error: Exception, name: str) -> tuple[str, int]:
        """Return the innermost line of a template that an error passed through."""
        place = name, 1
        for frame in traceback.extract_tb(error.__traceback__):
            template = frame.filename
            if frame.lineno and template in self.sources:
                place = template, frame.lineno
        return place


def _unfolded(value: Any) -> Any:  # noqa: ANN401  any value of a view
    return value.unfold() if isinstance(value, Folded) else value


def _opening(source: str, error: TemplateSyntaxError) -> int | None:
    """Return the line of the block that is never closed, if that is the fault."""
    if not (unclosed := re.match(_UNCLOSED, str(error))):
        return None
    lines: list[int] = []
    for tag in re.finditer(rf"{{%[-+]?\s*(end)?{unclosed[1]}\b", source):
        if not tag[1]:
            lines.append(source.count("\n", 0, tag.start()) + 1)
        elif lines:
            lines.pop()
    return lines[-1] if lines else None


def _in_french(error: Exception) -> str:
    """Return in French what is wrong with a template, when it is one of the usual faults."""
    if isinstance(error, TemplateNotFound):
        return f"il n’y a pas de gabarit « {error.name} »"
    for english, french in _SAYINGS:
        if match := re.match(english, str(error)):
            return match.expand(french)
    return f"Jinja dit « {str(error).rstrip('.')} »"


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
