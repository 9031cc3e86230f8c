"""Seeds of simulations on one database."""

from __future__ import annotations

import itertools

_numbers = itertools.count(1)


def new_seed() -> int:
    """One whose people are not there yet: of a seed, their names have the last three digits."""
    return next(_numbers)
