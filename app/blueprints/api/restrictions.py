"""Restricting people and approving their replies over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions import restrictions
from app.blueprints.api.answers import no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import UserPage
from app.blueprints.current import database, require_viewer
from app.feeds import lists

blueprint = Blueprint("api_restrictions", __name__, url_prefix="/api")


@blueprint.post("/users/<user_id>/restrict")
async def restrict(user_id: str) -> Response:
    """Hold somebody's replies to oneself until they are approved; they are not told."""
    await restrictions.restrict_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.delete("/users/<user_id>/restrict")
async def unrestrict(user_id: str) -> Response:
    """Hold nothing more of somebody."""
    await restrictions.unrestrict_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.get("/restrictions")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def list_restricted(query_args: PageQuery) -> Response:
    """Whom one restricts, the last first."""
    return page_json(
        await lists.restricted_json(
            database().pool, viewer_id=require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit
        )
    )


@blueprint.post("/posts/<post_id>/approve")
async def approve(post_id: str) -> Response:
    """Let everybody see a reply that waits for one's approval."""
    await restrictions.approve_reply(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return no_content()
