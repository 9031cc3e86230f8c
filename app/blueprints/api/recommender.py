"""What a person decides about the recommender: its switch, a fresh start, less like this, hidden posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint
from quart_schema import document_response, validate_request

from app.actions import recommender_choice, unwanted
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import PostPage
from app.blueprints.api.schemas.tracking import HideAnswer, LessAnswer, RecommenderChange, RecommenderSettings
from app.blueprints.current import base_url, database, require_viewer
from app.errors import NotSignedIn
from app.feeds.hydrate import hydrate_json
from app.feeds.unwanted import unwanted_page
from app.present.times import rfc3339
from app.store import interactions
from app.store.paging import Page

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("api_recommender", __name__, url_prefix="/api")


@blueprint.get("/me/recommender")
@document_response(RecommenderSettings, 200)
async def show_recommender() -> Response:
    """Whether For you learns from what you do, and since when."""
    return await _choice(require_viewer().id)


@blueprint.patch("/me/recommender")
@validate_request(RecommenderChange)
@document_response(RecommenderSettings, 200)
async def change_recommender(data: RecommenderChange) -> Response:
    """Switch it on or off; off, nothing you look at is noted and For you shows what is popular."""
    user_id = require_viewer().id
    await recommender_choice.switch_recommender(database(), user_id=user_id, is_on=data.is_on)
    return await _choice(user_id)


@blueprint.post("/me/recommender/reset")
async def reset_recommender() -> Response:
    """Forget what you looked at; likes, replies and reposts until now no longer count for For you."""
    await recommender_choice.reset_history(database(), user_id=require_viewer().id)
    return no_content()


@blueprint.get("/me/recommender/less")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def show_less(query_args: PageQuery) -> Response:
    """Posts that you want less like, the latest first."""
    return await _posts("less", query_args)


@blueprint.get("/me/recommender/hidden")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def show_hidden(query_args: PageQuery) -> Response:
    """Posts that you hid, the latest first."""
    return await _posts("hidden", query_args)


@blueprint.post("/posts/<post_id>/hide")
@document_response(HideAnswer, 200)
async def hide_post(post_id: str) -> Response:
    """Take a post out of your feeds; it stays readable at its address. Twice is once."""
    await unwanted.hide_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"hidden": True})


@blueprint.delete("/posts/<post_id>/hide")
@document_response(HideAnswer, 200)
async def unhide_post(post_id: str) -> Response:
    """Put a post back into your feeds."""
    await unwanted.unhide_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"hidden": False})


@blueprint.post("/posts/<post_id>/less")
@document_response(LessAnswer, 200)
async def want_less(post_id: str) -> Response:
    """Show less like this post. Twice is once."""
    await unwanted.want_less(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"less": True})


@blueprint.delete("/posts/<post_id>/less")
@document_response(LessAnswer, 200)
async def want_less_no_more(post_id: str) -> Response:
    """Take that wish back."""
    await unwanted.want_less_no_more(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"less": False})


async def _choice(user_id: int) -> Response:
    choice = await interactions.select_choice(database().pool, user_id=user_id)
    if choice is None:
        raise NotSignedIn
    since = None if choice.history_since is None else rfc3339(choice.history_since)
    return json({"is_on": choice.is_recommender_on, "history_since": since})


async def _posts(name: str, query: PageQuery) -> Response:
    viewer_id, pool = require_viewer().id, database().pool
    page = await unwanted_page(pool, name, viewer_id=viewer_id, cursor=query.cursor, page_size=query.limit)
    items = await hydrate_json(pool, viewer_id=viewer_id, post_ids=page.items, base_url=base_url())
    return page_json(Page(items, page.next_cursor))
