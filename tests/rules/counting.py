"""Counting the queries of requests."""

from __future__ import annotations


class Counter:
    """Counts the queries that run while it is counting."""

    def __init__(self) -> None:
        self.names: list[str] = []
