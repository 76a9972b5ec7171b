"""``python -m antiseche``."""

from antiseche.cli import main

raise SystemExit(main())
