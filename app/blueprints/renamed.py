"""Links to a username that somebody had before lead to the one of today."""

from __future__ import annotations

import re

from quart import request

from app.blueprints.current import database, viewer_id
from app.security.usernames import username_key
from app.store import usernames

_WITH_NAME = re.compile(r"(?P<start>/@|/api/users/by-name/@?)(?P<name>[^/]+)(?P<rest>.*)")


async def renamed_address() -> str | None:
    """Where the address that was not found leads today; None: nowhere."""
    match = _WITH_NAME.fullmatch(request.path)
    if match is None or request.method not in {"GET", "HEAD"}:
        return None
    name = username_key(match["name"])
    if name is None:
        return None
    current = await usernames.select_current(database().pool, viewer_id=viewer_id(), username=name)
    if current is None:
        return None
    query = request.query_string.decode("ascii", "ignore")
    return f"{match['start']}{current}{match['rest']}" + (f"?{query}" if query else "")
