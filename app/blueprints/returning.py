"""Where a form leads after it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quart import redirect, request

from app.security.redirects import safe_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse


async def return_to(default: str, *, notice: str = "", avoid: str | None = None) -> WerkzeugResponse:
    """303 to the form's `back`, to the page that the form was sent from, else to `default`.

    `notice` names the sentence to show there once.

    `avoid` is the path of a page that is gone now: whoever came from there, or from below it, gets `default`.
    """
    target = safe_next((await request.form).get("back") or _sent_from(), default)
    parts = urlsplit(target)
    if avoid is not None and (parts.path == avoid or parts.path.startswith(f"{avoid}/")):
        target, parts = default, urlsplit(default)
    if notice:
        kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("notice=")]
        target = parts._replace(query="&".join([*kept, f"notice={notice}"])).geturl()
    return redirect(target, 303)


def _sent_from() -> str | None:
    """The page of this site whose form this is. Cards have no `back` of their own: one is drawn for all pages."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.host:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
