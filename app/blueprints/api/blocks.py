"""Blocking and muting over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_request, document_response

from app.actions import blocks, mutes
from app.blueprints.api.answers import no_content, page_json, parse_id
from app.blueprints.api.optional_body import optional_body
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import BlockedPage, MutedPage, Muting
from app.blueprints.current import database, require_viewer
from app.blueprints.side import forget_side
from app.feeds import lists

blueprint = Blueprint("api_blocks", __name__, url_prefix="/api")


@blueprint.post("/users/<user_id>/block")
async def block(user_id: str) -> Response:
    """Block somebody: neither sees anything of the other any more."""
    viewer_id, blocked_id = require_viewer().id, parse_id(user_id)
    await blocks.block_user(database(), viewer_id=viewer_id, user_id=blocked_id)
    await forget_side(viewer_id, blocked_id)
    return no_content()


@blueprint.delete("/users/<user_id>/block")
async def unblock(user_id: str) -> Response:
    """Take a block back."""
    await blocks.unblock_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.post("/users/<user_id>/mute")
@document_request(Muting)
async def mute(user_id: str) -> Response:
    """Leave somebody out of one's feeds: for ever, until `ends_at`, or for `ends_in_hours`."""
    viewer_id = require_viewer().id
    muting = await optional_body(Muting)
    await mutes.mute_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id), ends_at=muting.moment())
    await forget_side(viewer_id)
    return no_content()


@blueprint.delete("/users/<user_id>/mute")
async def unmute(user_id: str) -> Response:
    """Hear of somebody again."""
    await mutes.unmute_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.get("/blocks")
@validate_querystring(PageQuery)
@document_response(BlockedPage, 200)
async def list_blocked(query_args: PageQuery) -> Response:
    """Whom one blocks, the last first."""
    return page_json(
        await lists.blocked_json(
            database().pool, viewer_id=require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit
        )
    )


@blueprint.get("/mutes")
@validate_querystring(PageQuery)
@document_response(MutedPage, 200)
async def list_muted(query_args: PageQuery) -> Response:
    """Whom one mutes, the last first."""
    return page_json(
        await lists.muted_json(
            database().pool, viewer_id=require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit
        )
    )
