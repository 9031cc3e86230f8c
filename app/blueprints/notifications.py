"""The notifications page, the bell's list, and marking read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from quart import Blueprint, redirect, request

from app.actions.notifications import read_all_notifications, read_notification
from app.blueprints.api.answers import json, parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.render import fragment, page
from app.blueprints.side import side_column
from app.present.notifications import notification_lines, notification_sections, target_url
from app.present.pages import NotificationsPage
from app.security.redirects import safe_next
from app.store import notifications
from app.store.paging import DEFAULT_PAGE_SIZE, before_id

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("notifications", __name__)

# Lines in the bell's dropdown.
LATEST = 5


@blueprint.get("/notifications")
async def show_notifications() -> Response:
    """What people did, newest first; the script's "More" gets the lines alone."""
    viewer = require_viewer()
    name = request.args.get("filter", "all")
    filter_name = name if name in notifications.FILTERS else "all"
    groups = await notifications.load_page(
        database().pool,
        viewer_id=viewer.id,
        kinds=notifications.FILTERS[filter_name],
        before_id=before_id(request.args.get("cursor")),
        page_size=DEFAULT_PAGE_SIZE,
    )
    lines = notification_lines(groups.items)
    next_url = _next_url(filter_name, groups.next_cursor)
    if wants_fragment():
        return fragment("notifications/_list.html", lines=lines, next_url=next_url)
    context = NotificationsPage(
        sections=notification_sections(lines),
        next_url=next_url,
        filter=filter_name,
        kinds=notifications.FILTERS[filter_name],
        unread_count=viewer.unread_count,
    )
    return page("notifications/list.html", context, active="notifications", side=await side_column())


def _next_url(filter_name: str, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    chosen = {} if filter_name == "all" else {"filter": filter_name}
    return f"/notifications?{urlencode({**chosen, 'cursor': cursor})}"


@blueprint.get("/notifications/latest")
async def show_latest_notifications() -> Response:
    """The newest few, for the bell's dropdown."""
    viewer = require_viewer()
    groups = await notifications.load_page(database().pool, viewer_id=viewer.id, page_size=LATEST)
    return fragment("notifications/_latest.html", lines=notification_lines(groups.items))


@blueprint.post("/notifications/<notification_id>/open")
async def open_notification(notification_id: str) -> WerkzeugResponse:
    """Mark the group read and lead to what it is about."""
    target = await read_notification(
        database(), viewer_id=require_viewer().id, notification_id=parse_id(notification_id)
    )
    return redirect(target_url(target), 303)


@blueprint.post("/notifications/read-all")
async def read_all() -> Response | WerkzeugResponse:
    """Mark everything read."""
    viewer = require_viewer()
    await read_all_notifications(database(), viewer_id=viewer.id)
    if wants_fragment():
        return json({"unread_count": await notifications.count_unread(database().pool, viewer_id=viewer.id)})
    form = await request.form
    return redirect(safe_next(form.get("back"), "/notifications"), 303)
