"""Suggested descriptions over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import alt_suggestions as suggestion_actions
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.schemas.media import AltSuggested, AltSuggestionPage, MediaChange
from app.blueprints.current import database, require_viewer
from app.present.people import user_json
from app.store import alt_suggestions, posts
from app.store.paging import Page

blueprint = Blueprint("api_alt_suggestions", __name__, url_prefix="/api")


@blueprint.post("/media/<media_id>/alt-suggestions")
@validate_request(MediaChange)
@document_response(AltSuggested, 201)
async def suggest_alt(media_id: str, data: MediaChange) -> Response:
    """Suggest a description for a picture or video of somebody's post; one's own earlier suggestion goes."""
    (made,) = await suggestion_actions.suggest_alts(
        database(), viewer_id=require_viewer().id, alts={parse_id(media_id): data.alt}
    )
    return json({"id": str(made)}, 201)


@blueprint.get("/posts/<post_id>/alt-suggestions")
@document_response(AltSuggestionPage, 200)
async def list_alt_suggestions(post_id: str) -> Response:
    """What others suggest for the pictures of one's own post; for everybody else there is nothing in it."""
    db, viewer_id = database().pool, require_viewer().id
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=parse_id(post_id))
    found = await alt_suggestions.list_of_post(db, viewer_id=viewer_id, post_id=target.id)
    items = [
        {
            "id": str(suggestion.row.id),
            "media_id": str(suggestion.row.media_id),
            "alt": suggestion.row.alt,
            "user": user_json(suggestion.person, viewer_id),
        }
        for suggestion in found
    ]
    return page_json(Page(items, None))


@blueprint.post("/alt-suggestions/<suggestion_id>")
async def take_alt_suggestion(suggestion_id: str) -> Response:
    """Describe one's picture as suggested."""
    await suggestion_actions.take_suggestion(
        database(), viewer_id=require_viewer().id, suggestion_id=parse_id(suggestion_id)
    )
    return no_content()


@blueprint.delete("/alt-suggestions/<suggestion_id>")
async def decline_alt_suggestion(suggestion_id: str) -> Response:
    """Leave the picture as it is."""
    await suggestion_actions.decline_suggestion(
        database(), viewer_id=require_viewer().id, suggestion_id=parse_id(suggestion_id)
    )
    return no_content()
