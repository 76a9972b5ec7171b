"""``python build.py …`` is ``antiseche …``, from this folder."""

from antiseche.cli import main

raise SystemExit(main())
