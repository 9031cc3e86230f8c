"""Connected accounts over the API. Connecting one takes a browser: `/auth/google/start?connect=1`."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions import identities as actions
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.schemas.accounts import Identities
from app.blueprints.current import database, require_viewer
from app.present.times import rfc3339
from app.store import identities

blueprint = Blueprint("api_identities", __name__, url_prefix="/api/me/identities")


@blueprint.get("")
@document_response(Identities, 200)
async def list_identities() -> Response:
    """The accounts elsewhere that sign in to this one."""
    rows = await identities.list_identities(database().pool, user_id=require_viewer().id)
    items = [{"provider": row.provider, "email": row.email, "created_at": rfc3339(row.created_at)} for row in rows]
    return json({"items": items, "next_cursor": None})


@blueprint.delete("/<provider>")
async def disconnect(provider: str) -> Response:
    """Disconnect an account elsewhere."""
    await actions.disconnect(database(), user_id=require_viewer().id, provider=provider)
    return no_content()
