"""Conversations over the API: following them, hiding replies in one's own, and quotes of one's posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response

from app.actions import quotes, threads
from app.blueprints.api.answers import no_content, parse_id
from app.blueprints.current import database, require_viewer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.store.posts import TargetRow

blueprint = Blueprint("api_conversations", __name__, url_prefix="/api/posts/<post_id>")


@blueprint.post("/follow-thread")
async def follow_thread(post_id: str) -> Response:
    """Be told of every reply in the conversation of a post, as a notification of the kind `reply`."""
    return await _done(threads.follow_thread, post_id)


@blueprint.delete("/follow-thread")
async def unfollow_thread(post_id: str) -> Response:
    """Be told of one's own part of the conversation only."""
    return await _done(threads.unfollow_thread, post_id)


@blueprint.post("/hide-reply")
async def hide_reply(post_id: str) -> Response:
    """Hide a reply in one's own conversation; it and all below it are listed under `comments?hidden=true` only."""
    return await _done(threads.hide_reply, post_id)


@blueprint.delete("/hide-reply")
async def show_reply(post_id: str) -> Response:
    """Show a hidden reply in its conversation again."""
    return await _done(threads.show_reply, post_id)


@blueprint.post("/close-quotes")
async def close_quotes(post_id: str) -> Response:
    """Let nobody else quote one's post; earlier quotes stay."""
    return await _done(quotes.close_to_quotes, post_id)


@blueprint.delete("/close-quotes")
async def open_quotes(post_id: str) -> Response:
    """Let everybody quote one's post again."""
    return await _done(quotes.open_to_quotes, post_id)


@blueprint.post("/detach-quote")
async def detach_quote(post_id: str) -> Response:
    """Take one's own post out of this quote of it, for good."""
    return await _done(quotes.detach_quote, post_id)


async def _done(act: Callable[..., Awaitable[TargetRow]], post_id: str) -> Response:
    await act(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return no_content()
