"""What moderators told a person, and the person's appeals; a suspended person comes by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions.account_notices import appeal, note_seen
from app.blueprints.api.answers import parse_id
from app.blueprints.appeal_keys import read_appeal_key
from app.blueprints.auth import see_other
from app.blueprints.current import database, require_viewer
from app.blueprints.render import page
from app.errors import Conflict, Invalid, NotFound
from app.present.moderation import NoticesPage, notice_line
from app.store import account_notices

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("account_notices", __name__)

SHOWN = 50


@blueprint.get("/account/notices")
async def show_notices() -> Response:
    """Everything that one was told, the last first."""
    return await _own_page(None, {})


@blueprint.post("/account/notices/seen")
async def note_notices_seen() -> Response:
    """The hint on every page goes away."""
    await note_seen(database(), user_id=require_viewer().id)
    return see_other("/account/notices")


@blueprint.post("/account/notices/<act_id>/appeal")
async def send_appeal(act_id: str) -> Response:
    """Appeal, once."""
    user_id, about = require_viewer().id, parse_id(act_id)
    try:
        await appeal(database(), user_id=user_id, act_id=about, text=(await request.form).get("text", ""))
    except (Invalid, Conflict) as error:
        return await _own_page(about, error.fields or {"text": error.message}, error.status)
    return see_other("/account/notices?notice=appeal-sent")


@blueprint.get("/appeals/<key>")
async def show_suspension(key: str) -> Response:
    """Why one is suspended, and the appeal."""
    return await _key_page(key, {})


@blueprint.post("/appeals/<key>")
async def send_suspended_appeal(key: str) -> Response:
    """Appeal against a suspension."""
    user_id, act_id = read_appeal_key(key)
    try:
        await appeal(database(), user_id=user_id, act_id=act_id, text=(await request.form).get("text", ""))
    except (Invalid, Conflict) as error:
        return await _key_page(key, error.fields or {"text": error.message}, error.status)
    return see_other(f"/appeals/{key}?notice=appeal-sent")


async def _own_page(act_id: int | None, errors: dict[str, str], status: int = 200) -> Response:
    rows = await account_notices.list_notices(database().pool, user_id=require_viewer().id, page_size=SHOWN)
    context = NoticesPage([notice_line(row) for row in rows[:SHOWN]], act_id=act_id, errors=errors)
    return page("account/notices.html", context, active="notices", status=status)


async def _key_page(key: str, errors: dict[str, str], status: int = 200) -> Response:
    user_id, act_id = read_appeal_key(key)
    rows = await account_notices.list_notices(database().pool, user_id=user_id, act_id=act_id)
    if not rows:
        raise NotFound
    context = NoticesPage([notice_line(row) for row in rows], key, act_id, errors)
    return page("account/suspended.html", context, status=status)
