"""Pages of what is not published yet: drafts, and posts that wait for their time."""

from __future__ import annotations

from quart import Blueprint, Response

from app.actions.drafts import delete_draft, save_draft
from app.actions.scheduled import cancel_scheduled
from app.blueprints.api.answers import parse_id
from app.blueprints.auth import see_other
from app.blueprints.composer_forms import composer_of, media_ids_of, optional_id, request_of, uploads_by_id
from app.blueprints.current import database, require_viewer
from app.blueprints.feed_parts import cursor_of_request, next_url
from app.blueprints.multipart import received_form
from app.blueprints.render import page
from app.errors import Conflict, Invalid
from app.present.later import LaterPage, draft_line, scheduled_line, upload_ids
from app.present.pages import PostFormPage
from app.store import drafts, scheduled
from app.store.paging import DEFAULT_PAGE_SIZE, before_id, page_of

blueprint = Blueprint("later", __name__)


@blueprint.get("/drafts")
async def show_drafts() -> Response:
    """One's drafts, the newest first."""
    person = require_viewer()
    rows = await drafts.list_drafts(
        database().pool,
        user_id=person.id,
        before_id=before_id(cursor_of_request()),
        page_size=DEFAULT_PAGE_SIZE,
    )
    found = page_of(rows, DEFAULT_PAGE_SIZE, key=lambda row: row.id)
    uploads = await uploads_by_id(person.id, upload_ids(found.items))
    context = LaterPage([draft_line(row, uploads) for row in found.items], next_url(found.next_cursor))
    return page("posts/drafts.html", context)


@blueprint.post("/drafts")
async def keep_draft() -> Response:
    """Keep what a composer holds, unchecked."""
    person = require_viewer()
    async with received_form() as received:
        form = received.fields
    try:
        await save_draft(
            database(),
            user_id=person.id,
            wanted=request_of(form, media_ids_of(form)),
            draft_id=optional_id(form.get("draft_id")),
        )
    except (Invalid, Conflict) as error:
        composer = await composer_of(form, person.id, errors=error.fields or {"body": error.message})
        return page("posts/compose.html", PostFormPage("New post", composer), status=error.status)
    return see_other("/drafts?notice=draft-saved")


@blueprint.post("/drafts/<draft_id>/delete")
async def throw_away(draft_id: str) -> Response:
    """Throw a draft away."""
    await delete_draft(database(), user_id=require_viewer().id, draft_id=parse_id(draft_id))
    return see_other("/drafts?notice=draft-deleted")


@blueprint.get("/scheduled")
async def show_scheduled() -> Response:
    """What waits for its time, the next first."""
    person = require_viewer()
    rows = await scheduled.list_scheduled(database().pool, user_id=person.id)
    uploads = await uploads_by_id(person.id, upload_ids(rows))
    return page("posts/scheduled.html", LaterPage([scheduled_line(row, uploads) for row in rows]))


@blueprint.post("/scheduled/<scheduled_id>/cancel")
async def cancel(scheduled_id: str) -> Response:
    """Never publish it."""
    await cancel_scheduled(database(), user_id=require_viewer().id, scheduled_id=parse_id(scheduled_id))
    return see_other("/scheduled?notice=schedule-cancelled")
