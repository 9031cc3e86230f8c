"""What the feed routes of pages and API share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from quart import current_app, request

from app.blueprints.current import parts, viewer_id, wants_fragment
from app.blueprints.render import feed_page, fragment, page
from app.feeds.for_you import ForYou
from app.present.pages import FeedPage

if TYPE_CHECKING:
    from quart import Response

    from app.present.pages import ProfilePage, SideColumn

EXTENSION = "skein_for_you"
PAGE_SIZE = 20


def for_you() -> ForYou:
    """For you of this process."""
    made: ForYou | None = current_app.extensions.get(EXTENSION)
    if made is None:
        made = current_app.extensions[EXTENSION] = ForYou(parts().redis, parts().models)
    return made


def cursor_of_request() -> str | None:
    """The cursor in the address; None on the first page."""
    return request.args.get("cursor") or None


def next_url(next_cursor: str | None) -> str | None:
    """The address of the next page of the list that this request shows."""
    if next_cursor is None:
        return None
    asked = request._get_current_object()  # type: ignore[attr-defined]
    kept = {name: value for name, value in asked.args.items() if name not in {"cursor", "notice"}}
    # A cursor needs no quoting.
    return f"{asked.path}?{urlencode(kept)}{'&' if kept else ''}cursor={next_cursor}"


def posts_page(
    template: str, context: FeedPage | ProfilePage, *, active: str = "", side: SideColumn | None = None
) -> Response:
    """A page of posts; for the page's script only its articles and the link to what follows."""
    if wants_fragment():
        return fragment(
            "_post_list.html",
            posts=context.posts,
            next_url=context.next_url,
            signed_in=viewer_id() is not None,
        )
    # Not what extends it: the frame is kept under the fields of FeedPage.
    if type(context) is FeedPage:
        return feed_page(template, context, active=active, side=side)
    return page(template, context, active=active, side=side)
