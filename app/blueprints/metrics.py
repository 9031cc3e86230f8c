"""`/metrics`: figures for Prometheus (docs/operations.md)."""

from __future__ import annotations

import asyncio
import hmac

from quart import Blueprint, Response, request

from app.blueprints.current import is_asked_here, parts
from app.observe.exposition import render

blueprint = Blueprint("metrics", __name__)

NOT_FROM_HERE = "Without METRICS_TOKEN, figures are shown to this machine only, and on no public site.\n"
WHAT_TO_SEND = "Send METRICS_TOKEN as a bearer token.\n"


@blueprint.get("/metrics")
async def show_metrics() -> Response:
    """The figures of all web processes of this machine, and of the site."""
    if (refused := refusal()) is not None:
        return refused
    figures = await parts().site.figures()
    # Reading the files of a busy site takes some milliseconds, which requests should not wait for.
    text, content_type = await asyncio.to_thread(render, figures, request.headers.get("Accept", ""))
    return Response(text, content_type=content_type, headers={"Cache-Control": "no-store"})


def refusal() -> Response | None:
    """The answer to who may not read the figures: in plain text, as only programs ask."""
    expected = parts().settings.metrics_token
    if not expected:
        return None if is_asked_here() else _plain(NOT_FROM_HERE, 403)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), expected.encode()):
        return None
    response = _plain(WHAT_TO_SEND, 401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _plain(text: str, status: int) -> Response:
    return Response(text, status=status, content_type="text/plain; charset=utf-8")
