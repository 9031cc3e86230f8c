"""The page of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint

from app.blueprints.current import reader, viewer_id
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, next_url, posts_page
from app.blueprints.search_words import clean_topic
from app.blueprints.side import side_column
from app.feeds.hydrate import hydrate_cards
from app.feeds.search import topic_page
from app.present.pages import FeedPage

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("topics", __name__)


@blueprint.get("/topics/<name>")
async def show_topic(name: str) -> Response:
    """Posts with a topic, newest first."""
    topic, viewer, cursor = clean_topic(name), viewer_id(), cursor_of_request()
    db = reader()
    found = await topic_page(db, viewer_id=viewer, topic=topic, cursor=cursor, page_size=PAGE_SIZE)
    ids = [entry.id for entry in found.items]
    cards = await hydrate_cards(db, viewer_id=viewer, post_ids=ids)
    context = FeedPage("topic", f"#{topic}", cards, next_url(found.next_cursor), is_first=cursor is None)
    return posts_page("feeds/topic.html", context, side=await side_column(shown_topics=[topic]))
