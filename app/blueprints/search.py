"""Search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.blueprints.current import database, require_viewer, viewer_id, wants_fragment
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, next_url
from app.blueprints.render import fragment, page
from app.blueprints.search_words import clean_query, topic_prefix
from app.blueprints.side import side_column
from app.feeds.search import find_mentions, find_people, find_topics
from app.feeds.side import suggested_cards, today_topics, topic_line
from app.present.pages import SearchPage
from app.present.people import person_card

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("search", __name__)

SUGGESTIONS = 10
TOPICS = 10
MENTIONS = 6


@blueprint.get("/search")
async def show_search() -> Response:
    """People and topics that begin so; suggestions and the topics of today while nothing is asked."""
    query = clean_query(request.args.get("q", ""))
    if not query:
        return await _start()
    pool, viewer, cursor = database().pool, viewer_id(), cursor_of_request()
    found = await find_people(pool, viewer_id=viewer, query=query, cursor=cursor, page_size=PAGE_SIZE)
    people = [person_card(row, viewer) for row in found.items]
    further = next_url(found.next_cursor)
    if wants_fragment():
        return fragment(
            "people/_people_list.html", people=people, next_url=further, back=request.path, is_requests=False
        )
    topics = await find_topics(pool, viewer_id=viewer, prefix=topic_prefix(query), page_size=TOPICS)
    side = await side_column(shown_people=[person.id for person in people], shown_topics=[row.topic for row in topics])
    context = SearchPage(query, people, further, topics=[topic_line(row) for row in topics])
    return page("search/search.html", context, active="search", side=side)


@blueprint.get("/search/mentions")
async def show_mentions() -> Response:
    """Options for the list under a composer, while somebody types a name after an @."""
    viewer = require_viewer().id
    query = clean_query(request.args.get("q", ""))
    rows = await find_mentions(database().pool, viewer_id=viewer, query=query, page_size=MENTIONS)
    return fragment("search/_mentions.html", people=[person_card(row, viewer) for row in rows])


async def _start() -> Response:
    """The page before anything was asked; it shows itself what the side column would."""
    pool = database().pool
    suggestions = await suggested_cards(pool, viewer_id=viewer_id(), page_size=SUGGESTIONS)
    context = SearchPage("", [], None, suggestions, await today_topics(pool, page_size=TOPICS))
    return page("search/search.html", context, active="search")
