"""The key by which a suspended person, who cannot sign in, reaches the notice of it."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.blueprints.current import base_url, parts
from app.errors import NotFound

_DAYS_90 = 90 * 86_400


def appeal_url(user_id: int, act_id: int) -> str:
    """The address of the page with the reason and the appeal; told to whoever knew the password."""
    return f"{base_url()}/appeals/{_serializer().dumps([user_id, act_id])}"


def read_appeal_key(key: str) -> tuple[int, int]:
    """User and act.

    Raises:
        NotFound: not a key of ours, or too old.
    """
    try:
        user_id, act_id = _serializer().loads(key, max_age=_DAYS_90)
    except (BadSignature, ValueError, TypeError):
        raise NotFound from None
    return user_id, act_id


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(parts().settings.secret_key, salt="skein appeal")
