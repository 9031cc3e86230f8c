"""How often somebody may change what an account hangs on, and who may post; pages and API share it."""

from __future__ import annotations

from app.actions.verification import own_email
from app.blueprints.current import database, parts
from app.errors import Forbidden
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


async def require_verified(user_id: int) -> None:
    """Where the setting says so, only people with a confirmed address post.

    Raises:
        Forbidden: theirs is not.
    """
    if parts().settings.verified_to_post and not (await own_email(database(), user_id=user_id)).is_verified:
        raise Forbidden("Confirm your e-mail address first. The link is in your mail, and in your account settings.")
