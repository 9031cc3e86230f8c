"""Following, saved and liked posts over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.markers import note_place
from app.blueprints.api.answers import json, page_json
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.feeds import CatchUpQuery, Marker, NewMarker
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import PostPage
from app.blueprints.api.schemas.save_folders import SavedQuery
from app.blueprints.current import base_url, database, reader, require_viewer, viewer_id
from app.blueprints.reading_ahead import following_ahead
from app.blueprints.search_words import clean_query
from app.feeds.catch_up import catch_up_ids
from app.feeds.following import Wanted, following_json
from app.feeds.hydrate import hydrate_fragments
from app.feeds.lists import liked_page, saved_page
from app.present.times import rfc3339
from app.store import markers
from app.store.paging import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor
    from app.store.markers import MarkerRow

blueprint = Blueprint("api_timeline", __name__, url_prefix="/api")


@blueprint.get("/timeline")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def show_timeline(query_args: PageQuery) -> Response:
    """Following, newest first."""
    wanted = Wanted.of(require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit, with_follows=True)
    items, next_cursor = await following_json(reader(), wanted, base_url=base_url(), ahead=following_ahead())
    return page_json(Page(items, next_cursor))


@blueprint.get("/catch-up")
@validate_querystring(CatchUpQuery)
@document_response(PostPage, 200)
async def show_catch_up(query_args: CatchUpQuery) -> Response:
    """What mattered in Following since the last visit (or in the last day or week), the most important first."""
    db, person = reader(), require_viewer()
    post_ids = await catch_up_ids(db, viewer_id=person.id, period=query_args.period, page_size=query_args.limit)
    return await posts_answer(db, post_ids, None)


@blueprint.get("/timeline/marker")
@document_response(Marker, 200)
async def show_marker() -> Response:
    """Where one was in Following, on whichever device."""
    row = await markers.select_marker(database().pool, viewer_id=require_viewer().id)
    return json(_marker_json(row))


@blueprint.put("/timeline/marker")
@validate_request(NewMarker)
@document_response(Marker, 200)
async def note_marker(data: NewMarker) -> Response:
    """Note the entry that was read last."""
    row = await note_place(database(), viewer_id=require_viewer().id, entry_id=int(data.last_read_id))
    return json(_marker_json(row))


def _marker_json(row: MarkerRow | None) -> dict[str, str | None]:
    if row is None:
        return {"last_read_id": None, "read_at": None}
    return {"last_read_id": str(row.entry_id), "read_at": rfc3339(row.read_at)}


@blueprint.get("/saved")
@validate_querystring(SavedQuery)
@document_response(PostPage, 200)
async def show_saved(query_args: SavedQuery) -> Response:
    """What one saved, the last saved first: all of it, or one `folder`, or what has the words of `q`."""
    db = reader()
    page = await saved_page(
        db,
        viewer_id=require_viewer().id,
        folder_id=None if query_args.folder is None else int(query_args.folder),
        query=clean_query(query_args.q or ""),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return await posts_answer(db, page.items, page.next_cursor)


@blueprint.get("/liked")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def show_liked(query_args: PageQuery) -> Response:
    """What one liked, the last liked first."""
    db = reader()
    page = await liked_page(db, viewer_id=require_viewer().id, cursor=query_args.cursor, page_size=query_args.limit)
    return await posts_answer(db, page.items, page.next_cursor)


async def posts_answer(db: Executor, post_ids: Sequence[int], next_cursor: str | None) -> Response:
    """A page of posts out of ids, read where the ids were."""
    items = await hydrate_fragments(db, viewer_id=viewer_id(), post_ids=post_ids, base_url=base_url())
    return page_json(Page(items, next_cursor))
