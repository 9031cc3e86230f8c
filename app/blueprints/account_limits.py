"""How often somebody may change what an account hangs on; pages and API share it."""

from __future__ import annotations

from app.blueprints.current import parts
from app.security.emails import email_key
from app.security.rate_limits import limit_password_check, limit_reset, limit_username_change


async def limit_password(user_id: int) -> None:
    """Count a time that the password is asked for again."""
    await limit_password_check(parts().limiter, user_id)


async def limit_username(user_id: int) -> None:
    """Count a change of username."""
    await limit_username_change(parts().limiter, user_id)


async def limit_email_change(user_id: int, email: str) -> None:
    """Count a wish for another address: the password is checked, and mail goes to an address that anybody typed."""
    await limit_password(user_id)
    canonical = email_key(email)
    if canonical is not None:
        await limit_reset(parts().limiter, canonical)


async def limit_resending(user_id: int) -> None:
    """Count a link that is sent once more."""
    await limit_reset(parts().limiter, f"user:{user_id}")
