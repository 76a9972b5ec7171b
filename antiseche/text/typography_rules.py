"""The names of the rules of French typography: apart from what applies them, long to load."""

RULES = {
    "espace": "l’espace devant ; : ! ? est insécable",
    "guillemets": "une citation est entre « et », une autre dans celle-ci entre “ et ”",
    "apostrophe": "l’apostrophe est courbe",
    "points": "les points de suspension sont un seul caractère",
    "tiret": "une incise est entre tirets cadratins",
    "nombre": "une espace fine insécable sépare les milliers",
    "unite": "une espace insécable lie un nombre à son unité",
    "date": "une espace insécable lie le jour au mois",
    "abreviation": "une espace insécable suit n°, M. et Mme ; « etc. » n’a qu’un point",
    "ordinal": "les ordinaux s’abrègent 1er, 1re, 2e",
    "ligature": "œ est une seule lettre : cœur, nœud",
}
"""The names of the rules, and what each says to an author."""
