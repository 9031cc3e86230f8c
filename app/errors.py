"""Errors that a person or a program is told about; `app/blueprints/errors.py` renders them in one place."""

from __future__ import annotations


class SkeinError(Exception):
    """Base of the errors with an answer: `status` and `code` are its HTTP status and JSON `error`."""

    status = 500
    code = "internal_error"
    message = "That's on us, not you. Try again in a moment."

    def __init__(self, message: str | None = None, *, retry_after: int | None = None) -> None:
        self.message = message or self.message
        self.retry_after = retry_after
        super().__init__(self.message)


class Invalid(SkeinError):
    """Input that cannot be accepted. `fields` maps a field's API name to a sentence about it."""

    status = 400
    code = "invalid"
    message = "Some of this can't be used as it is."

    def __init__(self, message: str | None = None, **fields: str) -> None:
        self.fields = fields
        super().__init__(message or next(iter(fields.values()), None))


class NotSignedIn(SkeinError):
    """The act needs an account."""

    status = 401
    code = "not_signed_in"
    message = "Sign in to do that."


class WrongCredentials(SkeinError):
    """Sign-in failed; one text whatever was wrong, so that nobody can probe for accounts."""

    status = 401
    code = "wrong_credentials"
    message = "That name and password don't match."


class HalfSignedIn(SkeinError):
    """The password was right; `challenge` goes on from there."""

    def __init__(self, challenge: str) -> None:
        super().__init__()
        self.challenge = challenge


class SecondFactorRequired(HalfSignedIn):
    """A code is asked for."""

    status = 401
    code = "second_factor_required"
    message = "Enter the code from your app, or one of your recovery codes."


class AccountDeleted(HalfSignedIn):
    """The account is hidden and will be erased; the challenge restores it."""

    status = 403
    code = "account_deleted"
    message = "This account is being deleted. You can still have it back."


class WrongCode(SkeinError):
    """The code of the second factor does not fit."""

    status = 401
    code = "wrong_code"
    message = "That code doesn't fit."


class ChallengeOver(SkeinError):
    """A half-done sign-in that cannot be gone on with."""

    status = 401
    code = "challenge_over"
    message = "That took too long, or too many codes were wrong. Sign in again."


class Forbidden(SkeinError):
    """Known, visible, but not allowed."""

    status = 403
    code = "forbidden"
    message = "You can't do that."


class Suspended(Forbidden):
    """The right password, but of a suspended account. `fields` tells the reason and where to appeal."""

    code = "suspended"

    def __init__(self, reason: str, *, user_id: int, act_id: int) -> None:
        self.reason = reason
        self.user_id = user_id
        self.act_id = act_id
        self.fields = {"reason": reason}
        super().__init__(f"Your account is suspended. {reason}")


class NotFound(SkeinError):
    """Unknown, or not visible to this viewer: the two cannot be told apart."""

    status = 404
    code = "not_found"
    message = "This page isn't here. It may have been deleted, or the link is wrong."


class Conflict(SkeinError):
    """Clashes with what is stored: a taken name, a reused idempotency key."""

    status = 409
    code = "conflict"
    message = "That clashes with something that is already there."

    def __init__(self, message: str | None = None, **fields: str) -> None:
        self.fields = fields
        super().__init__(message or next(iter(fields.values()), None))


class TooLarge(SkeinError):
    """More bytes than the route accepts."""

    status = 413
    code = "too_large"
    message = "That is too large."


class WrongType(SkeinError):
    """A body or file of a type that the route does not take."""

    status = 415
    code = "unsupported_type"
    message = "That type isn't supported."


class TooMany(SkeinError):
    """A rate limit was reached; `retry_after` says when to come back."""

    status = 429
    code = "too_many_requests"
    message = "That was a lot at once. Wait a moment, then try again."


class Unavailable(SkeinError):
    """PostgreSQL is away: nothing can be answered."""

    status = 503
    code = "unavailable"
    message = "We're catching our breath. Try again in a moment."

    def __init__(self, message: str | None = None, *, retry_after: int = 5) -> None:
        super().__init__(message, retry_after=retry_after)
