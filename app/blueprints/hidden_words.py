"""The settings' page of hidden words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions.hidden_words import hide_word, show_word
from app.blueprints.api.answers import parse_id
from app.blueprints.api.schemas.ending import ending_of_form
from app.blueprints.auth import see_other
from app.blueprints.current import database, require_viewer
from app.blueprints.feed_parts import cursor_of_request, next_url
from app.blueprints.render import page
from app.errors import Invalid
from app.present.hidden_words import HiddenWordsPage, hidden_word_line
from app.store import hidden_words
from app.store.paging import before_id, page_of

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("hidden_words", __name__, url_prefix="/settings/hidden-words")

SHOWN = 100


@blueprint.get("")
async def show_words() -> Response:
    """What one hides, and a form for more."""
    return await _page({}, {})


@blueprint.post("")
async def hide() -> Response:
    """Hide a word; what was typed stays when it cannot be hidden."""
    viewer_id = require_viewer().id
    form = await request.form
    values = {name: form.get(name, "") for name in ("text", "whole_word", "with_thread", "ends_in_hours")}
    values |= {f"also_{number}": words for number, words in enumerate(form.getlist("also"))}
    try:
        await hide_word(
            database(),
            viewer_id=viewer_id,
            text=values["text"],
            also=form.getlist("also"),
            is_whole_word=values["whole_word"] == "true",
            hides_threads=values["with_thread"] == "true",
            ends_at=ending_of_form(values["ends_in_hours"]),
        )
    except Invalid as error:
        return await _page(values, error.fields, error.status)
    return see_other("/settings/hidden-words?notice=word-hidden")


@blueprint.post("/<word_id>/show")
async def show(word_id: str) -> Response:
    """Show a hidden word again."""
    await show_word(database(), viewer_id=require_viewer().id, word_id=parse_id(word_id))
    return see_other("/settings/hidden-words?notice=word-shown")


async def _page(values: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    rows = await hidden_words.list_words(
        database().pool, viewer_id=require_viewer().id, before_id=before_id(cursor_of_request()), page_size=SHOWN
    )
    found = page_of(rows, SHOWN, lambda row: row.id)
    context = HiddenWordsPage(
        [hidden_word_line(row) for row in found.items], next_url(found.next_cursor), values, errors
    )
    return page("settings/hidden_words.html", context, active="settings", status=status)
