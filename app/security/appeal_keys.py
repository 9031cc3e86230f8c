"""The key by which a suspended person, who cannot sign in, reaches the notice of it."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer

MAX_DAYS = 90


def appeal_key(secret_key: str, *, user_id: int, act_id: int) -> str:
    """A key for the address of the page with the reason and the appeal; for the person concerned alone."""
    return str(_serializer(secret_key).dumps([user_id, act_id]))


def read_appeal_key(secret_key: str, key: str) -> tuple[int, int] | None:
    """User and act; None when it is not a key of ours, or too old."""
    try:
        user_id, act_id = _serializer(secret_key).loads(key, max_age=MAX_DAYS * 86_400)
    except (BadSignature, ValueError, TypeError):
        return None
    return user_id, act_id


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="skein appeal")
