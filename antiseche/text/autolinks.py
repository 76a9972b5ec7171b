"""Bare addresses, as GitHub links them, where our prose goes beyond what its rules foresee."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

_RULES = ("gfm_autolink_www", "gfm_autolink_protocol", "gfm_autolink_email")

# A host, or what follows the sign of a mail address, before underscores that can only close an
# emphasis: « _Source : https://exemple.fr_ ».
_EMPHASISED = re.compile(r"(?:://|www\.|@)[^\s/?#]*?(?=_+(?![\w/-]|\.\w))")
# « react@18.2.0 » is the version of a package: the domain of a mail address ends with a word.
_DOMAIN = re.compile(r"@(?:[a-z0-9_-]+\.)+[a-z]{2,}(?!-|\.\w|_*[^\W_])", re.IGNORECASE | re.ASCII)


def link_addresses(md: MarkdownIt) -> None:
    """Have a parser link bare addresses."""
    md.use(gfm_autolink_plugin)
    for name, rule in zip(_RULES, md.inline.ruler.getRules("")[-len(_RULES) :], strict=True):
        md.inline.ruler.at(name, partial(_outside_emphasis, rule))
    md.inline.ruler.before(_RULES[-1], "package_version", _package_version)
    md.inline.ruler.before("emphasis", "underscore_in_word", _underscore_in_word)


def _outside_emphasis(rule: Rule, state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Hide from a rule the marks that close an emphasis around an address."""
    end = state.posMax
    if address := _EMPHASISED.match(state.src, state.pos, end):
        state.posMax = address.end()
    try:
        return rule(state, silent)
    finally:
        state.posMax = end


def _package_version(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read as text the sign of what is no mail address."""
    address = state.src[state.pos] == "@" and not _DOMAIN.match(state.src, state.pos)
    return address and _read_as_text(state, silent)


def _underscore_in_word(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read as text what cannot be markup: an address is looked for in the text before its sign."""
    at, text = state.pos, state.src
    if text[at] != "_" or not 0 < at < state.posMax - 1:
        return False
    return text[at - 1].isalnum() and text[at + 1].isalnum() and _read_as_text(state, silent)


def _read_as_text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if not silent:
        state.append_pending(state.src[state.pos])
    state.pos += 1
    return True
