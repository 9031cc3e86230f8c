"""Who is behind a request: quart-auth's signed cookie, or a bearer token, and the session row they name."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from quart import Quart, current_app, g, has_request_context, has_websocket_context, request, websocket
from quart.sessions import SessionInterface
from quart_auth import Action, AuthUser, QuartAuth

from app.blueprints.current import LOCAL_HOSTS, host_name, parts
from app.blueprints.reading_ahead import read_session
from app.blueprints.unread import shows_unread, unread_count
from app.errors import Unavailable
from app.kept import Kept
from app.security.addresses import client_address
from app.security.tokens import hash_token
from app.store import sessions
from app.store.sessions import SessionKey, Viewer

if TYPE_CHECKING:
    from quart.sessions import SessionMixin
    from quart.wrappers import BaseRequestWebsocket

    from app.blueprints.current import Parts
    from app.settings import Settings

COOKIE_NAME = "skein_session"
TOUCH_AFTER = timedelta(minutes=10)
KEPT_COOKIES = 5_000
CHECK_COOKIE_AFTER = 60


class NoSession(SessionInterface):
    """Quart's own session, which is left out: everything that we keep about a session is a row of the database."""

    def __init__(self) -> None:
        self._none = self.null_session_class()

    async def open_session(self, app: Quart, request: BaseRequestWebsocket) -> SessionMixin:  # noqa: ARG002
        """The same nothing for everybody; writing into it is an error."""
        return self._none

    async def save_session(self, app: Quart, session: SessionMixin, response: object) -> None:
        """There is nothing to save."""


class SessionAuth(QuartAuth):
    """quart-auth, whose cookie is Secure outside localhost. `auth_id` is the session's token."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Cookies whose signature was right a moment ago. Whether the session is alive is asked each time.
        self._checked: Kept[tuple[str, float]] = Kept(KEPT_COOKIES)

    def load_token(self, token: str, app: Quart | None = None) -> str | None:
        """What a signed cookie holds; its signature is computed once a minute."""
        known = self._checked.peek(token)
        if known is not None and time.monotonic() < known[1]:
            return known[0]
        auth_id = super().load_token(token, app)
        if auth_id is not None:
            self._checked.put(token, (auth_id, time.monotonic() + CHECK_COOKIE_AFTER))
        return auth_id

    def load_user(self) -> AuthUser:
        """Whoever the cookie of this request names; read once."""
        # quart-auth looks `g` up five times for each call, and calls twice for each request.
        kept: Any = g._get_current_object()
        user: AuthUser | None = getattr(kept, self.attribute_name, None)
        if user is None:
            user = self.resolve_user()
            setattr(kept, self.attribute_name, user)
        return user

    @property
    def cookie_secure(self) -> bool | None:
        """Plain http is for this machine only."""
        return not has_request_context() or host_name(request.host) not in LOCAL_HOSTS

    @cookie_secure.setter
    def cookie_secure(self, _value: bool | None) -> None:
        """Decided per request."""


def make_auth(app: Quart, settings: Settings) -> SessionAuth:
    """Hang quart-auth into the app."""
    app.session_interface = NoSession()  # type: ignore[assignment]
    days = settings.session_max_days
    return SessionAuth(app, cookie_name=COOKIE_NAME, duration=days * 86_400)


async def load_viewer() -> Viewer | None:
    """Set `g.viewer` and `g.auth_mode` (`bearer`, `cookie` or None) for a request or a WebSocket."""
    is_websocket = has_websocket_context()
    # The objects behind Quart's proxies: each use of a proxy looks them up again.
    proxy: Any = websocket if is_websocket else request
    connection: Any = proxy._get_current_object()
    kept: Any = g._get_current_object()
    shared = parts()
    header = connection.headers.get("Authorization", "")
    kept.viewer, kept.auth_mode = None, None
    if header[:7].lower() == "bearer ":
        token: str | None = header[7:].strip()
        kept.auth_mode = "bearer"
    else:
        token = shared.auth.load_user().auth_id
        if token is not None:
            kept.auth_mode = "cookie"
    if token:
        kept.viewer = await _viewer_of(shared, connection, token)
    return kept.viewer  # type: ignore[no-any-return]


async def _viewer_of(shared: Parts, connection: Any, token: str) -> Viewer | None:
    settings, pool = shared.settings, shared.database.pool
    key = SessionKey(
        hash_token(token), settings.session_idle_days, settings.session_max_days, with_unread=shows_unread(connection)
    )
    row = await read_session(shared, connection, key)
    if row is None:
        return None
    g.written_lsn = row.written_lsn
    if row.written_lsn is None and shared.replica is not None:
        # A new session: what made it is older than now.
        current_app.add_background_task(note_write, row.session_id)
    if datetime.now(UTC) - row.last_used_at > TOUCH_AFTER:
        current_app.add_background_task(_touch, row.session_id, client_address(connection, settings))
    return row.viewer(await unread_count(pool, row) if row.unread_rows else 0)


async def note_write(session_id: int) -> None:
    """After a write of this session: only a replica that has it serves the session's next reads."""
    shared = parts()
    if shared.replica is not None:
        with suppress(Unavailable):
            await sessions.update_written(shared.database.pool, session_id=session_id)


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
