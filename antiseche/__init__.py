"""Antisèche: a static site generator for French technical fiches."""

__version__ = "0.1.0"
