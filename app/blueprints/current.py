"""What a route reaches for: the parts of the process and the person of the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from quart import current_app, g, has_request_context, has_websocket_context, request, websocket

from app.errors import NotSignedIn
from app.security.steady_time import STEP_SECONDS

if TYPE_CHECKING:
    from app.blueprints.auth_session import SessionAuth
    from app.blueprints.static_files import StaticFiles
    from app.db import Database, Executor
    from app.feeds.model_source import ModelSource
    from app.live.hub import Hub
    from app.media.decoder import Decoder
    from app.observe.site import SiteWatch
    from app.redis_client import AnyRedis
    from app.replica import Replica
    from app.security.rate_limits import RateLimiter
    from app.security.steady_time import SteadyTime
    from app.settings import Settings
    from app.storage.files import Storage
    from app.store.sessions import Viewer

EXTENSION = "skein"
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one web process, joined by `create_app`."""

    settings: Settings
    database: Database
    # None without DATABASE_REPLICA_URL.
    replica: Replica | None
    redis: AnyRedis
    limiter: RateLimiter
    steady_time: SteadyTime
    hub: Hub
    models: ModelSource
    static_files: StaticFiles
    auth: SessionAuth
    storage: Storage
    decoder: Decoder
    site: SiteWatch


# What a proxy adds: behind one, a peer on this machine is no sign of who asks.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


def host_name(host: str) -> str:
    """`host` without its port."""
    return host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdigit() else host


def parts() -> Parts:
    """The parts of this process."""
    return cast("Parts", current_app.extensions[EXTENSION])


def database() -> Database:
    """Its pool for reads (`database().pool`), `transaction()` for actions."""
    return parts().database


def reader() -> Executor:
    """Where lists are read: the replica, once it has all that this session wrote; the primary until then."""
    shared = parts()
    return shared.database.pool if shared.replica is None else shared.replica.reader(g.get("written_lsn", 0))


def viewer() -> Viewer | None:
    """The signed-in person; None when signed out."""
    return cast("Viewer | None", g.get("viewer"))


def viewer_id() -> int | None:
    """The signed-in person's id; None when signed out."""
    person = viewer()
    return None if person is None else person.id


def require_viewer() -> Viewer:
    """The signed-in person.

    Raises:
        NotSignedIn: nobody is; pages answer 303 to sign-in, the API 401.
    """
    person = viewer()
    if person is None:
        raise NotSignedIn
    return person


def base_url() -> str:
    """Scheme and host for absolute links: the setting, else those of the request, or of a WebSocket's handshake."""
    address = parts().settings.base_url.rstrip("/")
    if address:
        return address
    if has_websocket_context():
        return f"{'https' if websocket.scheme == 'wss' else 'http'}://{websocket.host}"
    return f"{request.scheme}://{request.host}"


def mail_site() -> str:
    """Scheme and host for links in mail, which may sign people in.

    That is the setting; without it the request's host, but only where that is this machine's own name. Whoever
    sends another Host header gets no link to a place of theirs into somebody's mail.
    """
    settings = parts().settings
    if settings.base_url:
        return settings.base_url.rstrip("/")
    if host_name(request.host) in LOCAL_HOSTS:
        return f"{request.scheme}://{request.host}"
    return f"http://localhost:{settings.port}"


def trace_id() -> str | None:
    """The id of the request under way, for log lines; None outside of one."""
    return cast("str | None", g.get("trace_id")) if has_request_context() or has_websocket_context() else None


async def hold_answer(step: float = STEP_SECONDS) -> None:
    """Wait for the moment at which this request is answered, however long its work took.

    It counts from when all had arrived that the route has read: a sender who is slow on purpose moves the moment along.
    """
    await parts().steady_time.hold(max(g.started_at, request.body.arrived_at), step)  # type: ignore[attr-defined]


def is_asked_here() -> bool:
    """Whether somebody on this machine asks it directly: no proxy in between, and no site of other people's."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    names = {host_name(request.host), request.remote_addr or ""}
    if address := parts().settings.base_url:
        names.add(host_name(address.partition("://")[2].partition("/")[0]))
    return names <= LOCAL_HOSTS


def wants_json() -> bool:
    """Whether the answer to an error has to be JSON."""
    return request.path.startswith("/api/") or request.path == "/api"


def wants_fragment() -> bool:
    """Whether the page's script asks for a fragment instead of a whole page (`X-Fragment: 1`)."""
    return request.headers.get("X-Fragment") == "1"
