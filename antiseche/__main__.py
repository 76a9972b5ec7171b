"""``python -m antiseche``, ``python build.py`` and the installed command: all begin here."""

from __future__ import annotations

import signal
from importlib import import_module


def main() -> int:
    """Run the command line; while it loads, nothing is open and Ctrl-C simply ends the process."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    status: int = import_module("antiseche.cli").main()
    return status


if __name__ == "__main__":
    raise SystemExit(main())
