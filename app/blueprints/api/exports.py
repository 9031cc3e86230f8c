"""Copies of one's data over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions.exports import latest_export, request_export
from app.blueprints.api.answers import json
from app.blueprints.api.schemas.accounts import Export
from app.blueprints.current import database, mail_site, parts, require_viewer
from app.blueprints.data import zip_of
from app.present.times import rfc3339
from app.security.rate_limits import limit_export

if TYPE_CHECKING:
    from app.store.exports import ExportRow

blueprint = Blueprint("api_exports", __name__, url_prefix="/api/me/export")


@blueprint.post("")
@document_response(Export, 202)
async def ask_for_export() -> Response:
    """Have a copy of one's data made in the background; while one is under way, that is the answer."""
    user_id = require_viewer().id
    await limit_export(parts().limiter, user_id)
    return json(export_json(await request_export(database(), user_id=user_id, site=mail_site())), 202)


@blueprint.get("")
@document_response(Export, 200)
async def show_export() -> Response:
    """The newest copy, and how far it is."""
    return json(export_json(await latest_export(database(), user_id=require_viewer().id)))


@blueprint.get("/file")
async def download_export() -> Response:
    """The newest copy as a zip: ActivityStreams JSON, and pictures and videos."""
    return await zip_of(require_viewer().id)


def export_json(row: ExportRow) -> dict[str, Any]:
    """A copy of the API."""
    return {
        "id": str(row.id),
        "state": row.state,
        "progress": row.progress,
        "url": "/api/me/export/file" if row.state == "ready" else None,
        "size": row.size_bytes,
        "created_at": rfc3339(row.created_at),
        "finished_at": None if row.finished_at is None else rfc3339(row.finished_at),
    }
