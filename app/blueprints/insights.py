"""/insights: how tracking and the recommender do, for operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.blueprints.current import database
from app.blueprints.operators import require_operator
from app.blueprints.render import page
from app.feeds.insights import read_insights
from app.present.insights import SPANS, insights_page

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("insights", __name__)


@blueprint.get("/insights")
async def show_insights() -> Response:
    """Charts of the last day, week or month."""
    require_operator()
    span = request.args.get("range", "24h")
    found = await read_insights(database().pool, span if span in SPANS else "24h")
    return page("insights/insights.html", insights_page(found), active="insights")
