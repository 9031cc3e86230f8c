"""One's devices over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions import sessions as session_actions
from app.blueprints.api.answers import json, no_content, parse_id
from app.blueprints.api.schemas.users import Devices, EndedDevices
from app.blueprints.current import database, parts, require_viewer
from app.present.devices import device_json
from app.store import sessions

blueprint = Blueprint("api_devices", __name__, url_prefix="/api/me/devices")


@blueprint.get("")
@document_response(Devices, 200)
async def list_devices() -> Response:
    """Where one is signed in."""
    person, settings = require_viewer(), parts().settings
    rows = await sessions.list_devices(
        database().pool,
        user_id=person.id,
        idle_days=settings.session_idle_days,
        max_days=settings.session_max_days,
    )
    return json({"items": [device_json(row, person.session_id) for row in rows], "next_cursor": None})


@blueprint.delete("")
@document_response(EndedDevices, 200)
async def end_other_devices() -> Response:
    """Sign out everywhere else."""
    person = require_viewer()
    ended = await session_actions.end_other_devices(database(), user_id=person.id, session_id=person.session_id)
    return json({"ended": ended})


@blueprint.delete("/<device_id>")
async def end_device(device_id: str) -> Response:
    """Sign out one device."""
    person = require_viewer()
    await session_actions.end_device(database(), user_id=person.id, session_id=parse_id(device_id))
    return no_content()
