"""Forms of a post's card: vote in its poll, pin it, unpin it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions import pins, polls
from app.blueprints.api.answers import json, parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.posting import post_card
from app.blueprints.render import fragment
from app.blueprints.returning import came_from, return_to
from app.errors import Invalid

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("post_parts", __name__, url_prefix="/posts/<post_id>")


@blueprint.post("/vote")
async def vote(post_id: str) -> Response | WerkzeugResponse:
    """Vote in the poll of a post."""
    person = require_viewer()
    voted_id = await polls.vote(
        database(),
        viewer_id=person.id,
        post_id=parse_id(post_id),
        choices=_choices((await request.form).getlist("choices")),
    )
    card = await post_card(database().pool, voted_id, viewer_id=person.id)
    if wants_fragment():
        return fragment("_post.html", post=card, signed_in=True)
    return await return_to(came_from(card.url), notice="voted")


def _choices(texts: list[str]) -> list[int]:
    if not all(text.isascii() and text.isdigit() and len(text) == 1 for text in texts):
        raise Invalid(choices="Pick one of the choices.")
    return [int(text) for text in texts]


@blueprint.post("/pin")
async def pin_post(post_id: str) -> Response | WerkzeugResponse:
    """Show a post first on one's profile."""
    person = require_viewer()
    await pins.pin_post(database(), viewer_id=person.id, post_id=parse_id(post_id))
    profile = f"/@{person.username}"
    return json({"pinned": True}) if wants_fragment() else await return_to(came_from(profile), notice="pinned")


@blueprint.post("/unpin")
async def unpin_post(post_id: str) -> Response | WerkzeugResponse:
    """Show it at its own time again."""
    person = require_viewer()
    await pins.unpin_post(database(), viewer_id=person.id, post_id=parse_id(post_id))
    profile = f"/@{person.username}"
    return json({"pinned": False}) if wants_fragment() else await return_to(came_from(profile), notice="unpinned")
