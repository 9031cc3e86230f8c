"""Rate limits, counted in Redis and, while it is away, in the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart.wrappers import Request

    from app.settings import Settings
    from app.store.sessions import Viewer


class RateLimiter:
    """Counts calls per person and per address."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings


async def limit_request(limiter: RateLimiter, request: Request, viewer: Viewer | None) -> None:
    """Count one call.

    Raises:
        TooMany: the limit of this route, person or address is reached.
    """


async def limit_sign_in(limiter: RateLimiter, address: str) -> None:
    """Count a sign-in of an address."""


async def limit_sign_up(limiter: RateLimiter, address: str) -> None:
    """Count a sign-up of an address."""


async def limit_posting(limiter: RateLimiter, user_id: int) -> None:
    """Count a post of a person.

    Raises:
        TooMany: more than 300 in three hours.
    """
