"""``python -m antiseche``."""

from antiseche.cli import main

if __name__ == "__main__":  # not in the processes that a build starts
    raise SystemExit(main())
