"""The small forms below a post: like, repost, save, share. JSON for the page's script, else 303 back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint

from app.actions import likes, reposts, saves, shares, threads
from app.blueprints.api.answers import json, no_content, parse_id
from app.blueprints.current import base_url, database, require_viewer, wants_fragment
from app.blueprints.returning import came_from, return_to
from app.present.posts import post_url
from app.present.reactions import like_json, repost_json, save_json, share_json

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.store.posts import TargetRow

blueprint = Blueprint("reactions", __name__, url_prefix="/posts/<post_id>")


@blueprint.post("/like")
async def like_post(post_id: str) -> Response | WerkzeugResponse:
    """Like."""
    post = await likes.like_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, like_json(post, is_on=True))


@blueprint.post("/unlike")
async def unlike_post(post_id: str) -> Response | WerkzeugResponse:
    """Take a like back."""
    post = await likes.unlike_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, like_json(post, is_on=False))


@blueprint.post("/repost")
async def repost_post(post_id: str) -> Response | WerkzeugResponse:
    """Repost."""
    post = await reposts.repost_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, repost_json(post, is_on=True))


@blueprint.post("/unrepost")
async def unrepost_post(post_id: str) -> Response | WerkzeugResponse:
    """Undo a repost."""
    post = await reposts.unrepost_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, repost_json(post, is_on=False))


@blueprint.post("/save")
async def save_post(post_id: str) -> Response | WerkzeugResponse:
    """Save for later."""
    post = await saves.save_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, save_json(post, is_on=True))


@blueprint.post("/unsave")
async def unsave_post(post_id: str) -> Response | WerkzeugResponse:
    """Take out of the saved ones."""
    post = await saves.unsave_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer(post, save_json(post, is_on=False))


@blueprint.post("/share")
async def share_post(post_id: str) -> Response | WerkzeugResponse:
    """Note a share; without JavaScript it leads to the post, whose address can be copied."""
    post = await shares.share_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    if wants_fragment():
        return json(share_json(post, base_url()))
    return await return_to(post_url(post.username, post.id))


@blueprint.post("/mute-thread")
async def mute_thread(post_id: str) -> Response | WerkzeugResponse:
    """Mute the conversation of a post; its page stays open."""
    post = await threads.mute_thread(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    if wants_fragment():
        return no_content()
    return await return_to(came_from(post_url(post.username, post.id)), notice="thread-muted")


@blueprint.post("/unmute-thread")
async def unmute_thread(post_id: str) -> Response | WerkzeugResponse:
    """Hear of the conversation of a post again."""
    post = await threads.unmute_thread(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    if wants_fragment():
        return no_content()
    return await return_to(came_from(post_url(post.username, post.id)), notice="thread-unmuted")


async def _answer(post: TargetRow, answer: dict[str, Any]) -> Response | WerkzeugResponse:
    return json(answer) if wants_fragment() else await return_to(came_from(post_url(post.username, post.id)))
