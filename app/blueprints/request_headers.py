"""The headers of a request, where asking for one that is not there is cheap."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import Headers
from werkzeug.datastructures.mixins import ImmutableHeadersMixin


class RequestHeaders(ImmutableHeadersMixin, Headers):  # type: ignore[misc]  # as werkzeug itself has it
    """Headers as they came, which nobody changes.

    Most of what we ask for (DNT, X-Fragment, Authorization …) few requests have, and werkzeug goes through all of them
    and makes an error of its own to say so.
    """

    def __init__(self, came: Headers) -> None:
        super().__init__()
        self._list = list(came)
        self._names = frozenset(name.lower() for name, _ in self._list)

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._names

    def get(  # type: ignore[override]  # its overloads say the same
        self,
        key: str,
        default: Any = None,
        type: Any = None,  # noqa: A002  as werkzeug calls it
    ) -> Any:
        """The header, made by `type`; `default` where it is not there or `type` raises a ValueError."""
        return super().get(key, default, type) if key.lower() in self._names else default
