"""Votes in polls and the pinned post, over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import pins, polls
from app.blueprints.api.answers import json, parse_id
from app.blueprints.api.schemas.posts import PinAnswer, Poll, PollVote
from app.blueprints.current import database, require_viewer
from app.blueprints.posting import post_body

blueprint = Blueprint("api_post_parts", __name__, url_prefix="/api/posts/<post_id>")


@blueprint.post("/votes")
@validate_request(PollVote)
@document_response(Poll, 200)
async def vote(post_id: str, data: PollVote) -> Response:
    """Vote in the poll of a post, once; 409 after it ended, and the second time."""
    person = require_viewer()
    voted_id = await polls.vote(database(), viewer_id=person.id, post_id=parse_id(post_id), choices=data.choices)
    return json((await post_body(database().pool, voted_id, viewer_id=person.id))["poll"])


@blueprint.post("/pin")
@document_response(PinAnswer, 200)
async def pin_post(post_id: str) -> Response:
    """Show one of one's own posts first on the profile, in the place of the one before."""
    await pins.pin_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"pinned": True})


@blueprint.delete("/pin")
@document_response(PinAnswer, 200)
async def unpin_post(post_id: str) -> Response:
    """Show it at its own time again."""
    await pins.unpin_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json({"pinned": False})
