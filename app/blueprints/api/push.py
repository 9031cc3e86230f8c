"""Web Push over the API: the browser of a session is told of notifications while no page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint
from quart_schema import document_response, validate_request

from app.actions import push as push_actions
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.schemas.push import PushState, PushSubscription
from app.blueprints.current import database, parts, require_viewer
from app.security.push import Browser, public_key
from app.store import push

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("api_push", __name__, url_prefix="/api/me/push")


@blueprint.get("")
@document_response(PushState, 200)
async def show_push() -> Response:
    """The key to subscribe with, and whether the browser of this session is told."""
    is_on = await push.select_is_on(database().pool, session_id=require_viewer().session_id)
    return _state(is_on)


@blueprint.put("")
@validate_request(PushSubscription)
@document_response(PushState, 200)
async def switch_push_on(data: PushSubscription) -> Response:
    """Tell the browser of this session of notifications; its subscription takes the place of an earlier one."""
    await push_actions.tell_browser(
        database(),
        viewer=require_viewer(),
        browser=Browser(data.endpoint, data.keys.p256dh, data.keys.auth),
        allowed_networks=parts().settings.push_networks,
    )
    return _state(is_on=True)


@blueprint.delete("")
async def switch_push_off() -> Response:
    """Tell the browser of this session nothing more."""
    await push_actions.tell_browser_nothing(database(), viewer=require_viewer())
    return no_content()


def _state(is_on: bool) -> Response:
    return json({"public_key": public_key(parts().settings.secret_key), "is_on": is_on})
