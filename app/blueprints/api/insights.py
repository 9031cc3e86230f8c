"""The operators' numbers over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint
from quart_schema import document_response

from app.blueprints.api.answers import json
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.insights import InsightsAnswer, InsightsQuery
from app.blueprints.current import database
from app.blueprints.operators import require_operator
from app.feeds.insights import read_insights
from app.present.insights import insights_json

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("api_insights", __name__, url_prefix="/api")


@blueprint.get("/insights")
@validate_querystring(InsightsQuery)
@document_response(InsightsAnswer, 200)
async def show_insights(query_args: InsightsQuery) -> Response:
    """How tracking and the recommender do; for operators only."""
    require_operator()
    return json(insights_json(await read_insights(database().pool, query_args.range)))
