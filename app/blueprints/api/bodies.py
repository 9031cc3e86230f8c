"""How the body of an API call is read."""

from __future__ import annotations

from typing import Any

from quart.wrappers import Request

from app.errors import Invalid, WrongType


class ApiRequest(Request):
    """A request whose unreadable JSON is answered in our own words."""

    async def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """The body's JSON; quart-schema calls it for every validated call.

        Raises:
            WrongType: the body is of another type.
            Invalid: it is broken, not UTF-8, or nested without end.
        """
        if not (force or silent or self.is_json):
            raise WrongType("Send JSON, as Content-Type: application/json.")
        try:
            return await super().get_json(force, silent, cache)
        except (UnicodeDecodeError, RecursionError) as error:
            raise Invalid("The body isn't JSON.") from error

    def on_json_loading_failed(self, error: Exception) -> Any:
        """Refuse a broken body."""
        raise Invalid("The body isn't JSON.") from error
