"""Search: the page, and what is suggested while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.blueprints.current import reader, require_viewer, viewer_id, wants_fragment
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, next_url
from app.blueprints.render import fragment, page
from app.blueprints.search_words import clean_query, parse_post_query, topic_prefix
from app.blueprints.side import side_column
from app.errors import Invalid
from app.feeds.hydrate import hydrate_cards
from app.feeds.search import find_mentions, find_people, find_posts, find_topics
from app.feeds.side import suggested_cards, today_topics, topic_line
from app.present.pages import SearchPage, TopicLine
from app.present.people import PersonCard, person_card
from app.text.latin import latin

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("search", __name__)

TABS = ("top", "recent", "users", "topics")
SUGGESTIONS = 10
MENTIONS = 6
TOPICS = 50
# People and topics above the posts, and in the list under the box.
FEW = 3


@blueprint.get("/search")
async def show_search() -> Response:
    """What was found; suggestions and the topics of today while nothing is asked."""
    typed = request.args.get("q", "")
    tab = request.args.get("tab", "top")
    tab = tab if tab in TABS else "top"
    try:
        query = clean_query(typed)
        found = await _find(query, tab) if query else await _start()
    except Invalid as error:
        if wants_fragment():
            raise
        found = SearchPage(typed, tab, problem=next(iter(error.fields.values()), ""))
        return page("search/search.html", found, active="search", status=400)
    if wants_fragment():
        return _rows(found)
    side = None
    if query:
        side = await side_column(
            shown_people=[person.id for person in found.people], shown_topics=[topic.name for topic in found.topics]
        )
    return page("search/search.html", found, active="search", side=side)


@blueprint.get("/search/mentions")
async def show_mentions() -> Response:
    """Options for the list under a composer, while somebody types a name after an @."""
    viewer = require_viewer().id
    query = clean_query(request.args.get("q", ""))
    rows = await find_mentions(reader(), viewer_id=viewer, query=query, page_size=MENTIONS)
    return fragment("search/_mentions.html", people=[person_card(row, viewer) for row in rows])


@blueprint.get("/search/suggestions")
async def show_suggestions() -> Response:
    """A few people and topics for what has been typed so far, as options of a list box."""
    query = clean_query(request.args.get("q", ""))
    people = topics = None
    if query:
        people, topics = await _people(query, FEW), await _topics(query, FEW)
    return fragment("search/_suggestions.html", page=SearchPage(query, people=people or [], topics=topics or []))


def _rows(found: SearchPage) -> Response:
    if found.tab == "users":
        return fragment(
            "people/_people_list.html",
            people=found.people,
            next_url=found.next_url,
            back=request.path,
            is_requests=False,
        )
    return fragment("_post_list.html", posts=found.posts, next_url=found.next_url, signed_in=viewer_id() is not None)


async def _find(query: str, tab: str) -> SearchPage:
    db, viewer, cursor = reader(), viewer_id(), cursor_of_request()
    if tab == "users":
        found = await find_people(
            db, viewer_id=viewer, query=query, latin_query=latin(query), cursor=cursor, page_size=PAGE_SIZE
        )
        people = [person_card(row, viewer) for row in found.items]
        return SearchPage(query, tab, people=people, next_url=next_url(found.next_cursor))
    if tab == "topics":
        return SearchPage(query, tab, topics=await _topics(query, TOPICS))
    posts = await find_posts(
        db, viewer_id=viewer, query=parse_post_query(query), sort=tab, cursor=cursor, page_size=PAGE_SIZE
    )
    return SearchPage(
        query,
        tab,
        people=await _people(query, FEW) if tab == "top" and cursor is None else [],
        topics=await _topics(query, FEW) if tab == "top" and cursor is None else [],
        posts=await hydrate_cards(db, viewer_id=viewer, post_ids=posts.items),
        next_url=next_url(posts.next_cursor),
    )


async def _people(query: str, page_size: int) -> list[PersonCard]:
    viewer = viewer_id()
    found = await find_people(
        reader(), viewer_id=viewer, query=query, latin_query=latin(query), cursor=None, page_size=page_size
    )
    return [person_card(row, viewer) for row in found.items]


async def _topics(query: str, page_size: int) -> list[TopicLine]:
    prefix = topic_prefix(query)
    rows = await find_topics(reader(), viewer_id=viewer_id(), prefix=prefix, page_size=page_size)
    return [topic_line(row) for row in rows]


async def _start() -> SearchPage:
    """The page before anything was asked; it shows itself what the side column would."""
    db = reader()
    suggestions = await suggested_cards(db, viewer_id=viewer_id(), page_size=SUGGESTIONS)
    return SearchPage("", suggestions=suggestions, topics=await today_topics(db, page_size=SUGGESTIONS))
