"""Being told of notifications in a browser while no page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.security.push import Browser, check_browser
from app.store import push

if TYPE_CHECKING:
    from app.db import Database
    from app.store.sessions import Viewer


async def tell_browser(database: Database, *, viewer: Viewer, browser: Browser, allowed_networks: str) -> None:
    """Tell the browser of this session from now on; whoever was told there before no longer is.

    Raises:
        Invalid: not an address and keys of a browser.
    """
    check_browser(browser, allowed_networks)
    async with database.transaction() as db:
        await push.delete_endpoint(db, endpoint=browser.endpoint)
        await push.upsert_subscription(
            db,
            session_id=viewer.session_id,
            user_id=viewer.id,
            endpoint=browser.endpoint,
            p256dh=browser.p256dh,
            auth=browser.auth,
        )


async def tell_browser_nothing(database: Database, *, viewer: Viewer) -> None:
    """Tell the browser of this session nothing more; twice is once."""
    async with database.transaction() as db:
        await push.delete_of_session(db, session_id=viewer.session_id)
