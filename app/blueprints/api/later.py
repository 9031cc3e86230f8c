"""Drafts and scheduled posts over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import drafts as draft_actions
from app.actions import scheduled as scheduled_actions
from app.actions.polls import NewPoll
from app.actions.post_requests import PostRequest
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.later import (
    Draft,
    DraftPage,
    DraftRequest,
    Scheduled,
    ScheduledChange,
    ScheduledPage,
)
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.current import database, require_viewer
from app.errors import NotFound
from app.present.later import draft_json, scheduled_json
from app.store import drafts, scheduled
from app.store.paging import before_id, page_of

if TYPE_CHECKING:
    from app.blueprints.api.schemas.posts import NewPost, PollRequest

blueprint = Blueprint("api_later", __name__, url_prefix="/api/me")


def poll_of(poll: PollRequest | None) -> NewPoll | None:
    """The poll of a call."""
    return None if poll is None else NewPoll(tuple(poll.options), poll.duration_minutes, poll.is_multiple)


def wanted_of(data: DraftRequest | NewPost, *, reply_to_id: int | None = None) -> PostRequest:
    """What a call asks to publish, sooner or later."""
    if reply_to_id is None and data.reply_to_id is not None:
        reply_to_id = int(data.reply_to_id)
    return PostRequest(
        bodies=(data.body, *data.more_bodies),
        reply_to_id=reply_to_id,
        quote_of_id=None if data.quote_of_id is None else int(data.quote_of_id),
        reply_audience=data.reply_audience,
        media_ids=tuple(data.media_ids),
        content_note=data.content_note,
        poll=poll_of(data.poll),
        is_closed_to_quotes=data.is_closed_to_quotes,
    )


@blueprint.get("/drafts")
@validate_querystring(PageQuery)
@document_response(DraftPage, 200)
async def list_drafts(query_args: PageQuery) -> Response:
    """One's drafts, newest first."""
    rows = await drafts.list_drafts(
        database().pool,
        user_id=require_viewer().id,
        before_id=before_id(query_args.cursor),
        page_size=query_args.limit,
    )
    return page_json(page_of(rows, query_args.limit, key=lambda row: row.id).map(draft_json))


@blueprint.post("/drafts")
@validate_request(DraftRequest)
@document_response(Draft, 201)
async def keep_draft(data: DraftRequest) -> Response:
    """Keep a draft."""
    user_id = require_viewer().id
    draft_id = await draft_actions.save_draft(database(), user_id=user_id, wanted=wanted_of(data))
    return json(await _draft(user_id, draft_id), 201)


@blueprint.get("/drafts/<draft_id>")
@document_response(Draft, 200)
async def show_draft(draft_id: str) -> Response:
    """A draft."""
    return json(await _draft(require_viewer().id, parse_id(draft_id)))


@blueprint.put("/drafts/<draft_id>")
@validate_request(DraftRequest)
@document_response(Draft, 200)
async def change_draft(draft_id: str, data: DraftRequest) -> Response:
    """Keep something else in its place."""
    user_id = require_viewer().id
    await draft_actions.save_draft(database(), user_id=user_id, wanted=wanted_of(data), draft_id=parse_id(draft_id))
    return json(await _draft(user_id, parse_id(draft_id)))


@blueprint.delete("/drafts/<draft_id>")
async def throw_away(draft_id: str) -> Response:
    """Throw a draft away."""
    await draft_actions.delete_draft(database(), user_id=require_viewer().id, draft_id=parse_id(draft_id))
    return no_content()


async def _draft(user_id: int, draft_id: int) -> dict[str, object]:
    row = await drafts.select_draft(database().pool, user_id=user_id, draft_id=draft_id)
    if row is None:
        raise NotFound
    return draft_json(row)


@blueprint.get("/scheduled")
@document_response(ScheduledPage, 200)
async def list_scheduled() -> Response:
    """What waits for its time, the next first."""
    rows = await scheduled.list_scheduled(database().pool, user_id=require_viewer().id)
    return json({"items": [scheduled_json(row) for row in rows], "next_cursor": None})


@blueprint.get("/scheduled/<scheduled_id>")
@document_response(Scheduled, 200)
async def show_scheduled(scheduled_id: str) -> Response:
    """A post that waits for its time."""
    return json(await scheduled_body(require_viewer().id, parse_id(scheduled_id)))


@blueprint.put("/scheduled/<scheduled_id>")
@validate_request(ScheduledChange)
@document_response(Scheduled, 200)
async def change_scheduled(scheduled_id: str, data: ScheduledChange) -> Response:
    """Publish something else, or at another time."""
    user_id = require_viewer().id
    await scheduled_actions.schedule_post(
        database(),
        user_id=user_id,
        wanted=wanted_of(data),
        publish_at=scheduled_actions.in_utc(data.publish_at),
        scheduled_id=parse_id(scheduled_id),
    )
    return json(await scheduled_body(user_id, parse_id(scheduled_id)))


@blueprint.delete("/scheduled/<scheduled_id>")
async def cancel(scheduled_id: str) -> Response:
    """Never publish it."""
    await scheduled_actions.cancel_scheduled(
        database(), user_id=require_viewer().id, scheduled_id=parse_id(scheduled_id)
    )
    return no_content()


async def scheduled_body(user_id: int, scheduled_id: int) -> dict[str, object]:
    """A post that waits, as JSON.

    Raises:
        NotFound: nothing waits under this id.
    """
    row = await scheduled.select_scheduled(database().pool, user_id=user_id, scheduled_id=scheduled_id)
    if row is None:
        raise NotFound
    return scheduled_json(row)
