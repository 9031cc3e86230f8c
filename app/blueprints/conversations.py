"""Forms about a conversation: following it, hiding replies in one's own, and quotes of one's posts. 303 to the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint

from app.actions import quotes, threads
from app.blueprints.api.answers import parse_id
from app.blueprints.current import database, require_viewer
from app.blueprints.returning import return_to
from app.present.posts import post_url

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.store.posts import TargetRow

blueprint = Blueprint("conversations", __name__, url_prefix="/posts/<post_id>")


@blueprint.post("/follow-thread")
async def follow_thread(post_id: str) -> WerkzeugResponse:
    """Be told of every reply in the conversation of a post."""
    return await _done(threads.follow_thread, post_id, "thread-followed")


@blueprint.post("/unfollow-thread")
async def unfollow_thread(post_id: str) -> WerkzeugResponse:
    """Be told of one's own part of the conversation only."""
    return await _done(threads.unfollow_thread, post_id, "thread-unfollowed")


@blueprint.post("/hide-reply")
async def hide_reply(post_id: str) -> WerkzeugResponse:
    """Hide a reply in one's own conversation, with all below it."""
    return await _done(threads.hide_reply, post_id, "reply-hidden")


@blueprint.post("/show-reply")
async def show_reply(post_id: str) -> WerkzeugResponse:
    """Show a hidden reply in its conversation again."""
    return await _done(threads.show_reply, post_id, "reply-shown")


@blueprint.post("/close-quotes")
async def close_quotes(post_id: str) -> WerkzeugResponse:
    """Let nobody else quote one's post."""
    return await _done(quotes.close_to_quotes, post_id, "quotes-closed")


@blueprint.post("/open-quotes")
async def open_quotes(post_id: str) -> WerkzeugResponse:
    """Let everybody quote one's post again."""
    return await _done(quotes.open_to_quotes, post_id, "quotes-opened")


@blueprint.post("/detach-quote")
async def detach_quote(post_id: str) -> WerkzeugResponse:
    """Take one's post out of somebody's quote."""
    return await _done(quotes.detach_quote, post_id, "quote-detached")


async def _done(act: Callable[..., Awaitable[TargetRow]], post_id: str, notice: str) -> WerkzeugResponse:
    post = await act(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await return_to(post_url(post.username, post.id), notice=notice)
