"""What the site is made of, a module for each kind: ``View``, ``plan``, ``make``.

``frame`` and ``theme`` are what their pages share.
"""
