"""Hidden words over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.hidden_words import hide_word, show_word
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.hidden_words import HiddenWord, HiddenWordList, NewHiddenWord
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.current import database, require_viewer
from app.present.hidden_words import hidden_word_json
from app.store import hidden_words
from app.store.paging import before_id, page_of

blueprint = Blueprint("api_hidden_words", __name__, url_prefix="/api/me/hidden-words")


@blueprint.get("")
@validate_querystring(PageQuery)
@document_response(HiddenWordList, 200)
async def list_words(query_args: PageQuery) -> Response:
    """What one hides, the last first."""
    rows = await hidden_words.list_words(
        database().pool,
        viewer_id=require_viewer().id,
        before_id=before_id(query_args.cursor),
        page_size=query_args.limit,
    )
    return page_json(page_of(rows, query_args.limit, lambda row: row.id).map(hidden_word_json))


@blueprint.post("")
@validate_request(NewHiddenWord)
@document_response(HiddenWord, 201)
async def hide(data: NewHiddenWord) -> Response:
    """Hide a word or phrase from feeds and notifications; the same words again replace the entry."""
    row = await hide_word(
        database(),
        viewer_id=require_viewer().id,
        text=data.text,
        also=data.also,
        is_whole_word=data.whole_word,
        hides_threads=data.with_thread,
        ends_at=data.moment(),
    )
    return json(hidden_word_json(row), 201)


@blueprint.delete("/<word_id>")
async def show(word_id: str) -> Response:
    """Show a hidden word again."""
    await show_word(database(), viewer_id=require_viewer().id, word_id=parse_id(word_id))
    return no_content()
