"""The keys of a front matter: one table, for reading, for checks and for editors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Form(Enum):
    """What the value of a key looks like."""

    TEXT = auto()
    PROSE = auto()  # free text: a « # » in it is more likely a slip than a comment
    NAME = auto()  # a few words, and the same is true of it
    DATE = auto()
    LEVEL = auto()
    LABELS = auto()
    FLAG = auto()
    NUMBER = auto()
    FAQ = auto()
    HOW_TO = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter; ``about`` is French, for authors; ``synonyms`` only suggest it."""

    name: str
    form: Form
    about: str
    synonyms: tuple[str, ...] = ()


KEYS = (
    Key("title", Form.PROSE, "Le titre de la fiche.", ("titre", "nom")),
    Key(
        "description",
        Form.PROSE,
        "Une phrase qui dit ce qu’on y trouve (160 caractères au plus).",
        ("résumé", "summary", "excerpt"),
    ),
    Key("author", Form.NAME, "Qui a écrit la fiche.", ("auteur", "autrice", "authors")),
    Key("kind", Form.NAME, "Le genre : « Fiche technique », « Article »…", ("genre", "type")),
    Key("level", Form.LEVEL, "débutant, intermédiaire ou avancé.", ("niveau",)),
    Key(
        "publishedDate",
        Form.DATE,
        "La date de publication, dans l’ordre que dit site.yaml.",
        ("date", "pubDate", "publishDate", "published"),
    ),
    Key("serie", Form.TEXT, "La clé de la série, telle que dans site.yaml.", ("série", "series")),
    Key("tags", Form.LABELS, "La liste des étiquettes.", ("étiquettes", "keywords", "mots-clés")),
    Key("draft", Form.FLAG, "true tant que la fiche n’est pas à publier.", ("brouillon",)),
    Key("layout", Form.TEXT, "La mise en page ; sans elle, celle du dossier.", ("gabarit",)),
    Key("imgSrc", Form.TEXT, "L’image de la fiche.", ("image", "cover", "couverture")),
    Key("imgAlt", Form.PROSE, "Ce que montre l’image.", ("alt",)),
    Key("format", Form.TEXT, "La forme d’un article, récap ou bilan (sans effet)"),
    Key("faq", Form.FAQ, "Des questions (question) et leurs réponses (answer)."),
    Key("howTo", Form.HOW_TO, "Un mode d’emploi : name, puis steps (name, text)."),
    Key("sectionNumber", Form.NUMBER, "Le numéro de la partie d’un cours."),
    Key("sectionTitle", Form.PROSE, "Le titre de la partie d’un cours."),
    Key("chapterNumber", Form.NUMBER, "Le numéro du chapitre dans sa partie."),
    Key("previousChapterLink", Form.TEXT, "Le chapitre précédent (déduit des numéros)."),
    Key("nextChapterLink", Form.TEXT, "Le chapitre suivant (déduit des numéros)."),
    Key("id", Form.NUMBER, "Le numéro du chapitre dans le cours (déduit des numéros)."),
    Key("antiseche", Form.FLAG, "false pour ne pas publier l’antisèche d’une page A4."),
    Key("typography", Form.FLAG, "false pour laisser la fiche comme elle est tapée."),
)

KEYS_BY_NAME = {key.name: key for key in KEYS}


def keys_and_synonyms() -> dict[str, str]:
    """Return every word that may stand for a key, and the key that it stands for."""
    return {word: key.name for key in KEYS for word in (key.name, *key.synonyms)}
