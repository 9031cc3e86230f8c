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
        # Cookie headers whose signature was right a moment ago. Whether the session is alive is asked each time.
        self._checked: Kept[tuple[str, float]] = Kept(KEPT_COOKIES)

    def user_of(self, connection: BaseRequestWebsocket, kept: Any) -> AuthUser:
        """Whoever the cookie of a request or a WebSocket names; read once.

        The signature is computed once a minute: a browser sends the same header until its cookies change.

        Args:
            kept: its `g`.
        """
        user: AuthUser | None = getattr(kept, self.attribute_name, None)
        if user is None:
            header = connection.headers.get("Cookie", "")
            known = self._checked.peek(header)
            if known is not None and time.monotonic() < known[1]:
                user = AuthUser(known[0])
            else:
                user = self.resolve_user()
                if user.auth_id is not None:
                    self._checked.put(header, (user.auth_id, time.monotonic() + CHECK_COOKIE_AFTER))
            setattr(kept, self.attribute_name, user)
        return user

    def load_user(self) -> AuthUser:
        """The same for the request or WebSocket under way, as quart-auth asks after each."""
        return self.user_of(*_under_way())

    @property
    def cookie_secure(self) -> bool | None:
        """Plain http is for this machine only."""
        return not has_request_context() or host_name(request.host) not in LOCAL_HOSTS

    @cookie_secure.setter
    def cookie_secure(self, _value: bool | None) -> None:
        """Decided per request."""


def _under_way() -> tuple[BaseRequestWebsocket, Any]:
    proxy: Any = websocket if has_websocket_context() else request
    return proxy._get_current_object(), g._get_current_object()


def make_auth(app: Quart, settings: Settings) -> SessionAuth:
    """Hang quart-auth into the app."""
    app.session_interface = NoSession()  # type: ignore[assignment]
    days = settings.session_max_days
    return SessionAuth(app, cookie_name=COOKIE_NAME, duration=days * 86_400)


async def load_viewer() -> Viewer | None:
    """Set `g.viewer` and `g.auth_mode` for the request or WebSocket under way."""
    return await identify(parts(), *_under_way())


async def identify(shared: Parts, connection: BaseRequestWebsocket, kept: Any) -> Viewer | None:
    """Set `viewer` and `auth_mode` (`bearer`, `cookie` or None) in the `g` of a request or a WebSocket.

    Args:
        connection: the request or the WebSocket itself, and
        kept: its `g` itself: each use of Quart's proxies looks them up again.
    """
    header = connection.headers.get("Authorization", "")
    kept.viewer, kept.auth_mode = None, None
    if header[:7].lower() == "bearer ":
        token: str | None = header[7:].strip()
        kept.auth_mode = "bearer"
    else:
        token = shared.auth.user_of(connection, kept).auth_id
        if token is not None:
            kept.auth_mode = "cookie"
    if token:
        kept.viewer = await _viewer_of(shared, connection, kept, token)
    return kept.viewer  # type: ignore[no-any-return]


async def _viewer_of(shared: Parts, connection: BaseRequestWebsocket, kept: Any, token: str) -> Viewer | None:
    settings, pool = shared.settings, shared.database.pool
    key = SessionKey(
        hash_token(token), settings.session_idle_days, settings.session_max_days, with_unread=shows_unread(connection)
    )
    row = await read_session(shared, connection, kept, key)
    if row is None:
        return None
    kept.written_lsn = row.written_lsn
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
