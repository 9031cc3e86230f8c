"""Measures Skein against its targets, from outside: `python -m bench [NAME…]` (docs/benchmarks.md)."""
