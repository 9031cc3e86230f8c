"""Links in mails that do one thing without signing in: the purpose and the person, signed."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

STOP_DIGEST = "stop-digest"


def sign_link(secret_key: str, *, purpose: str, user_id: int) -> str:
    """A token for an address. It does not end: an old mail's way out has to work."""
    return str(URLSafeSerializer(secret_key, salt=purpose).dumps(str(user_id)))


def read_link(secret_key: str, token: str, *, purpose: str) -> int | None:
    """Whose link it is; None when it was not made by us for this."""
    try:
        return int(URLSafeSerializer(secret_key, salt=purpose).loads(token))
    except (BadSignature, ValueError, TypeError):
        return None
