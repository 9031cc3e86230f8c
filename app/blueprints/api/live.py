"""`/api/live`: the same stream as JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, g, websocket

from app.blueprints.live import refusal, require_same_origin, require_socket_viewer, serve_socket
from app.errors import SkeinError

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("api_live", __name__, url_prefix="/api")


@blueprint.websocket("/live")
async def program_socket() -> Response | None:
    """Serve a program's socket: a bearer token, or the cookie, which other sites' pages cannot use.

    Browsers name the page's site whenever they open a socket: without it, this is a program.
    """
    try:
        viewer = await require_socket_viewer()
        if g.auth_mode == "cookie" and "Origin" in websocket.headers:
            require_same_origin()
    except SkeinError as error:
        return refusal(error)
    await serve_socket(viewer, is_html=False)
    return None
