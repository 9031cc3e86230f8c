"""What happens around every request: trace id, viewer, same-origin check, rate limit, headers, log line."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from quart import Quart, Response, g, request

from app.blueprints.auth_session import identify, note_write
from app.blueprints.bodies import drain
from app.blueprints.current import parts
from app.errors import Forbidden, NotSignedIn
from app.observe.metrics import NO_ROUTE, count_request
from app.observe.trace_ids import trace_id_of
from app.security.addresses import is_trusted_peer
from app.security.rate_limits import limit_request

if TYPE_CHECKING:
    from quart.wrappers import Request

    from app.observe.tracing import Tracing
    from app.settings import Settings
    from app.store.sessions import Viewer

log = structlog.get_logger()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Routes that need neither viewer nor limits.
BARE_ENDPOINTS = {"static_file", "health.healthz", "health.readyz", "metrics.show_metrics"}
# A page shows dozens of pictures, nearly all of them public: who asks is looked up only for the others.
LATE_ENDPOINTS = {"media.show_media"}
# Writes of the API that people do signed out.
SIGNED_OUT_WRITES = ("/api/auth/", "/api/appeals/", "/api/me/email/verify")
# What a page of ours is compared with: the framework alone, without our hooks (setting `bench_routes`).
HELLO = "hello"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SECURITY_LINES = list(SECURITY_HEADERS.items())
_SECURITY_NAMES = frozenset(name.lower() for name in SECURITY_HEADERS)


def register(app: Quart) -> None:
    """Hang the hooks into the app."""
    app.before_request(before)
    app.after_request(after)


def trace(app: Quart, settings: Settings, tracing: Tracing) -> None:
    """Hang a span around every request into the app."""
    from app.observe.tracing import TracedApp, name_span

    async def name_after(response: Response) -> Response:
        rule = request.url_rule
        name_span(NO_ROUTE if rule is None else rule.rule, request.method, response.status_code)
        return response

    app.after_request(name_after)
    is_trusted = partial(is_trusted_peer, settings=settings)
    app.asgi_app = TracedApp(app.asgi_app, tracing, is_trusted)  # type: ignore[method-assign]


async def hello() -> str:
    """The least that the framework can answer."""
    return "hello"


async def before() -> None:
    """Set trace id and viewer; refuse cross-site writes and too many calls."""
    # The objects behind Quart's proxies: each use of a proxy looks them up again.
    incoming, kept = request_and_g()
    endpoint = incoming.endpoint
    if endpoint == HELLO:
        return
    kept.trace_id = trace_id_of(incoming.scope)
    kept.started_at = time.perf_counter()
    if endpoint in BARE_ENDPOINTS:
        return
    shared = parts()
    viewer = None if endpoint in LATE_ENDPOINTS else await identify(shared, incoming, kept)
    if incoming.method not in SAFE_METHODS:
        refuse_cross_site(incoming)
    standing = await limit_request(shared.limiter, incoming, viewer)
    kept.rate_limit_headers = standing.headers
    standing.refuse_if_over()
    refuse_unknown_writer(incoming, viewer)


def refuse_unknown_writer(incoming: Request, viewer: Viewer | None) -> None:
    """Ask who writes before what is written: a call whose session is over hears that, not what its body lacks.

    Raises:
        NotSignedIn: a write of the API that only signed-in people do.
    """
    if viewer is None and incoming.method not in SAFE_METHODS and incoming.endpoint is not None:
        path = incoming.path
        if path.startswith("/api/") and not path.startswith(SIGNED_OUT_WRITES):
            raise NotSignedIn


def request_and_g() -> tuple[Request, Any]:
    """The request under way and what is kept for it."""
    return request._get_current_object(), g._get_current_object()  # type: ignore[attr-defined]


def set_headers(response: Response, own: dict[str, str]) -> None:
    """Add ours, and those headers of SECURITY_HEADERS that the route has not set itself."""
    there = {name.lower() for name, _ in response.headers}
    lines = _SECURITY_LINES
    if not _SECURITY_NAMES.isdisjoint(there):
        lines = [line for line in lines if line[0].lower() not in there]
    # Into the list itself: its methods search each value for line breaks, and ours have none.
    response.headers._list += [*lines, *own.items()]


def refuse_cross_site(incoming: Request) -> None:
    """An unsafe call with the cookie has to come from our own pages; a bearer token is proof by itself.

    Raises:
        Forbidden: another site, or a cookie without a word of where the call comes from.
    """
    if g.get("auth_mode") == "bearer":
        return
    site = incoming.headers.get("Sec-Fetch-Site")
    origin = incoming.headers.get("Origin")
    if origin is not None:
        is_same = urlsplit(origin).netloc == incoming.host
    elif site is not None:
        is_same = site in {"same-origin", "none"}
    else:
        is_same = g.get("auth_mode") != "cookie"
    if not is_same:
        raise Forbidden("This came from another site, so it was not done.")


async def after(response: Response) -> Response:
    """Set the headers of every answer and write the log line."""
    incoming, kept = request_and_g()
    endpoint = incoming.endpoint
    if endpoint == HELLO:
        return response
    await drain(incoming.body)
    if incoming.method not in SAFE_METHODS and kept.get("viewer") is not None and response.status_code < 400:
        await note_write(kept.viewer.session_id)
    seconds = time.perf_counter() - kept.started_at
    rule = incoming.url_rule
    count_request(NO_ROUTE if rule is None else rule.rule, incoming.method, response.status_code, seconds)
    trace_id = kept.get("trace_id", "")
    set_headers(response, {"X-Trace-Id": trace_id, **kept.get("rate_limit_headers", {})})
    if endpoint not in BARE_ENDPOINTS and log.is_enabled_for(logging.INFO):
        viewer = kept.get("viewer")
        log.info(
            "request",
            trace_id=trace_id,
            method=incoming.method,
            route=NO_ROUTE if rule is None else rule.rule,
            path=incoming.path,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user_id=None if viewer is None else str(viewer.id),
        )
    return response
