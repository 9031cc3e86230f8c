"""The query string of a call, checked."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import quart_schema
from pydantic import BaseModel, ValidationError
from quart import request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    View = TypeVar("View", bound=Callable[..., Awaitable[Any]])


def validate_querystring(model: type[BaseModel]) -> Callable[[View], View]:
    """quart-schema's decorator, which asks the model alone where a call has no query string, as most have."""
    has_defaults = _has_defaults(model)

    def decorate(view: View) -> View:
        validated = quart_schema.validate_querystring(model)(view)

        @wraps(validated)
        async def answer(*arguments: Any, **named: Any) -> Any:
            if has_defaults and not request.query_string:
                return await view(*arguments, query_args=model(), **named)
            return await validated(*arguments, **named)

        return answer  # type: ignore[return-value]

    return decorate


def _has_defaults(model: type[BaseModel]) -> bool:
    try:
        model()
    except ValidationError:
        return False
    return True
