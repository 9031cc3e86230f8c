"""Bringing an archive in over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response, request
from quart_schema import DataSource, document_request, document_response

from app.actions.imports import latest_import
from app.blueprints.api.answers import json
from app.blueprints.api.schemas.accounts import Archive, Import
from app.blueprints.current import database, parts, require_viewer
from app.blueprints.data import take_archive
from app.errors import WrongType
from app.present.times import rfc3339
from app.security.rate_limits import limit_export

if TYPE_CHECKING:
    from app.store.imports import ImportRow

blueprint = Blueprint("api_imports", __name__, url_prefix="/api/me/import")


@blueprint.post("")
@document_request(Archive, source=DataSource.FORM_MULTIPART)
@document_response(Import, 202)
async def bring_archive() -> Response:
    """Bring in the posts of a copy of Skein's or of a Mastodon archive: multipart, `file`, at most 500 MB."""
    user_id = require_viewer().id
    if request.mimetype != "multipart/form-data":
        raise WrongType("Send it as multipart/form-data, with the file in a field called file.")
    await limit_export(parts().limiter, user_id)
    return json(import_json(await take_archive(user_id)), 202)


@blueprint.get("")
@document_response(Import, 200)
async def show_import() -> Response:
    """The archive that was brought in last, and how far it is."""
    return json(import_json(await latest_import(database(), user_id=require_viewer().id)))


def import_json(row: ImportRow) -> dict[str, Any]:
    """An archive of the API."""
    return {
        "id": str(row.id),
        "state": row.state,
        "progress": row.progress,
        "imported": row.imported_count,
        "skipped": row.skipped_count,
        "created_at": rfc3339(row.created_at),
        "finished_at": None if row.finished_at is None else rfc3339(row.finished_at),
    }
