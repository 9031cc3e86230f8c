"""Rate limits (SPEC, Decided 16): what is limited, and how a call is refused.

The general limit counts in the process and takes its share from Redis in leases, so that most calls cost no
round trip. The others are exact.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from limits import RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute

from app.errors import TooMany
from app.security.addresses import Incoming, client_address, limited_address
from app.security.leases import Leases
from app.security.limit_storage import LimitStorage

if TYPE_CHECKING:
    from limits import RateLimitItem

    from app.settings import Settings

CALLS_PER_PERSON = RateLimitItemPerMinute(1500, 5, namespace="calls-person")
CALLS_PER_ADDRESS = RateLimitItemPerMinute(300, 5, namespace="calls-address")
# A page shows dozens of pictures, which browsers keep: they have a count of their own, signed in or not, because
# public ones are given without asking who it is. Many people may share an address.
MEDIA_PER_ADDRESS = RateLimitItemPerMinute(15_000, 5, namespace="media-address")
SIGN_INS_PER_ADDRESS = RateLimitItemPerMinute(25, 5, namespace="sign-in")
FAILED_SIGN_INS = RateLimitItemPerHour(25, 1, namespace="failed-sign-in")
FAILED_CODES = RateLimitItemPerHour(20, 1, namespace="failed-code")
SIGN_UPS_PER_ADDRESS = RateLimitItemPerHour(10, 1, namespace="sign-up")
PASSWORD_CHECKS = RateLimitItemPerHour(25, 1, namespace="password-check")
RESETS_PER_EMAIL = RateLimitItemPerMinute(5, 30, namespace="reset")
USERNAME_CHANGES = RateLimitItemPerDay(5, 1, namespace="username")
EXPORTS_PER_PERSON = RateLimitItemPerDay(10, 1, namespace="export")
POSTS_PER_PERSON = RateLimitItemPerHour(300, 3, namespace="post")
UPLOADS_PER_PERSON = RateLimitItemPerMinute(200, 30, namespace="upload")


class Call(Incoming, Protocol):
    """What is needed of a request."""

    @property
    def path(self) -> str:
        """The path of its address."""


class Person(Protocol):
    """Whose calls are counted."""

    @property
    def id(self) -> int:
        """The person's id."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands to the general limit."""

    limit: int
    remaining: int
    resets_at: float
    is_over: bool

    @property
    def headers(self) -> dict[str, str]:
        """X-RateLimit-…; Reset is the Unix time at which the counting starts anew."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(math.ceil(self.resets_at)),
        }

    def refuse_if_over(self) -> None:
        """Refuse the call.

        Raises:
            TooMany: the limit is reached.
        """
        if self.is_over:
            raise TooMany(retry_after=seconds_until(self.resets_at))


class RateLimiter:
    """The limits of a process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.storage = LimitStorage(settings.redis_url, settings.redis_timeout_seconds)
        self.leases = Leases(self.storage)

    async def close(self) -> None:
        """Close the connections to Redis."""
        await self.storage.close()

    def per_address(self, item: RateLimitItem) -> RateLimitItem:
        """A limit per address, times the setting's factor."""
        return type(item)(item.amount * self.settings.address_rate_factor, item.multiples, item.namespace)


async def limit_request(limiter: RateLimiter, request: Call, viewer: Person | None) -> Standing:
    """Count one call of a person or, signed out, of an address; whoever calls raises when it is over."""
    is_media = request.path.startswith("/media/")
    item: RateLimitItem = CALLS_PER_PERSON
    if viewer is not None:
        key = str(viewer.id)
    else:
        item = limiter.per_address(MEDIA_PER_ADDRESS if is_media else CALLS_PER_ADDRESS)
        key = limited_address(client_address(request, limiter.settings))
    lease = await limiter.leases.take(item, key)
    return Standing(item.amount, lease.remaining, lease.resets_at, not lease.is_granted)


async def limit_sign_in(limiter: RateLimiter, address: str) -> None:
    """Count a sign-in of an address.

    Raises:
        TooMany: more than 25 in five minutes.
    """
    await _hit(limiter, limiter.per_address(SIGN_INS_PER_ADDRESS), limited_address(address))


async def limit_failed_sign_ins(limiter: RateLimiter, account: str, address: str, device: str | None) -> None:
    """Count an attempt for an account as failed, before it is known: `forget_failed_sign_ins` takes it back.

    A device that was signed in to the account before has a counter of its own: others at its address, who
    try passwords, cannot keep its owner out.

    Raises:
        TooMany: more than 25 failed in an hour.
    """
    await _hit(limiter, FAILED_SIGN_INS, account, device or limited_address(address))


async def forget_failed_sign_ins(limiter: RateLimiter, account: str, address: str, device: str | None) -> None:
    """The right password: earlier failures from here were the owner's typing."""
    await limiter.storage.clear(FAILED_SIGN_INS, account, device or limited_address(address))


async def limit_failed_codes(limiter: RateLimiter, user_id: int, device: str | None) -> None:
    """Count a code of the second factor as failed, before it is known: `forget_failed_codes` takes it back.

    From wherever they come: a million codes are few for somebody with many addresses. A device that was signed
    in to the account before has a counter of its own.

    Raises:
        TooMany: more than 20 failed in an hour.
    """
    await _hit(limiter, FAILED_CODES, str(user_id), device or "others")


async def forget_failed_codes(limiter: RateLimiter, user_id: int, device: str | None) -> None:
    """The right code: the earlier ones were the owner's typing."""
    await limiter.storage.clear(FAILED_CODES, str(user_id), device or "others")


async def limit_sign_up(limiter: RateLimiter, address: str) -> None:
    """Count a sign-up of an address.

    Raises:
        TooMany: more than 10 in an hour.
    """
    await _hit(limiter, limiter.per_address(SIGN_UPS_PER_ADDRESS), limited_address(address))


async def limit_password_check(limiter: RateLimiter, user_id: int) -> None:
    """Count a time that a signed-in person gives the password again.

    Raises:
        TooMany: more than 25 in an hour.
    """
    await _hit(limiter, PASSWORD_CHECKS, str(user_id))


async def limit_reset(limiter: RateLimiter, email_canonical: str) -> None:
    """Count a wish for a new password.

    Raises:
        TooMany: more than 5 in half an hour for an address of mail.
    """
    await _hit(limiter, RESETS_PER_EMAIL, email_canonical)


async def limit_username_change(limiter: RateLimiter, user_id: int) -> None:
    """Count a change of username.

    Raises:
        TooMany: more than 5 in a day.
    """
    await _hit(limiter, USERNAME_CHANGES, str(user_id))


async def limit_export(limiter: RateLimiter, user_id: int) -> None:
    """Count a copy of one's data, or an archive that is brought in.

    Raises:
        TooMany: more than 10 in a day.
    """
    await _hit(limiter, EXPORTS_PER_PERSON, str(user_id))


async def limit_posting(limiter: RateLimiter, user_id: int) -> None:
    """Count a post of a person.

    Raises:
        TooMany: more than 300 in three hours.
    """
    await _hit(limiter, POSTS_PER_PERSON, str(user_id))


async def limit_upload(limiter: RateLimiter, user_id: int) -> None:
    """Count an upload of a person.

    Raises:
        TooMany: more than 200 in half an hour.
    """
    await _hit(limiter, UPLOADS_PER_PERSON, str(user_id))


def seconds_until(moment: float) -> int:
    """Whole seconds from now, at least one."""
    return max(1, math.ceil(moment - time.time()))


async def _hit(limiter: RateLimiter, item: RateLimitItem, *key: str) -> None:
    if not await limiter.storage.hit_exactly(item, *key):
        raise TooMany(retry_after=seconds_until(await limiter.storage.exact_reset(item, *key)))
