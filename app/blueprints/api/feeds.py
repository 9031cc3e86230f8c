"""For you over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.blueprints.api.answers import page_json
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.feeds import ForYouPage
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.current import base_url, reader, viewer_id
from app.blueprints.feed_parts import for_you
from app.blueprints.reading_ahead import for_you_ahead
from app.store.paging import Page

blueprint = Blueprint("api_feeds", __name__, url_prefix="/api")


@blueprint.get("/feeds")
@validate_querystring(PageQuery)
@document_response(ForYouPage, 200)
async def show_for_you(query_args: PageQuery) -> Response:
    """For you: what is popular and what is new, each post with the reason."""
    page = await for_you().page(
        reader(),
        viewer_id=viewer_id(),
        cursor=query_args.cursor,
        page_size=query_args.limit,
        with_follows=True,
        ahead=for_you_ahead(),
    )
    items = page.json(base_url())
    metadata = {"source": page.source, "model_version": page.model_version, "generated_at": page.generated_at}
    return page_json(Page(items, page.next_cursor), metadata=metadata)
