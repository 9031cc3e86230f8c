"""Notifications in the API. They cannot be made here: they come from acts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response
from quart_schema import document_response, tag, validate_request

from app.actions.notification_preferences import change_preferences, load_preferences
from app.actions.notifications import read_all_notifications, read_notification
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.notifications import (
    NotificationPreferenceChanges,
    NotificationPreferences,
    Notifications,
    NotificationsQuery,
    UnreadCount,
)
from app.blueprints.current import base_url, database, require_viewer
from app.present.notifications import notifications_json
from app.store import notifications
from app.store.paging import Page, before_id

if TYPE_CHECKING:
    from app.actions.notification_preferences import Preferences

blueprint = Blueprint("api_notifications", __name__, url_prefix="/api")


@blueprint.get("/notifications")
@validate_querystring(NotificationsQuery)
@document_response(Notifications, 200)
@tag(["Notifications"])
async def list_notifications(query_args: NotificationsQuery) -> Response:
    """List my notifications, newest first."""
    viewer_id, base = require_viewer().id, base_url()
    page = await notifications.load_page(
        database().pool,
        viewer_id=viewer_id,
        kinds=notifications.FILTERS[query_args.filter],
        before_id=before_id(query_args.cursor),
        page_size=query_args.limit,
    )
    details = await notifications.load_details(database().pool, viewer_id=viewer_id, groups=page.items)
    return page_json(Page(notifications_json(details, viewer_id=viewer_id, base_url=base), page.next_cursor))


@blueprint.get("/notifications/unread-count")
@document_response(UnreadCount, 200)
@tag(["Notifications"])
async def count_unread_notifications() -> Response:
    """Count my unread notifications, a group as one."""
    count = await notifications.count_unread(database().pool, viewer_id=require_viewer().id)
    return json({"unread_count": count})


@blueprint.patch("/notifications/<notification_id>/read")
@tag(["Notifications"])
async def read_one_notification(notification_id: str) -> Response:
    """Mark a notification read, with its whole group."""
    await read_notification(database(), viewer_id=require_viewer().id, notification_id=parse_id(notification_id))
    return no_content()


@blueprint.patch("/notifications/read-all")
@tag(["Notifications"])
async def read_every_notification() -> Response:
    """Mark all my notifications read."""
    await read_all_notifications(database(), viewer_id=require_viewer().id)
    return no_content()


@blueprint.get("/me/notification-preferences")
@document_response(NotificationPreferences, 200)
@tag(["Notifications"])
async def show_notification_preferences() -> Response:
    """How I am told of each kind, and how often the digest comes."""
    return json(_preferences_json(await load_preferences(database().pool, viewer_id=require_viewer().id)))


@blueprint.patch("/me/notification-preferences")
@validate_request(NotificationPreferenceChanges)
@document_response(NotificationPreferences, 200)
@tag(["Notifications"])
async def change_notification_preferences(data: NotificationPreferenceChanges) -> Response:
    """Change how I am told of some kinds; `off` makes no notification at all."""
    chosen = data.model_dump(exclude_none=True)
    digest = chosen.pop("digest", None)
    changed = await change_preferences(database(), viewer_id=require_viewer().id, deliveries=chosen, digest=digest)
    return json(_preferences_json(changed))


def _preferences_json(chosen: Preferences) -> dict[str, str]:
    return {**chosen.deliveries, "digest": chosen.digest}
