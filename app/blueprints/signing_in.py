"""What the sign-in of pages and of the API share: limits, and the cookie by which a browser is known again."""

from __future__ import annotations

from quart import request

from app.actions import sessions as session_actions
from app.actions.sessions import Device, SignedIn
from app.blueprints.current import database, parts
from app.security.addresses import client_address
from app.security.rate_limits import limit_sign_in, limit_sign_up


async def limit_signing_up() -> None:
    """Count a sign-up of this address."""
    await limit_sign_up(parts().limiter, client_address(request, parts().settings))


async def check_password_of(
    login: str, password: str, device: Device, replaced: tuple[int, int] | None = None
) -> SignedIn:
    """Sign in, within the limits.

    Raises:
        WrongCredentials: name and password don't match.
        TooMany: too many attempts of this address, or for this account.
    """
    await limit_sign_in(parts().limiter, device.address)
    found = await session_actions.find_login(database(), login)
    return await session_actions.sign_in(database(), login=found, password=password, device=device, replaced=replaced)
