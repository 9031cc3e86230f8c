"""Quart as Skein runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Quart

if TYPE_CHECKING:
    from collections.abc import Callable

# Hooks and views are made at the start; what is made for one request is not to pile up.
_KEPT_FUNCTIONS = 2_000


class SkeinQuart(Quart):
    """Quart, which remembers of each hook and view that it is a coroutine function.

    It asks six times for each request, and `inspect` takes 3 µs to say so.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._known: set[Callable[..., Any]] = set()
        super().__init__(*arguments, **options)

    def ensure_async(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """`func`, or a coroutine function that runs it in a thread."""
        if func in self._known:
            return func
        ready = super().ensure_async(func)
        if ready is func and len(self._known) < _KEPT_FUNCTIONS:
            self._known.add(func)
        return ready
