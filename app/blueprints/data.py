"""One's data on pages: take a copy along, bring an archive in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response

from app.actions.exports import export_file, request_export
from app.actions.imports import request_import
from app.blueprints.auth import see_other
from app.blueprints.current import database, mail_site, parts, require_viewer
from app.blueprints.multipart import received_form
from app.blueprints.render import page
from app.errors import Conflict, Invalid, TooLarge, TooMany, WrongType
from app.media.archives import sniff_archive
from app.present.account_pages import DataPage, ExportLine, ImportLine
from app.present.times import full_time, rfc3339
from app.security.rate_limits import limit_export
from app.store import exports, imports

if TYPE_CHECKING:
    from app.store.exports import ExportRow
    from app.store.imports import ImportRow

blueprint = Blueprint("data", __name__)

MEGABYTE = 1_000_000


@blueprint.get("/settings/data")
async def show_data() -> Response:
    """The newest copy and the archive brought in last, with how far they are."""
    return await data_page({})


@blueprint.post("/settings/data/export")
async def ask_for_export() -> Response:
    """Have a copy made."""
    user_id = require_viewer().id
    await limit_export(parts().limiter, user_id)
    await request_export(database(), user_id=user_id, site=mail_site())
    return see_other("/settings/data")


@blueprint.get("/settings/data/export.zip")
async def download_export() -> Response:
    """The newest copy."""
    return await zip_of(require_viewer().id)


@blueprint.post("/settings/data/import")
async def bring_archive() -> Response:
    """Take an archive; the worker reads it."""
    user_id = require_viewer().id
    try:
        await limit_export(parts().limiter, user_id)
        await take_archive(user_id)
    except (Invalid, Conflict, WrongType, TooLarge, TooMany) as error:
        return await data_page({"file": error.message}, error.status)
    return see_other("/settings/data")


async def take_archive(user_id: int) -> ImportRow:
    """The archive of this request's form.

    Raises:
        Invalid: none was chosen.
        WrongType, TooLarge: it cannot be read.
        Conflict: another one is under way.
    """
    async with received_form("file", type_of=sniff_archive) as form:
        upload = form.file("file")
        if upload is None:
            raise Invalid(file="Choose an archive.")
        return await request_import(database(), parts().storage, user_id=user_id, upload=upload, site=mail_site())


async def zip_of(user_id: int) -> Response:
    """A person's newest copy as an attachment, which no cache keeps."""
    name, size = await export_file(database(), user_id=user_id)
    response = Response(parts().storage.read(name), content_type="application/zip")
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = 'attachment; filename="skein-data.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


async def data_page(errors: dict[str, str], status: int = 200) -> Response:
    """The page with what was wrong."""
    user_id = require_viewer().id
    row = await exports.select_latest(database().pool, user_id=user_id)
    brought = await imports.select_latest(database().pool, user_id=user_id)
    context = DataPage(
        None if row is None else export_line(row), None if brought is None else import_line(brought), errors
    )
    return page("settings/data.html", context, active="settings", status=status)


def export_line(row: ExportRow) -> ExportLine:
    """A copy as the page shows it."""
    moment = row.finished_at or row.created_at
    size = max(row.size_bytes / MEGABYTE, 0.1)
    return ExportLine(row.state, row.progress, f"{size:.1f} MB", full_time(moment), rfc3339(moment))


def import_line(row: ImportRow) -> ImportLine:
    """An archive as the page shows it."""
    return ImportLine(row.state, row.progress, row.imported_count, row.skipped_count)
