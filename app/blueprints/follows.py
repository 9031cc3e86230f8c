"""Forms between people: follow, mute, block, follow requests. JSON or 204 for the page's script, else 303 back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from quart import Blueprint, redirect, request

from app.actions import blocks, follows, mutes
from app.blueprints.api.answers import json, no_content, parse_id
from app.blueprints.api.schemas.ending import ending_of_form
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.render import page
from app.blueprints.returning import came_from, return_to
from app.blueprints.side import forget_side
from app.feeds.profile import find_person
from app.present.people import person_card
from app.present.person_pages import FollowChoicesPage
from app.security.redirects import safe_next

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("follows", __name__)


@blueprint.post("/users/<user_id>/follow")
async def follow(user_id: str) -> Response | WerkzeugResponse:
    """Follow somebody, or ask to."""
    viewer_id = require_viewer().id
    state = await follows.follow_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id))
    await forget_side(viewer_id)
    return json(asdict(state)) if wants_fragment() else await _back()


@blueprint.post("/users/<user_id>/unfollow")
async def unfollow(user_id: str) -> Response | WerkzeugResponse:
    """Follow somebody no longer, or take the request back."""
    viewer_id = require_viewer().id
    state = await follows.unfollow_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id))
    await forget_side(viewer_id)
    return json(asdict(state)) if wants_fragment() else await _back()


@blueprint.get("/users/<user_id>/follow-choices")
async def show_choices(user_id: str) -> Response:
    """Ask what one wants of somebody one follows."""
    viewer_id, followed_id = require_viewer().id, parse_id(user_id)
    choices = await follows.load_choices(database().pool, viewer_id=viewer_id, user_id=followed_id)
    person = await find_person(database().pool, viewer_id=viewer_id, user_id=followed_id)
    card = person_card(person, viewer_id)
    return page("people/follow_choices.html", FollowChoicesPage(card, choices, card.url))


@blueprint.post("/users/<user_id>/follow-choices")
async def choose(user_id: str) -> WerkzeugResponse:
    """Hide somebody's reposts or quotes from Following, or be told of each of their new posts."""
    form = await request.form
    await follows.choose_of_followed(
        database(),
        viewer_id=require_viewer().id,
        user_id=parse_id(user_id),
        hides_reposts=form.get("hides_reposts") == "true",
        hides_quotes=form.get("hides_quotes") == "true",
        wants_posts=form.get("wants_posts") == "true",
    )
    return await return_to("/following", notice="choices-saved")


@blueprint.post("/users/<user_id>/mute")
async def mute(user_id: str) -> Response | WerkzeugResponse:
    """Leave somebody out of one's feeds, for ever or for `ends_in_hours`."""
    viewer_id = require_viewer().id
    ends_at = ending_of_form((await request.form).get("ends_in_hours"))
    await mutes.mute_user(database(), viewer_id=viewer_id, user_id=parse_id(user_id), ends_at=ends_at)
    await forget_side(viewer_id)
    return await _done()


@blueprint.post("/users/<user_id>/unmute")
async def unmute(user_id: str) -> Response | WerkzeugResponse:
    """Hear of somebody again."""
    await mutes.unmute_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done()


@blueprint.post("/users/<user_id>/block")
async def block(user_id: str) -> Response | WerkzeugResponse:
    """Block somebody. Their pages are gone after that, so the way back leads elsewhere."""
    viewer_id, blocked_id = require_viewer().id, parse_id(user_id)
    await blocks.block_user(database(), viewer_id=viewer_id, user_id=blocked_id)
    await forget_side(viewer_id, blocked_id)
    return await _done(avoid="/@")


@blueprint.post("/users/<user_id>/unblock")
async def unblock(user_id: str) -> Response | WerkzeugResponse:
    """Take a block back."""
    await blocks.unblock_user(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done()


@blueprint.post("/follow-requests/<user_id>/accept")
async def accept(user_id: str) -> Response | WerkzeugResponse:
    """Let somebody follow who asked to."""
    await follows.accept_request(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done(default="/follow-requests")


@blueprint.post("/follow-requests/<user_id>/decline")
async def decline(user_id: str) -> Response | WerkzeugResponse:
    """Turn a request down."""
    await follows.decline_request(database(), viewer_id=require_viewer().id, user_id=parse_id(user_id))
    return await _done(default="/follow-requests")


async def _done(*, default: str = "/", avoid: str | None = None) -> Response | WerkzeugResponse:
    return no_content() if wants_fragment() else await _back(default=default, avoid=avoid)


async def _back(*, default: str = "/", avoid: str | None = None) -> WerkzeugResponse:
    target = safe_next((await request.form).get("back"), came_from(default))
    return redirect(default if avoid is not None and target.startswith(avoid) else target, 303)
