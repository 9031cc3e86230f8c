"""Forms about people whom one wants less of: muting for a while, restricting, approving, followers, suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions import follows, restrictions, suggestions
from app.blueprints.api.answers import no_content, parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.render import page
from app.blueprints.returning import came_from, return_to
from app.blueprints.side import forget_side
from app.feeds.profile import find_person
from app.present.people import person_card
from app.present.person_pages import MutePage
from app.security.redirects import safe_next

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("restrictions", __name__)


@blueprint.get("/users/<user_id>/mute")
async def show_mute(user_id: str) -> Response:
    """Ask for how long somebody is to be muted."""
    viewer_id = require_viewer().id
    person = await find_person(database().pool, viewer_id=viewer_id, user_id=parse_id(user_id))
    card = person_card(person, viewer_id)
    return page("people/mute.html", MutePage(card, safe_next(request.args.get("back"), card.url)))


@blueprint.post("/users/<user_id>/restrict")
async def restrict(user_id: str) -> Response | WerkzeugResponse:
    """Hold somebody's replies until they are approved."""
    await restrictions.restrict_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done("restricted")


@blueprint.post("/users/<user_id>/unrestrict")
async def unrestrict(user_id: str) -> Response | WerkzeugResponse:
    """Hold nothing more of somebody."""
    await restrictions.unrestrict_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done("unrestricted")


@blueprint.post("/posts/<post_id>/approve")
async def approve(post_id: str) -> Response | WerkzeugResponse:
    """Let everybody see a reply that waits."""
    await restrictions.approve_reply(database(), viewer_id=require_viewer().id, post_id=parse_id(post_id))
    return await _done("approved")


@blueprint.post("/users/<user_id>/remove-follower")
async def remove_follower(user_id: str) -> Response | WerkzeugResponse:
    """End somebody's following of oneself."""
    await follows.remove_follower(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done("follower-removed")


@blueprint.post("/follow-requests/accept-all")
async def accept_all() -> Response | WerkzeugResponse:
    """Let everybody follow who asked to."""
    await follows.accept_all_requests(database(), viewer_id=require_viewer().id)
    return await _done("requests-accepted", default="/follow-requests")


@blueprint.post("/users/suggestions/<user_id>/dismiss")
async def dismiss_suggestion(user_id: str) -> Response | WerkzeugResponse:
    """Suggest somebody no more."""
    viewer_id = require_viewer().id
    await suggestions.dismiss_suggestion(database(), viewer_id=viewer_id, user_id=parse_id(user_id))
    await forget_side(viewer_id)
    return await _done("suggestion-dismissed")


async def _done(notice: str, default: str = "/") -> Response | WerkzeugResponse:
    return no_content() if wants_fragment() else await return_to(came_from(default), notice=notice)
