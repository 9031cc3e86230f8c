"""Feeds that are read together with the session of who asks, which spares the most frequent requests a round trip.

Whose session a token names does not change, so a process that has seen the token can ask for that person's feed in the
statement that says whether the session is still alive. Where it is over, or the token is new here, nothing was lost but
the reading; the route then reads for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import g

from app.blueprints.feed_parts import PAGE_SIZE, for_you
from app.errors import Invalid
from app.feeds import following
from app.feeds.following import Ahead as FollowingAhead
from app.feeds.following import Wanted as FollowingWanted
from app.feeds.for_you import Ahead as ForYouAhead
from app.feeds.for_you import Wanted as ForYouWanted
from app.kept import Kept
from app.store import sessions
from app.store.paging import DEFAULT_PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from quart.wrappers import BaseRequestWebsocket

    from app.blueprints.current import Parts
    from app.store.sessions import SessionKey, SessionRow

KEPT_TOKENS = 5_000
# Ids of people under the hashes of their tokens.
_owners: Kept[int] = Kept(KEPT_TOKENS)

FOLLOWING, FOLLOWING_API = "feeds.show_following", "api_timeline.show_timeline"
FOR_YOU, FOR_YOU_API = "feeds.show_for_you", "api_feeds.show_for_you"
_API = {FOLLOWING_API, FOR_YOU_API}
_FEEDS = {FOLLOWING, FOR_YOU} | _API


async def read_session(
    shared: Parts, connection: BaseRequestWebsocket, kept: Any, key: SessionKey
) -> SessionRow | None:
    """The session that this request comes by, and into its `g` (`kept`) what the route is going to read."""
    owner_id = _owners.peek(key.token_hash)
    ahead = None
    # A replica reads the feed, and only the primary knows sessions.
    if owner_id is not None and shared.replica is None and connection.endpoint in _FEEDS:
        ahead = await _ahead(shared, connection, key, owner_id)
    if ahead is not None:
        kept.ahead = ahead
        return ahead.read.session
    row = await sessions.select_viewer(shared.database.pool, key=key)
    if row is not None:
        _owners.put(key.token_hash, row.id)
    return row


def following_ahead() -> FollowingAhead | None:
    """The page of Following that was read with the session of this request."""
    ahead = g.get("ahead")
    return ahead if isinstance(ahead, FollowingAhead) else None


def for_you_ahead() -> ForYouAhead | None:
    """The same of For you."""
    ahead = g.get("ahead")
    return ahead if isinstance(ahead, ForYouAhead) else None


async def _ahead(
    shared: Parts, connection: BaseRequestWebsocket, key: SessionKey, owner_id: int
) -> FollowingAhead | ForYouAhead | None:
    arguments: Mapping[str, str] = connection.args if connection.query_string else {}
    is_api = connection.endpoint in _API
    size = arguments.get("limit", str(DEFAULT_PAGE_SIZE)) if is_api else str(PAGE_SIZE)
    if not size.isascii() or not size.isdigit() or len(size) > 2:
        return None
    cursor, pool = arguments.get("cursor") or None, shared.database.pool
    if connection.endpoint in {FOR_YOU, FOR_YOU_API}:
        if cursor is not None or size == "0":
            return None
        return await for_you().read_ahead(pool, ForYouWanted(owner_id, int(size), is_api), key)
    try:
        wanted = FollowingWanted.of(owner_id, cursor=cursor, page_size=int(size), with_follows=is_api)
    except Invalid:
        # The route says so, to whoever is signed in.
        return None
    return await following.read_ahead(pool, wanted, key)
