"""The words of a text, as search knows them: ``l’Œuvre`` is ``oeuvre``, ``c++`` is ``c++``.

``templates/assets/js/search-words.js`` does the same to what a reader types; the cases of
``tests/text/cases/search-words.tsv`` are run through both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from antiseche.text.fold import fold

LONGEST = 40  # characters of a word worth finding

# Decided before accents are folded: « dû » and « là » are not « du » and « la », but all say
# little; « sur », « sûr » do not say the same, and only the first is here.
STOP_WORDS = frozenset(
    "a à afin ai ainsi alors au aucun aucune aussi autre autres aux avec car ce ceci cela celle "
    "celles celui ces cet cette ceux chaque comme comment d dans de des dois doit donc dont du "
    "dû elle elles en encore entre est et étaient était été être eux faire fait faut font ici il "
    "ils j je l la là le les leur leurs lors lorsque lui m ma mais me même mêmes mes moi mon n "
    "ne ni nos notre nous on ont or ou où par parce pas peu peut peuvent plus plutôt pour "
    "pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si soi "
    "soit son sont sous sur t ta te tes toi ton tous tout toute toutes très tu un une vers vos "
    "votre vous y ça "
    # Words that ask, joined: « qu’est-ce que », « a-t-on », « peut-on », « faut-il ».
    "a-t-il a-t-on dois-je doit-on est-ce est-il faut-il peut-on puis-je y-a-t-il".split()
)
ELIDED = ("lorsqu", "puisqu", "quoiqu", "jusqu", "qu", "c", "d", "j", "l", "m", "n", "s", "t")

_ELISION = re.compile(rf"\W*(?:{'|'.join(ELIDED)})'(?=\S)")
_WORD = re.compile(r"[^\W_]+")
# What may open or close a word of code: `.env`, `--force`, `~/.bashrc`, `@media`; `c++`, `head~`.
_CODE = re.compile(r"(?:~/\.?|\.{0,2}/\.?|[-.~$@]+)?\w(?:\S*\w)?(?:\+\+|[#~^]+)?")
_SEGMENTS = re.compile(r"[^\w.~^+#@$-]+|\.{2,}")
_DOT = re.compile(r"(?<=\w)\.(?=\w)")
# A sign that is alone is one of code, unless French writes it between spaces.
_OPERATOR = re.compile(r"[-+*/=<>!?&|~^%$:.]{2,3}|[*/=<>&|~^%$.]|2>&1")
_SOFT_HYPHEN = "\u00ad"


def chunks(text: str) -> list[str]:
    """Return a text cut at its spaces, in lower case, composed, apostrophes straight."""
    text = unicodedata.normalize("NFC", text).lower()
    return text.replace("’", "'").replace("ʼ", "'").replace(_SOFT_HYPHEN, "").split()


@lru_cache(maxsize=1 << 14)
def terms(chunk: str) -> tuple[str, ...]:
    """Return the terms of a chunk: as typed when it is code, then each of its parts and words."""
    elided = _ELISION.match(chunk)
    chunk = chunk[elided.end() :] if elided else chunk
    if chunk.isalpha():
        return (fold(chunk),) if chunk not in STOP_WORDS and len(chunk) <= LONGEST else ()
    found: dict[str, None] = {}
    if whole := _CODE.search(chunk):
        segments = _SEGMENTS.split(whole[0])
        names = [name for part in segments for name in (part, *_DOT.split(part))]
        for part in (whole[0], *names):
            typed = _CODE.search(part)
            if typed and not _WORD.fullmatch(typed[0]) and typed[0] not in STOP_WORDS:
                found[fold(typed[0])] = None
    elif _OPERATOR.fullmatch(chunk):
        found[chunk] = None
    words = _WORD.findall(chunk)
    for word in words:
        if word not in STOP_WORDS and (len(word) > 1 or len(words) == 1):
            found[fold(word)] = None
    return tuple(term for term in found if len(term) <= LONGEST)
