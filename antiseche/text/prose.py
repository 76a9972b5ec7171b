"""French typography in the tokens of a parsed document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown_it.token import Token

from antiseche.text.passages import Part, read_passages
from antiseche.text.typography import Correction, corrected, findings, raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from antiseche.text.typography import Typography
    from antiseche.text.typography_signs import Finding


class TokenEdit(NamedTuple):
    """A correction at its place in the content of a token."""

    token: Token
    correction: Correction


def edits(tokens: Iterable[Token], settings: Typography) -> Iterator[TokenEdit]:
    """Yield what typesetting a document changes in its tokens, the texts of images last.

    A correction that straddles two tokens makes an edit in each: the first puts the replacement.
    """
    passages = read_passages(tokens)
    for source, start, found in passages.by_source(findings(passages.text, settings)):
        part = source if isinstance(source, Part) else Part("", source, 0)
        shift = part.start - start
        for first, last, replacement, rule in found:
            correction = Correction(first + shift, last + shift, replacement, rule)
            yield TokenEdit(part.token, correction)


def typeset_tokens(tokens: Sequence[Token], settings: Typography) -> None:
    """Typeset the prose of a document, or of a lone ``inline`` token, in its tokens."""
    if not settings.enabled:
        return
    passages = read_passages(tokens)
    parts: list[tuple[Part, str]] = []
    for source, start, found in passages.by_source(findings(passages.text, settings)):
        content = corrected(source.content or "\n", found, start)
        if isinstance(source, Part):
            parts.append((source, content))
        else:
            source.type, source.content = "text", content
    _put_back(parts)
    if settings.superscript:
        _raise_ordinals(tokens)


def _put_back(parts: Iterable[tuple[Part, str]]) -> None:
    """Put the new contents of parts in the tokens that they are parts of."""
    contents: dict[int, tuple[Token, list[Finding]]] = {}
    for part, content in parts:
        _, found = contents.setdefault(id(part.token), (part.token, []))
        found.append((part.start, part.start + len(part.content), content, ""))
    for token, found in contents.values():
        token.content = corrected(token.content, sorted(found))


def _raise_ordinals(tokens: Iterable[Token]) -> None:
    """Put ``<sup>`` around the letters of ordinals, wherever there may be markup."""
    passages = read_passages(tokens, labels=False)
    cuts: dict[int, list[Finding]] = {}
    parts: list[tuple[Part, str]] = []
    for source, start, found in passages.by_source(raised(passages.text)):
        # Letters that begin or end with their token are dressed already: 1<sup>er</sup>.
        whole = [
            (a, b, text, rule) for a, b, text, rule in found if start < a and b - a == len(text)
        ]
        if isinstance(source, Part):
            dressed = [(a, b, f"<sup>{text}</sup>", rule) for a, b, text, rule in whole]
            parts.append((source, corrected(source.content, dressed, start)))
        else:
            cuts[id(source)] = [(a - start, b - start, text, rule) for a, b, text, rule in whole]
    _put_back(parts)
    for token in tokens:
        if token.children:
            token.children = [
                piece for child in token.children for piece in _cut(child, cuts.get(id(child), ()))
            ]


def _cut(token: Token, letters: Iterable[Finding]) -> Iterator[Token]:
    """Yield the token, cut around the letters to raise."""
    done = 0
    for start, end, raised_letters, _ in letters:
        yield token.copy(content=token.content[done:start])
        yield Token("html_inline", "", 0, content="<sup>")
        yield token.copy(content=raised_letters)
        yield Token("html_inline", "", 0, content="</sup>")
        done = end
    yield token.copy(content=token.content[done:]) if done else token
