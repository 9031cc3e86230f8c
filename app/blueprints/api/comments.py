"""Replies to a post over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.blueprints.api.answers import parse_id
from app.blueprints.api.posts import publish
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.posts import CommentsQuery, NewComment, NewPost, Post, PostPage
from app.blueprints.api.timeline import posts_answer
from app.blueprints.current import database, viewer_id
from app.feeds.threads import list_reply_ids
from app.store import posts

blueprint = Blueprint("api_comments", __name__, url_prefix="/api/posts/<post_id>/comments")


@blueprint.post("")
@validate_request(NewComment)
@document_response(Post, 201)
async def publish_comment(post_id: str, data: NewComment) -> Response:
    """Reply to a post. With an `Idempotency-Key` a repeated call gets the first answer."""
    return await publish(NewPost(body=data.body, media_ids=data.media_ids), reply_to_id=parse_id(post_id))


@blueprint.get("")
@validate_querystring(CommentsQuery)
@document_response(PostPage, 200)
async def show_comments(post_id: str, query_args: CommentsQuery) -> Response:
    """Direct replies: the author's own continuation first, then oldest first; or by likes."""
    target = await posts.require_target(database().pool, viewer_id=viewer_id(), post_id=parse_id(post_id))
    ids = await list_reply_ids(
        database().pool,
        viewer_id=viewer_id(),
        post_id=target.id,
        author_id=target.author_id,
        sort=query_args.sort,
        cursor=query_args.cursor,
        page_size=query_args.limit,
        is_hidden=query_args.hidden,
    )
    return await posts_answer(database().pool, ids.items, ids.next_cursor)
