"""What the sign-in of pages and of the API share: limits, and the cookie by which a browser is known again."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeTimedSerializer
from quart import Response, request

from app.actions import sessions as session_actions
from app.actions.challenges import answer_with_code, owner_of
from app.actions.passwords import request_reset
from app.actions.sessions import Device, Login, SignedIn
from app.blueprints.appeal_keys import appeal_url
from app.blueprints.current import LOCAL_HOSTS, database, hold_answer, host_name, mail_site, parts
from app.errors import HalfSignedIn, Suspended, WrongCredentials
from app.security.addresses import client_address
from app.security.emails import email_key
from app.security.rate_limits import (
    forget_failed_codes,
    forget_failed_sign_ins,
    limit_failed_codes,
    limit_failed_sign_ins,
    limit_reset,
    limit_sign_in,
    limit_sign_up,
)
from app.security.steady_time import password_step

if TYPE_CHECKING:
    from collections.abc import Iterator

DEVICE_COOKIE = "skein_device"
_YEAR = 31_536_000
_MAX_ACCOUNTS = 10
_MAX_KEY_CHARACTERS = 254


def this_device(kind: str) -> Device:
    """Where the request comes from."""
    return Device(kind, request.headers.get("User-Agent", ""), client_address(request, parts().settings))


@contextmanager
def telling_where_to_appeal() -> Iterator[None]:
    """Give a suspended person, who has just proved who they are, the address to appeal at."""
    try:
        yield
    except Suspended as error:
        error.fields["appeal_url"] = appeal_url(error.user_id, error.act_id)
        raise


async def limit_signing_up() -> None:
    """Count a sign-up of this address."""
    await limit_sign_up(parts().limiter, client_address(request, parts().settings))


async def limit_token() -> None:
    """Count a try of a token, as a sign-in of this address."""
    await limit_sign_in(parts().limiter, client_address(request, parts().settings))


async def ask_for_reset(email: str) -> None:
    """Have a link for a new password sent, if there is an account; in either case this ends at the same moment.

    Raises:
        TooMany: more than 5 in half an hour for this address of mail.
    """
    await limit_reset(parts().limiter, email_key(email) or email.strip().lower()[:_MAX_KEY_CHARACTERS])
    await request_reset(database(), email=email, site=mail_site())
    # The worker may be busy with what was asked before, which slows this down where there was an account.
    await hold_answer()


async def check_password_of(
    login: str, password: str, device: Device, replaced: tuple[int, int] | None = None
) -> SignedIn:
    """Sign in, within the limits.

    Raises:
        WrongCredentials: name and password don't match.
        HalfSignedIn: they do, but something else is asked for.
        TooMany: too many attempts of this address, or for this account.
        Suspended: the account is suspended; `fields` tells why and where to appeal.
    """
    limiter = parts().limiter
    await limit_sign_in(limiter, device.address)
    found = await session_actions.find_login(database(), login)
    account = _account_key(found)
    known = _known_device(found)
    await limit_failed_sign_ins(limiter, account, device.address, known)
    try:
        with telling_where_to_appeal():
            signed_in = await session_actions.sign_in(
                database(), login=found, password=password, device=device, replaced=replaced
            )
    except HalfSignedIn:  # the password was right
        await forget_failed_sign_ins(limiter, account, device.address, known)
        raise
    except WrongCredentials:
        # Looking up a name that exists takes longer.
        await hold_answer(password_step(parts().settings.password_memory_kib))
        raise
    await forget_failed_sign_ins(limiter, account, device.address, known)
    return signed_in


async def check_code_of(challenge: str, code: str, device: Device, replaced: tuple[int, int] | None = None) -> SignedIn:
    """Take the second step of a sign-in, within the limits.

    Raises:
        WrongCode, ChallengeOver, AccountDeleted: as the action says.
        TooMany: too many attempts of this address, or for this account.
    """
    limiter = parts().limiter
    await limit_sign_in(limiter, device.address)
    user_id = await owner_of(database(), challenge, "second_factor")
    device_id, user_ids = _read_cookie()
    known = device_id if user_id in user_ids else None
    await limit_failed_codes(limiter, user_id, known)
    with telling_where_to_appeal():
        signed_in = await answer_with_code(
            database(),
            challenge=challenge,
            code=code,
            device=device,
            secret_key=parts().settings.secret_key,
            replaced=replaced,
        )
    await forget_failed_codes(limiter, user_id, known)
    return signed_in


def remember_device(response: Response, user_id: int) -> None:
    """Let this browser be known again as one that was signed in to this account."""
    device_id, user_ids = _read_cookie()
    user_ids = [user_id, *(other for other in user_ids if other != user_id)][:_MAX_ACCOUNTS]
    response.set_cookie(
        DEVICE_COOKIE,
        _serializer().dumps([device_id or secrets.token_hex(8), user_ids]),
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=host_name(request.host) not in LOCAL_HOSTS,
    )


def _account_key(login: Login) -> str:
    # Username and address of one account share a counter; an unknown name counts for itself.
    return f"name:{login.key}" if login.credentials is None else f"user:{login.credentials.id}"


def _known_device(login: Login) -> str | None:
    device_id, user_ids = _read_cookie()
    return device_id if login.credentials is not None and login.credentials.id in user_ids else None


def _read_cookie() -> tuple[str | None, list[int]]:
    try:
        device_id, user_ids = _serializer().loads(request.cookies.get(DEVICE_COOKIE, ""), max_age=_YEAR)
    except (BadSignature, ValueError, TypeError):
        return None, []
    return device_id, user_ids


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(parts().settings.secret_key, salt="skein device")
