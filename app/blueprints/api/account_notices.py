"""What moderators told one, and appeals, over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.account_notices import appeal, note_seen
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.moderation import AccountNotice, AccountNoticePage, NewAppeal
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.appeal_keys import read_appeal_key
from app.blueprints.current import database, require_viewer
from app.present.moderation import notice_json
from app.store import account_notices
from app.store.paging import before_id, page_of

blueprint = Blueprint("api_account_notices", __name__, url_prefix="/api")


@blueprint.get("/me/notices")
@validate_querystring(PageQuery)
@document_response(AccountNoticePage, 200)
async def list_notices(query_args: PageQuery) -> Response:
    """What moderators did about oneself, and why; the last first."""
    rows = await account_notices.list_notices(
        database().pool,
        user_id=require_viewer().id,
        before_id=before_id(query_args.cursor),
        page_size=query_args.limit,
    )
    return page_json(page_of(rows, query_args.limit, lambda row: row.id).map(notice_json))


@blueprint.patch("/me/notices/seen")
async def note_notices_seen() -> Response:
    """The notices were read."""
    await note_seen(database(), user_id=require_viewer().id)
    return no_content()


@blueprint.post("/me/notices/<act_id>/appeal")
@validate_request(NewAppeal)
@document_response(AccountNotice, 201)
async def send_appeal(act_id: str, data: NewAppeal) -> Response:
    """Ask another moderator to look again, once."""
    return await _appeal(require_viewer().id, parse_id(act_id), data.text)


@blueprint.post("/appeals/<key>")
@validate_request(NewAppeal)
@document_response(AccountNotice, 201)
async def send_suspended_appeal(key: str, data: NewAppeal) -> Response:
    """Appeal against a suspension, with the key that the refused sign-in gave."""
    user_id, act_id = read_appeal_key(key)
    return await _appeal(user_id, act_id, data.text)


async def _appeal(user_id: int, act_id: int, text: str) -> Response:
    await appeal(database(), user_id=user_id, act_id=act_id, text=text)
    rows = await account_notices.list_notices(database().pool, user_id=user_id, act_id=act_id)
    return json(notice_json(rows[0]), 201)
