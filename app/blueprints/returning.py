"""Where a form leads after it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quart import redirect, request

from app.security.redirects import safe_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse


async def return_to(default: str, *, notice: str = "", avoid: str | None = None) -> WerkzeugResponse:
    """303 to the form's `back`, else to `default`; `notice` names the sentence to show there once.

    `avoid` is the path of a page that is gone now: whoever came from there, or from below it, gets `default`.
    """
    target = safe_next((await request.form).get("back"), default)
    parts = urlsplit(target)
    if avoid is not None and (parts.path == avoid or parts.path.startswith(f"{avoid}/")):
        target, parts = default, urlsplit(default)
    if notice:
        kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("notice=")]
        target = parts._replace(query="&".join([*kept, f"notice={notice}"])).geturl()
    return redirect(target, 303)


def came_from(default: str) -> str:
    """The page of this site whose form this is, else `default`: for acts on cards, which have no `back` of their own,
    because one card is drawn for all pages.
    """
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.host:
        return default
    return safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path, default)
