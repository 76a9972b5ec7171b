"""``antiseche serve``: the site in a browser, built again whenever it is written."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import sys
import time
import traceback
import webbrowser
from contextlib import closing
from multiprocessing import active_children, parent_process
from typing import TYPE_CHECKING, NoReturn

from antiseche.commands.shared import (
    CHOICE_HELP,
    DONE,
    INTERRUPTED,
    SITE_HELP,
    add_choice_arguments,
    add_site_arguments,
    misuse,
    show_problems,
    site_order,
)
from antiseche.edges.server import Server
from antiseche.problem_formats import count_line
from antiseche.serve import VS_CODE, preview_order, serve, watched_folders
from antiseche.text.http import LOOPBACK, is_beyond_this_machine
from antiseche.text.plurals import count
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    import argparse

    from antiseche.order import Order
    from antiseche.serve import Rebuild

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  only when --host asks for it, and it is said
PORT, PORTS_TRIED = 4321, 10
_LAST_PORT = 65_535

HELP = f"""\
antiseche serve [options]

Montre le site dans un navigateur, et le met à jour à chaque fichier enregistré.
Les brouillons y sont. Il est construit à part, dans .antiseche/ : le dossier du site, lui,
n’est pas touché.

  --port N              le port ({PORT}, ou le premier libre après lui)
  --host [ADRESSE]      répond aussi aux autres machines (partout, ou à cette adresse)
  --open                ouvre le navigateur
  --follow              le navigateur va à la page de la fiche enregistrée
  --no-drafts           sans les brouillons ni les fiches datées du futur
  --editor ADRESSE      ce qui ouvre un souci dans votre éditeur ; ou ANTISECHE_EDITOR
                        ({VS_CODE})

{SITE_HELP}{CHOICE_HELP}"""

# New values before Python looks for cycles, among all those that last from a save to the next.
_COLLECT_AFTER = 100_000, 50, 50

_POLLS = """\
Le système ne peut plus signaler les changements (limite d’inotify) :
les dossiers sont relus deux fois par seconde."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_arguments(parser)
    add_choice_arguments(parser)
    parser.set_defaults(drafts=True)
    parser.add_argument("--no-drafts", dest="drafts", action="store_false")
    parser.add_argument("--port", type=port)
    parser.add_argument("--host", nargs="?", const=EVERYWHERE[0], default=LOOPBACK)
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--follow", action="store_true")
    parser.add_argument("--editor", default=os.environ.get("ANTISECHE_EDITOR", VS_CODE))


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C, which is how it ends when all goes well."""
    order = preview_order(site_order(options))
    if "{path}" not in options.editor:
        misuse(f"« {options.editor} » ne dit pas quel fichier ouvrir ; écrivez {VS_CODE}")
    server = _open_server(options.host, options.port)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _leave)
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()  # unlike a build, it lasts
    turns = serve(order, server, editor=options.editor, follow=options.follow)
    try:
        with closing(turns):
            first = next(turns)
            _say_first(first, server, order)
            if options.open:
                webbrowser.open(_address(server))
            polls = first.polls
            for turn in turns:
                if turn.polls and not polls:
                    _warn(_POLLS)
                polls = turn.polls
                _say(turn, order)
    except KeyboardInterrupt:
        _write("\nServeur arrêté.")
    return DONE


def port(text: str) -> int:
    """Read the number of a port; 0 is any free one."""
    if not 0 <= (number := int(text)) <= _LAST_PORT:
        raise ValueError(text)
    return number


def _open_server(host: str, port: int | None) -> Server:
    """Bind to the port, or to the first free one when none was asked for."""
    wanted = range(PORT, PORT + PORTS_TRIED) if port is None else [port]
    server = next((bound for tried in wanted if (bound := _bind(host, tried))), None)
    if server is None and port is None:
        misuse(f"les ports {PORT} à {wanted[-1]} sont pris ; --port 0 en trouve un libre")
    if server is None:
        misuse(f"le port {port} est pris ; arrêtez ce qui l’occupe, ou choisissez-en un autre")
    if port is None and server.port != PORT:
        _warn(f"Le port {PORT} est pris : voici le {server.port}.")
    return server


def _bind(host: str, port: int) -> Server | None:
    """Return a server bound to that port, None when something else holds it."""
    try:
        return Server(host, port)
    except (socket.gaierror, UnicodeError):
        misuse(f"« {host} » n’est pas une adresse de cette machine")
    except PermissionError:
        misuse(f"le port {port} est réservé au système ; choisissez-en un plus grand que 1023")
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            misuse(f"« {host} » n’est pas une adresse de cette machine")
        if error.errno != errno.EADDRINUSE:
            raise
        return None


def _leave(*_: object) -> NoReturn:
    """End what runs, once: a second Ctrl+C must not break the end of the first."""
    if parent_process():  # this is one of the processes of a build
        os._exit(INTERRUPTED)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    for child in active_children():
        child.terminate()
    raise KeyboardInterrupt


def _say_first(turn: Rebuild, server: Server, order: Order) -> None:
    _say_trouble(turn)
    if turn.failure and (order.output / "index.html").is_file():
        _warn("Le site montré est celui d’avant : il suivra une fois cela corrigé.")
    elif turn.failure:
        _warn("Rien n’est publié : le site paraîtra une fois cela corrigé.")
    else:
        fiches = count(turn.report.fiches, "fiche")
        _write(f"Le site est prêt : {fiches} en {_duration(turn.seconds)}.")
    if turn.polls:
        _warn(_POLLS)
    names = [os.path.relpath(folder) for folder in watched_folders(order) if folder.is_dir()]
    here = " et ".join(f"{name}/" for name in names if not name.startswith(os.pardir))
    _write(f"À l’écoute de {here or order.content} ; Ctrl+C pour arrêter.\n")
    _write(f"  {_address(server)}\n")
    if is_beyond_this_machine(server.bound):
        _say_open_to_all(server, order)


def _say_open_to_all(server: Server, order: Order) -> None:
    """Warn that others can read the site, and show the code that a phone reads."""
    import segno  # noqa: PLC0415  for this option only

    address = _address(server, _own_address() if server.bound in EVERYWHERE else server.bound)
    drafts = ", brouillons compris" if order.drafts else ""
    _warn(f"Attention : tout le réseau peut lire ce site{drafts}.")
    _write(f"\n  {address}\n")
    segno.make_qr(address, error="l").terminal(sys.stdout, border=2, compact=True)
    sys.stdout.flush()


def _say(turn: Rebuild, order: Order) -> None:
    """Say in one line what was built again and why; before it, the problems that are new."""
    _say_trouble(turn)
    problems = turn.report.problems
    kept = f" ({count_line(problems).removesuffix('.')})" if problems and not turn.new else ""
    done = f"{_done(turn)}, {_duration(turn.seconds)}{kept}"
    _write(f"{time.strftime('%H:%M:%S')}  {_changed(turn, order)} : {done}")


def _say_trouble(turn: Rebuild) -> None:
    show_problems(turn.new)
    if turn.fault:
        sys.stderr.write("".join(traceback.format_exception(turn.fault)))
    if not turn.report.problems and turn.failure:
        _warn(turn.failure)


def _write(text: str) -> None:
    sys.stdout.write(f"{bind_spaces(text)}\n")
    sys.stdout.flush()


def _warn(text: str) -> None:
    sys.stderr.write(f"{bind_spaces(text)}\n")


def _changed(turn: Rebuild, order: Order) -> str:
    """Return the name of what changed; of the first when several did.

    What an editor made and took away is not counted, nor the folders of what changed.
    """
    if not turn.changed:
        return "l’aperçu avait disparu"
    changed = [path for path in turn.changed if path.is_file()] or list(turn.changed)
    first = changed[0]
    name = first.name
    for folder, prefix in ((order.content, ""), *((t, "templates/") for t in order.templates)):
        if first.is_relative_to(folder):
            inside = first.relative_to(folder)
            name = f"{prefix}{inside}" if inside.parts else f"{folder.name}/"
            break
    more = len(changed) - 1
    return f"{name} et {count(more, 'autre')}" if more else name


def _done(turn: Rebuild) -> str:
    changes = turn.report.changes
    if turn.failure:
        return "construction arrêtée"
    pages = sum(path.endswith(".html") for path in changes.written)
    others = len(changes.written) - pages
    said = [count(pages, "page écrite", "pages écrites")] if pages else []
    if others:
        name, plural = ("autre fichier", "autres fichiers") if pages else ("fichier écrit", "")
        said.append(count(others, name, plural or "fichiers écrits"))
    if changes.removed:
        said.append(count(len(changes.removed), "fichier supprimé", "fichiers supprimés"))
    return ", ".join(said) or "rien ne change"


def _duration(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    if milliseconds < 1000:  # noqa: PLR2004  a second
        return f"{milliseconds}\u00a0ms"
    return f"{seconds:.1f}\u00a0s".replace(".", ",")


def _address(server: Server, host: str = "") -> str:
    host = host or (LOOPBACK if server.bound in EVERYWHERE else server.bound)
    return f"http://{f'[{host}]' if ':' in host else host}:{server.port}/"


def _own_address() -> str:
    """Return the address of this machine on its network; nothing is sent to learn it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address, RFC 5737
        except OSError:
            return LOOPBACK
        address: str = probe.getsockname()[0]
        return address
