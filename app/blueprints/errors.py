"""Errors are rendered here and nowhere else: JSON for the API, a page with the trace id for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
import structlog
from quart import Quart, Response, g, redirect, request
from quart_schema import RequestSchemaValidationError
from werkzeug.exceptions import HTTPException

from app.blueprints.current import hold_answer, wants_fragment, wants_json
from app.blueprints.renamed import renamed_address
from app.blueprints.render import page
from app.blueprints.returning import came_from
from app.errors import NotFound, NotSignedIn, SkeinError
from app.observe.errors import report
from app.observe.metrics import ERRORS, NO_ROUTE
from app.present.pages import ErrorPage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

log = structlog.get_logger()

_CODES = {
    400: "invalid",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "timeout",
    413: "too_large",
    415: "unsupported_type",
}
_TITLES = {
    400: "That can't be used as it is",
    403: "You can't do that",
    404: "This page isn't here",
    405: "That doesn't work here",
    413: "That is too large",
    415: "That type isn't supported",
    429: "That was a lot at once",
    503: "We're catching our breath",
}


def register(app: Quart) -> None:
    """Answer every error of the app."""
    app.register_error_handler(SkeinError, _skein_error)
    app.register_error_handler(RequestSchemaValidationError, _schema_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


async def _skein_error(error: SkeinError) -> Response | WerkzeugResponse:
    if isinstance(error, NotSignedIn) and not wants_json() and not wants_fragment():
        target = request.full_path.rstrip("?") if request.method == "GET" else came_from("")
        return redirect("/auth/sign-in" + (f"?{urlencode({'next': target})}" if target else ""), 303)
    if isinstance(error, NotFound) and (today := await renamed_address()) is not None:
        return redirect(today, 308)
    return await answer(
        error.status,
        error.code,
        error.message,
        fields=getattr(error, "fields", None),
        retry_after=error.retry_after,
        challenge=getattr(error, "challenge", None),
    )


async def _schema_error(error: RequestSchemaValidationError) -> Response:
    cause = error.validation_error
    fields: dict[str, str] = {}
    for line in cause.errors() if hasattr(cause, "errors") else []:
        # A field is named as the form names it; what is inside it goes into the sentence.
        name, *inside = [str(part) for part in line["loc"]] or ["body"]
        said = str(line["msg"]).removeprefix("Value error, ")
        fields.setdefault(name, f"{'.'.join(inside)}: {said}" if inside else said)
    return await answer(400, "invalid", "Some of this can't be used as it is.", fields=fields)


async def _http_error(error: HTTPException) -> Response | WerkzeugResponse:
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response()
    message = NotFound.message if status == 404 else (error.description or error.name)
    response = await answer(status, _CODES.get(status, "error"), message)
    if status == 405 and error.response is None:
        allowed = getattr(error, "valid_methods", None)
        if allowed:
            response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


async def _unexpected(error: Exception) -> Response:
    ERRORS.inc()
    log.error("unexpected error", path=request.path, exc_info=error)
    rule = request.url_rule
    route = NO_ROUTE if rule is None else rule.rule
    report(error, trace_id=g.get("trace_id"), route=route, method=request.method)
    return await answer(500, SkeinError.code, SkeinError.message)


async def answer(
    status: int,
    code: str,
    message: str,
    *,
    fields: dict[str, str] | None = None,
    retry_after: int | None = None,
    challenge: str | None = None,
) -> Response:
    """The one shape of an error, as JSON or as a page.

    What is not found is answered at a fixed moment: how long it took to find nothing would tell what is only hidden.
    """
    trace_id = g.get("trace_id", "")
    if wants_json() or wants_fragment():
        body: dict[str, Any] = {"error": code, "message": message, "trace_id": trace_id, "fields": fields or {}}
        if challenge is not None:
            body["challenge"] = challenge
        response = Response(orjson.dumps(body), status=status, content_type="application/json")
    else:
        title = _TITLES.get(status, "A thread came loose")
        sentence = message.removeprefix(f"{title}.").strip()
        response = page(
            "errors/error.html",
            ErrorPage(status, title, sentence, trace_id, request.full_path.rstrip("?")),
            status=status,
        )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    if status == NotFound.status:
        await hold_answer()
    return response
