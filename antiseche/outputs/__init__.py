"""What the site is made of, a module for each kind: ``View``, ``plan``, ``make``, helpers."""
