"""Posts over the API: publish, read, edit, delete, edit history, quotes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydantic import BaseModel
from quart import Blueprint, Response, request
from quart_schema import document_response, validate_request

from app.actions import posts as post_actions
from app.actions import scheduled as scheduled_actions
from app.actions.idempotency import IdempotencyKey, make_key
from app.blueprints.account_limits import require_verified
from app.blueprints.api.answers import json, json_text, no_content, page_json, parse_id
from app.blueprints.api.later import scheduled_body, wanted_of
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import NewPost, Post, PostChange, PostEditPage, PostPage
from app.blueprints.api.timeline import posts_answer
from app.blueprints.current import database, parts, require_viewer, viewer_id
from app.blueprints.posting import created_answer, post_body
from app.feeds.threads import list_quote_ids, list_versions
from app.present.json_posts import version_json
from app.security.rate_limits import limit_posting

if TYPE_CHECKING:
    from datetime import datetime

    from app.actions.post_requests import PostRequest

blueprint = Blueprint("api_posts", __name__, url_prefix="/api/posts")


@blueprint.post("")
@validate_request(NewPost)
@document_response(Post, 201)
async def publish_post(data: NewPost) -> Response:
    """Publish a post, or with `publish_at` later: then the answer is 202.

    With an `Idempotency-Key` a repeated call gets the first answer.
    """
    return await publish(data, reply_to_id=None if data.reply_to_id is None else int(data.reply_to_id))


async def publish(data: NewPost, *, reply_to_id: int | None) -> Response:
    """Publish a post or reply and answer 201; used by the comments too."""
    person = require_viewer()
    await limit_posting(parts().limiter, person.id)
    await require_verified(person.id)
    wanted = wanted_of(data, reply_to_id=reply_to_id)
    if data.publish_at is not None:
        return await _schedule(person.id, wanted, data.publish_at)
    key = idempotency_key(data)
    published = await post_actions.publish_post(
        database(),
        viewer_id=person.id,
        **wanted.arguments(),
        has_link_cards=parts().settings.link_cards,
        idempotency=key,
        render=partial(created_answer, viewer_id=person.id),
    )
    answer = published.answer or await created_answer(database().pool, published.post_ids, viewer_id=person.id)
    return json_text(answer.body, answer.status)


async def _schedule(user_id: int, wanted: PostRequest, publish_at: datetime) -> Response:
    scheduled_id = await scheduled_actions.schedule_post(
        database(), user_id=user_id, wanted=wanted, publish_at=scheduled_actions.in_utc(publish_at)
    )
    return json(await scheduled_body(user_id, scheduled_id), 202)


def idempotency_key(data: BaseModel) -> IdempotencyKey | None:
    """The key that the request carries.

    Raises:
        Invalid: it is not 1 to 255 visible ASCII characters.
    """
    key = request.headers.get("Idempotency-Key")
    return None if key is None else make_key(f"{request.method} {request.path}", key, data.model_dump(mode="json"))


@blueprint.get("/<post_id>")
@document_response(Post, 200)
async def show_post(post_id: str) -> Response:
    """A post."""
    return json(await post_body(database().pool, parse_id(post_id), viewer_id=viewer_id()))


@blueprint.patch("/<post_id>")
@validate_request(PostChange)
@document_response(Post, 200)
async def edit_post(post_id: str, data: PostChange) -> Response:
    """Give one's own post another text, shortly after it was published."""
    person = require_viewer()
    await post_actions.edit_post(
        database(),
        viewer_id=person.id,
        post_id=parse_id(post_id),
        body=data.body,
        edit_window_minutes=parts().settings.edit_window_minutes,
        has_link_cards=parts().settings.link_cards,
    )
    return json(await post_body(database().pool, parse_id(post_id), viewer_id=person.id))


@blueprint.delete("/<post_id>")
async def delete_post(post_id: str) -> Response:
    """Delete one's own post; with the id of a repost only undo the repost."""
    person = require_viewer()
    await post_actions.delete_post(database(), viewer_id=person.id, post_id=parse_id(post_id))
    return no_content()


@blueprint.get("/<post_id>/history")
@validate_querystring(PageQuery)
@document_response(PostEditPage, 200)
async def show_history(post_id: str, query_args: PageQuery) -> Response:
    """The texts that a post had, the present one first."""
    versions = await list_versions(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return page_json(versions.map(version_json))


@blueprint.get("/<post_id>/quotes")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def show_quotes(post_id: str, query_args: PageQuery) -> Response:
    """Posts that quote this one, newest first."""
    ids = await list_quote_ids(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return await posts_answer(database().pool, ids.items, ids.next_cursor)
