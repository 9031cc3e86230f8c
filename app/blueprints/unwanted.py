"""The forms of a post's menu that shape one's feeds: hide it, show less like it, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint

from app.actions import unwanted
from app.blueprints.api.answers import json, parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.returning import came_from, return_to

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("unwanted", __name__, url_prefix="/posts/<post_id>")


@blueprint.post("/hide")
async def hide_post(post_id: str) -> Response | WerkzeugResponse:
    """Take a post out of one's feeds."""
    await unwanted.hide_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer("hidden", True, "post-hidden")


@blueprint.post("/unhide")
async def unhide_post(post_id: str) -> Response | WerkzeugResponse:
    """Put it back."""
    await unwanted.unhide_post(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer("hidden", False, "post-unhidden")


@blueprint.post("/less")
async def want_less(post_id: str) -> Response | WerkzeugResponse:
    """Show less like a post."""
    await unwanted.want_less(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer("less", True, "less-noted")


@blueprint.post("/unless")
async def want_less_no_more(post_id: str) -> Response | WerkzeugResponse:
    """Take that wish back."""
    await unwanted.want_less_no_more(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _answer("less", False, "less-undone")


async def _answer(name: str, is_on: bool, notice: str) -> Response | WerkzeugResponse:
    return json({name: is_on}) if wants_fragment() else await return_to(came_from("/"), notice=notice)
