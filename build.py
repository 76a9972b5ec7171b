"""``python build.py …`` is ``antiseche …``, from this folder, or says how to install it."""

import sys

DEPENDENCIES = {  # under the names that are imported
    "jinja2", "markdown_it", "mdit_py_plugins", "msgspec", "pygments", "segno", "watchdog", "yaml",
}  # fmt: skip
PYTHON = ".venv/bin/python"
INSTALL = f"python3 -m venv .venv && {PYTHON} -m pip install --quiet --editable . && "

try:
    from antiseche.__main__ import main

    raise SystemExit(main())
except ModuleNotFoundError as error:
    if error.name not in DEPENDENCIES:
        raise
    import shlex
    from pathlib import Path

    folder = Path(__file__).resolve().parent
    is_ready = (folder / PYTHON).exists() and Path(sys.prefix) != folder / ".venv"
    sys.stderr.write(
        f"antiseche\u00a0: il manque «\u00a0{error.name}\u00a0» à ce Python. Lancez plutôt\u00a0:\n"
        f"{'' if is_ready else INSTALL}{shlex.join([PYTHON, 'build.py', *sys.argv[1:]])}\n"
    )
    raise SystemExit(2) from None
