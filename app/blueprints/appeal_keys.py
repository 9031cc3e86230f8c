"""Keys of appeals, with the secret of this app."""

from __future__ import annotations

from app.blueprints.current import base_url, parts
from app.errors import NotFound
from app.security import appeal_keys


def appeal_url(user_id: int, act_id: int) -> str:
    """The address of the page with the reason and the appeal; told to whoever knew the password."""
    key = appeal_keys.appeal_key(parts().settings.secret_key, user_id=user_id, act_id=act_id)
    return f"{base_url()}/appeals/{key}"


def read_appeal_key(key: str) -> tuple[int, int]:
    """User and act.

    Raises:
        NotFound: not a key of ours, or too old.
    """
    found = appeal_keys.read_appeal_key(parts().settings.secret_key, key)
    if found is None:
        raise NotFound
    return found
