"""The command line, in French: which command, with which options."""

from __future__ import annotations

import argparse
import gc
import os
import re
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from antiseche import __version__
from antiseche.commands.shared import DONE, INTERRUPTED, STOPPED, misuse
from antiseche.edges.terminal import os_error_in_french, read_names_in_utf8, speak_utf8
from antiseche.text.nearest import nearest
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each is a module of antiseche.commands, imported when it is asked for: starting must be quick.
COMMANDS = {
    "build": "construit le site (la commande par défaut)",
    "fix": "écrit dans les fiches les bons caractères",
    "check": "dit ce qu’il y a à corriger, sans toucher à rien",
    "new": "écrit une fiche à compléter",
    "publish": "publie un brouillon",
    "schema": "décrit l’en-tête des fiches pour un éditeur de texte (JSON Schema)",
    "serve": "montre le site dans un navigateur, à jour à chaque fichier enregistré",
}

# What argparse says, and how we say it.
_SAYINGS = (
    (r"unrecognized arguments: (-.+)", "« {0} » n’est pas une option de cette commande"),
    (r"unrecognized arguments: (.*)", "« {0} » est de trop ; {advice}"),
    (r"argument (\S+): expected one argument", "{0} attend une valeur"),
    (
        r"argument (\S+): invalid positive value: '(.*)'",
        "{0} attend un nombre entier positif, pas « {1} »",
    ),
    (r"argument (\S+): invalid legible value: '(.*)'", "{0} n’est pas en UTF-8 : « {1} »"),
    (
        r"argument (\S+): invalid port value: '(.*)'",
        "{0} attend un numéro de port, pas « {1} »",
    ),
    (
        r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)",
        "{0} ne connaît pas « {1} » ; choisissez entre {2}",
    ),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} ne prend pas de valeur"),
    (r"the following arguments are required: (.+)", "il manque {0}"),
)
# What to do of a word in excess.
_ADVICE = dict.fromkeys(("new", "publish"), "mettez entre guillemets ce qui a plusieurs mots")
_FOLDER = "cette commande prend tout le dossier, que dit --content"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, and return the exit status of the process."""
    if arguments is None:
        read_names_in_utf8()
    speak_utf8()
    # A build makes millions of values that live to its end: to look among them for cycles is a
    # sixth of its time, and finds nothing.
    gc.disable()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except BrokenPipeError:  # « | head » has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(bind_spaces(f"antiseche : {os_error_in_french(error)}.\n"))
        return STOPPED


def _terminate(number: int, _frame: object) -> NoReturn:
    """Leave as after Ctrl-C: what is open is closed, what is begun is undone."""
    raise SystemExit(128 + number)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["--version"]:
        sys.stdout.write(f"antiseche {__version__}\n")
        return DONE
    if arguments[:1] in (["--help"], ["-h"]):
        sys.stdout.write(bind_spaces(_help()))
        return DONE
    name = arguments.pop(0) if arguments and not arguments[0].startswith("-") else "build"
    if name not in COMMANDS:
        meant = nearest(name, COMMANDS)
        hint = f" ; vouliez-vous dire « {meant} » ?" if meant else ""
        misuse(f"la commande « {name} » n’existe pas{hint}")
    command = import_module(f"antiseche.commands.{name}")
    if {"--help", "-h"} & set(arguments):
        sys.stdout.write(bind_spaces(command.HELP))
        return DONE
    parser = _Parser(name, add_help=False, allow_abbrev=False)
    command.add_arguments(parser)
    chosen = parser.parse_args(arguments)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # all is loaded: what opens is closed
        signal.signal(signal.SIGINT, signal.default_int_handler)
    status: int = command.run(chosen)
    return status


def _help() -> str:
    commands = "".join(f"  {name:<10}{about}\n" for name, about in COMMANDS.items())
    return (
        "antiseche [commande] [options]\n\n"
        f"{commands}\n"
        "« antiseche commande --help » dit les options d’une commande ;\n"
        "« antiseche --version », la version.\n"
    )


class _Parser(argparse.ArgumentParser):
    """argparse, whose complaints are said in French."""

    def error(self, message: str) -> NoReturn:
        name = message.removeprefix("unrecognized arguments: ").partition(" ")[0]
        if meant := nearest(name, self._option_string_actions) if name.startswith("--") else None:
            misuse(f"« {name} » n’existe pas ; vouliez-vous dire « {meant} » ?")
        for english, french in _SAYINGS:
            if match := re.fullmatch(english, message):
                words = [word.strip("'").replace("', '", ", ") for word in match.groups()]
                misuse(french.format(*words, advice=_ADVICE.get(self.prog, _FOLDER)))
        misuse(message)
