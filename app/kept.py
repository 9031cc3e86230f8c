"""What was drawn is kept in the process, under everything it was drawn from.

A key holds every value that the drawing depends on, so what is kept can neither be out of date nor meant for
somebody else: other values are another key. Who may see what is never decided here: the values come from a
query of this request, which asked the visibility functions.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

ValueT = TypeVar("ValueT")


class Kept(Generic[ValueT]):
    """The last so many values, each under its key."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, ValueT] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], ValueT]) -> ValueT:
        """The value of `key`, made where it is not kept.

        Args:
            key: all that `make` reads.
        """
        values = self._values
        value = values.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        else:
            values.move_to_end(key)
        return value

    def find(self, key: Hashable) -> ValueT | None:
        """The value of `key`, where it is kept; it stays longer then."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def peek(self, key: Hashable) -> ValueT | None:
        """The value of `key`, where it is kept."""
        return self._values.get(key)

    def put(self, key: Hashable, value: ValueT) -> None:
        """Keep a value."""
        self._values[key] = value
        if len(self._values) > self._size:
            self._values.popitem(last=False)

    def __len__(self) -> int:
        return len(self._values)
