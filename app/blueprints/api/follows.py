"""Following, follow requests and followers over the API."""

from __future__ import annotations

from dataclasses import asdict

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import follows
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import FollowChoiceChanges, FollowChoices, FollowState, UserPage
from app.blueprints.current import database, require_viewer
from app.blueprints.side import forget_side
from app.feeds import lists

blueprint = Blueprint("api_follows", __name__, url_prefix="/api")


@blueprint.post("/users/<user_id>/follow")
@document_response(FollowState, 200)
async def follow(user_id: str) -> Response:
    """Follow somebody, or ask to where the account is private."""
    viewer_id = require_viewer().id
    state = await follows.follow_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id))
    await forget_side(viewer_id)
    return json(asdict(state))


@blueprint.delete("/users/<user_id>/follow")
@document_response(FollowState, 200)
async def unfollow(user_id: str) -> Response:
    """Follow somebody no longer, or take the request back."""
    viewer_id = require_viewer().id
    state = await follows.unfollow_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id))
    await forget_side(viewer_id)
    return json(asdict(state))


@blueprint.get("/users/<user_id>/follow")
@document_response(FollowChoices, 200)
async def show_choices(user_id: str) -> Response:
    """What one wants of somebody one follows."""
    choices = await follows.load_choices(database().pool, viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return json(asdict(choices))


@blueprint.patch("/users/<user_id>/follow")
@validate_request(FollowChoiceChanges)
@document_response(FollowChoices, 200)
async def choose(user_id: str, data: FollowChoiceChanges) -> Response:
    """Hide somebody's reposts or quotes from Following, or be told of each of their new posts."""
    choices = await follows.choose_of_followed(
        database(),
        viewer_id=require_viewer().id,
        user_id=parse_id(user_id),
        hides_reposts=data.hides_reposts,
        hides_quotes=data.hides_quotes,
        wants_posts=data.wants_posts,
    )
    return json(asdict(choices))


@blueprint.delete("/users/<user_id>/follower")
async def remove_follower(user_id: str) -> Response:
    """End somebody's following of oneself."""
    await follows.remove_follower(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.get("/follow-requests")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def list_requests(query_args: PageQuery) -> Response:
    """Who asks to follow, the newest first."""
    return page_json(
        await lists.requests_json(
            database().pool, viewer_id=require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit
        )
    )


@blueprint.post("/follow-requests/accept-all")
async def accept_all() -> Response:
    """Let everybody follow who asked to."""
    await follows.accept_all_requests(database(), viewer_id=require_viewer().id)
    return no_content()


@blueprint.post("/follow-requests/<user_id>")
async def accept(user_id: str) -> Response:
    """Let somebody follow who asked to."""
    await follows.accept_request(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()


@blueprint.delete("/follow-requests/<user_id>")
async def decline(user_id: str) -> Response:
    """Turn a request down."""
    await follows.decline_request(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return no_content()
