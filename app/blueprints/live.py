"""`/live`: the WebSocket of a page; its messages carry HTML."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from quart import Blueprint, Response, g, websocket
from quart.asgi import ASGIWebsocketConnection

from app.blueprints.auth_session import load_viewer, note_write
from app.blueprints.current import base_url, parts
from app.errors import Forbidden, NotSignedIn, SkeinError

if TYPE_CHECKING:
    from hypercorn.typing import WebsocketScope
    from quart import Quart
    from quart.blueprints import BlueprintSetupState

    from app.live.sockets import Connection
    from app.store.sessions import Viewer

WAITING_MESSAGES = 16

blueprint = Blueprint("live", __name__)


class BoundedConnection(ASGIWebsocketConnection):
    """A connection that stops reading while the client's earlier messages wait to be answered."""

    def __init__(self, app: Quart, scope: WebsocketScope) -> None:
        super().__init__(app, scope)
        self.queue = asyncio.Queue(WAITING_MESSAGES)


@blueprint.record_once
def bound_connections(state: BlueprintSetupState) -> None:
    """Every socket of the app is bounded."""
    state.app.asgi_websocket_class = BoundedConnection  # type: ignore[attr-defined]


@blueprint.websocket("/live")
async def page_socket() -> Response | None:
    """Serve a page's socket: same origin only, with the session cookie."""
    try:
        require_same_origin()
        viewer = await require_socket_viewer()
        if g.auth_mode != "cookie":
            raise NotSignedIn
    except SkeinError as error:
        return refusal(error)
    await serve_socket(viewer, is_html=True)
    return None


async def serve_socket(viewer: Viewer, *, is_html: bool) -> None:
    """Accept the socket and keep it until it ends."""
    connection = websocket._get_current_object()  # type: ignore[attr-defined]
    await connection.accept()
    # What is read after the greeting holds all that happened before it.
    await note_write(viewer.session_id)
    await parts().hub.serve(
        cast("Connection", connection),
        viewer_id=viewer.id,
        session_id=viewer.session_id,
        is_html=is_html,
        base_url=base_url(),
    )


async def require_socket_viewer() -> Viewer:
    """The signed-in person who opens a socket.

    Raises:
        NotSignedIn: nobody is.
        Unavailable: PostgreSQL is away.
    """
    viewer = await load_viewer()
    if viewer is None:
        raise NotSignedIn
    return viewer


def require_same_origin() -> None:
    """A browser sends the cookie along from any site; only our own pages may use it.

    Raises:
        Forbidden: another site, or no word of where the call comes from.
    """
    if urlsplit(websocket.headers.get("Origin", "")).netloc != websocket.host:
        raise Forbidden("This came from another site, so it was not done.")


def refusal(error: SkeinError) -> Response:
    """The answer instead of a socket; errors of sockets have no other place where they are rendered."""
    return Response(
        error.message,
        status=error.status,
        content_type="text/plain; charset=utf-8",
        headers={"X-Trace-Id": secrets.token_hex(8)},
    )
