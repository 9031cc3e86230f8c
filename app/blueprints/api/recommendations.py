"""What the recommender has for a person."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.blueprints.api.answers import json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.feeds import Recommendations, RecommendationsQuery
from app.blueprints.current import database, require_viewer
from app.blueprints.feed_parts import for_you
from app.errors import Forbidden
from app.feeds.profile import find_person
from app.store import recommendations

blueprint = Blueprint("api_recommendations", __name__, url_prefix="/api/recommendations")


@blueprint.get("/<user_id>")
@validate_querystring(RecommendationsQuery)
@document_response(Recommendations, 200)
async def show_recommendations(user_id: str, query_args: RecommendationsQuery) -> Response:
    """The best posts for a person, each with score and reason; for oneself, or for an operator."""
    viewer, pool, person_id = require_viewer(), database().pool, parse_id(user_id)
    if person_id != viewer.id:
        await find_person(pool, viewer_id=viewer.id, user_id=person_id)
        if viewer.role != "operator":
            raise Forbidden("Recommendations are for oneself.")
    page = await for_you().best(pool, viewer_id=person_id, page_size=query_args.limit)
    shown = page.post_ids
    if person_id != viewer.id:
        # An operator sees what that person may see, as far as the operator may see it too.
        allowed = await recommendations.list_shown(pool, viewer_id=viewer.id, post_ids=shown)
        shown = [post_id for post_id in shown if post_id in allowed]
    found = [
        {"post_id": str(post_id), "score": page.scores[post_id], "reason": page.words[post_id].line}
        for post_id in shown
    ]
    metadata = {"source": page.source, "model_version": page.model_version, "generated_at": page.generated_at}
    return json({"user_id": str(person_id), "recommendations": found, "metadata": metadata})
