"""Feeds that are read together with the session of who asks, which spares the most frequent requests a round trip.

Whose session a token names does not change, so a process that has seen the token can ask for that person's feed in the
statement that says whether the session is still alive. Where it is over, or the token is new here, nothing was lost but
the reading; the route then reads for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from quart import g

from app.blueprints.feed_parts import PAGE_SIZE
from app.errors import Invalid
from app.feeds.following import Wanted, read_ahead
from app.kept import Kept
from app.store import sessions
from app.store.paging import DEFAULT_PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quart.wrappers import BaseRequestWebsocket

    from app.blueprints.current import Parts
    from app.feeds.following import Ahead
    from app.store.sessions import SessionKey, SessionRow

KEPT_TOKENS = 5_000
# Ids of people under the hashes of their tokens.
_owners: Kept[int] = Kept(KEPT_TOKENS)

PAGE, API = "feeds.show_following", "api_timeline.show_timeline"


async def read_session(
    shared: Parts, connection: BaseRequestWebsocket, kept: Any, key: SessionKey
) -> SessionRow | None:
    """The session that this request comes by, and into its `g` (`kept`) what the route is going to read."""
    owner_id = _owners.peek(key.token_hash)
    ahead = None
    # A replica reads the feed, and only the primary knows sessions.
    if owner_id is not None and shared.replica is None:
        ahead = await _ahead(shared, connection, key, owner_id)
    if ahead is not None:
        kept.ahead = ahead
        return ahead.read.session
    row = await sessions.select_viewer(shared.database.pool, key=key)
    if row is not None:
        _owners.put(key.token_hash, row.id)
    return row


def taken_ahead() -> Ahead | None:
    """What was read with the session of this request."""
    return cast("Ahead | None", g.get("ahead"))


async def _ahead(shared: Parts, connection: BaseRequestWebsocket, key: SessionKey, owner_id: int) -> Ahead | None:
    endpoint = connection.endpoint
    if endpoint not in {PAGE, API}:
        return None
    arguments: Mapping[str, str] = connection.args if connection.query_string else {}
    is_api = endpoint == API
    size = arguments.get("limit", str(DEFAULT_PAGE_SIZE)) if is_api else str(PAGE_SIZE)
    if not size.isascii() or not size.isdigit() or len(size) > 2:
        return None
    try:
        cursor = arguments.get("cursor") or None
        wanted = Wanted.of(owner_id, cursor=cursor, page_size=int(size), with_follows=is_api)
    except Invalid:
        # The route says so, to whoever is signed in.
        return None
    return await read_ahead(shared.database.pool, wanted, key)
