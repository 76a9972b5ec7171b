"""How fast the generator is, measured: ``python -m bench`` writes docs/performance.md."""
