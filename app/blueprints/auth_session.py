"""Who is behind a request: quart-auth's signed cookie, or a bearer token, and the session row they name."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from quart import Quart, current_app, g, has_request_context, has_websocket_context, request, websocket
from quart_auth import Action, AuthUser, QuartAuth

from app.blueprints.current import LOCAL_HOSTS, host_name, parts
from app.errors import Unavailable
from app.security.addresses import client_address
from app.security.tokens import hash_token
from app.store import sessions

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.sessions import Viewer

COOKIE_NAME = "skein_session"
TOUCH_AFTER = timedelta(minutes=10)


class SessionAuth(QuartAuth):
    """quart-auth, whose cookie is Secure outside localhost. `auth_id` is the session's token."""

    @property
    def cookie_secure(self) -> bool | None:
        """Plain http is for this machine only."""
        return not has_request_context() or host_name(request.host) not in LOCAL_HOSTS

    @cookie_secure.setter
    def cookie_secure(self, _value: bool | None) -> None:
        """Decided per request."""


def make_auth(app: Quart, settings: Settings) -> SessionAuth:
    """Hang quart-auth into the app."""
    days = settings.session_max_days
    return SessionAuth(app, cookie_name=COOKIE_NAME, duration=days * 86_400)


async def load_viewer() -> Viewer | None:
    """Set `g.viewer` and `g.auth_mode` (`bearer`, `cookie` or None) for a request or a WebSocket."""
    connection: Any = websocket if has_websocket_context() else request
    header = connection.headers.get("Authorization", "")
    g.viewer, g.auth_mode = None, None
    if header[:7].lower() == "bearer ":
        token: str | None = header[7:].strip()
        g.auth_mode = "bearer"
    else:
        token = parts().auth.load_user().auth_id
        if token is not None:
            g.auth_mode = "cookie"
    if token:
        settings = parts().settings
        g.viewer = await sessions.select_viewer(
            parts().database.pool,
            token_hash=hash_token(token),
            idle_days=settings.session_idle_days,
            max_days=settings.session_max_days,
        )
        if g.viewer is not None and datetime.now(UTC) - g.viewer.last_used_at > TOUCH_AFTER:
            current_app.add_background_task(_touch, g.viewer.session_id, client_address(connection, settings))
    return g.viewer  # type: ignore[no-any-return]


async def _touch(session_id: int, address: str) -> None:
    """Note that the session is in use; the request does not wait for it, and goes on when it fails."""
    with suppress(Unavailable):
        await sessions.touch_session(parts().database.pool, session_id=session_id, address=address)


def sign_in_browser(token: str) -> None:
    """Give this browser the session with this token."""
    parts().auth.login_user(AuthUser(token, Action.WRITE_PERMANENT))


def sign_out_browser() -> None:
    """Take the cookie away."""
    parts().auth.logout_user()
