"""/settings/recommender: the switch, a fresh start, and what one hid or wants less of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions import recommender_choice
from app.blueprints.auth import see_other
from app.blueprints.current import database, require_viewer
from app.blueprints.render import page
from app.errors import NotSignedIn
from app.feeds.hydrate import hydrate_cards
from app.feeds.unwanted import unwanted_page
from app.present.pages import RecommenderSettingsPage
from app.present.times import full_time
from app.store import interactions

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("recommender_settings", __name__, url_prefix="/settings/recommender")

LISTED = 50


@blueprint.get("")
async def show_recommender() -> Response:
    """The settings of For you."""
    user_id, pool = require_viewer().id, database().pool
    choice = await interactions.select_choice(pool, user_id=user_id)
    if choice is None:
        raise NotSignedIn
    less = await unwanted_page(pool, "less", viewer_id=user_id, cursor=None, page_size=LISTED)
    hidden = await unwanted_page(pool, "hidden", viewer_id=user_id, cursor=None, page_size=LISTED)
    cards = await hydrate_cards(pool, viewer_id=user_id, post_ids=list(dict.fromkeys([*less.items, *hidden.items])))
    by_id = {card.id: card for card in cards}
    context = RecommenderSettingsPage(
        is_on=choice.is_recommender_on,
        history_since="" if choice.history_since is None else full_time(choice.history_since),
        less=[by_id[post_id] for post_id in less.items if post_id in by_id],
        hidden=[by_id[post_id] for post_id in hidden.items if post_id in by_id],
    )
    return page("settings/recommender.html", context, active="settings")


@blueprint.post("")
async def change_recommender() -> Response:
    """Store the switch; unchecked it is not sent, which means off."""
    user_id = require_viewer().id
    is_on = (await request.form).get("is_on") == "true"
    await recommender_choice.switch_recommender(database(), user_id=user_id, is_on=is_on)
    return see_other("/settings/recommender?notice=settings-saved")


@blueprint.post("/reset")
async def reset_recommender() -> Response:
    """Start anew."""
    await recommender_choice.reset_history(database(), user_id=require_viewer().id)
    return see_other("/settings/recommender?notice=history-reset")
