"""Acts on posts over the API: like, repost, save, share; and who liked or reposted."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions import likes, reposts, saves, shares, threads
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import UserPage
from app.blueprints.api.schemas.posts import LikeAnswer, RepostAnswer, SaveAnswer, ShareAnswer
from app.blueprints.current import base_url, database, require_viewer, viewer_id
from app.feeds.threads import list_likers, list_reposters
from app.present.people import user_json
from app.present.reactions import like_json, repost_json, save_json, share_json

blueprint = Blueprint("api_reactions", __name__, url_prefix="/api/posts/<post_id>")


@blueprint.post("/like")
@document_response(LikeAnswer, 200)
async def like_post(post_id: str) -> Response:
    """Like a post; twice is once."""
    post = await likes.like_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(like_json(post, is_on=True))


@blueprint.delete("/like")
@document_response(LikeAnswer, 200)
async def unlike_post(post_id: str) -> Response:
    """Take a like back."""
    post = await likes.unlike_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(like_json(post, is_on=False))


@blueprint.post("/repost")
@document_response(RepostAnswer, 200)
async def repost_post(post_id: str) -> Response:
    """Repost a post; twice is once."""
    post = await reposts.repost_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(repost_json(post, is_on=True))


@blueprint.delete("/repost")
@document_response(RepostAnswer, 200)
async def unrepost_post(post_id: str) -> Response:
    """Undo a repost."""
    post = await reposts.unrepost_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(repost_json(post, is_on=False))


@blueprint.post("/save")
@document_response(SaveAnswer, 200)
async def save_post(post_id: str) -> Response:
    """Save a post; twice is once."""
    post = await saves.save_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(save_json(post, is_on=True))


@blueprint.delete("/save")
@document_response(SaveAnswer, 200)
async def unsave_post(post_id: str) -> Response:
    """Take a post out of the saved ones."""
    post = await saves.unsave_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(save_json(post, is_on=False))


@blueprint.post("/share")
@document_response(ShareAnswer, 200)
async def share_post(post_id: str) -> Response:
    """The link of a post, for sharing; counted once per person."""
    post = await shares.share_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return json(share_json(post, base_url()))


@blueprint.post("/mute-thread")
async def mute_thread(post_id: str) -> Response:
    """Mute the conversation of a post: no notifications of it, and none of it in the feeds."""
    await threads.mute_thread(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return no_content()


@blueprint.delete("/mute-thread")
async def unmute_thread(post_id: str) -> Response:
    """Hear of the conversation of a post again."""
    await threads.unmute_thread(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return no_content()


@blueprint.get("/likes")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def show_likes(post_id: str, query_args: PageQuery) -> Response:
    """People who like a post, latest first."""
    _, page = await list_likers(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return page_json(page.map(lambda row: user_json(row, viewer_id())))


@blueprint.get("/reposts")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def show_reposts(post_id: str, query_args: PageQuery) -> Response:
    """People who reposted a post, latest first."""
    _, page = await list_reposters(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return page_json(page.map(lambda row: user_json(row, viewer_id())))
