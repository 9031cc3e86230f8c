"""Search and topics over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response
from quart_schema import document_response

from app.blueprints.api.answers import page_json
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.feeds import SearchPage, SearchQuery, TopicPage
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import SuggestionsQuery
from app.blueprints.api.schemas.posts import PostPage
from app.blueprints.api.timeline import posts_answer
from app.blueprints.current import base_url, reader, viewer_id
from app.blueprints.search_words import clean_query, clean_topic, parse_post_query, topic_prefix
from app.feeds import search, side
from app.present.people import user_json
from app.store.paging import Page
from app.text.latin import latin

if TYPE_CHECKING:
    from app.present.pages import TopicLine

blueprint = Blueprint("api_search", __name__, url_prefix="/api")


@blueprint.get("/search")
@validate_querystring(SearchQuery)
@document_response(SearchPage, 200)
async def find(query_args: SearchQuery) -> Response:
    """Posts, people or topics."""
    db, viewer = reader(), viewer_id()
    query = clean_query(query_args.q)
    cursor, page_size = query_args.cursor, query_args.limit
    if query_args.type == "topics":
        rows = await search.find_topics(db, viewer_id=viewer, prefix=topic_prefix(query), page_size=page_size)
        return page_json(Page([_topic_json(side.topic_line(row)) for row in rows], None))
    if query_args.type == "posts":
        page = await search.find_posts(
            db,
            viewer_id=viewer,
            query=parse_post_query(query),
            sort=query_args.sort,
            cursor=cursor,
            page_size=page_size,
        )
        return await posts_answer(db, page.items, page.next_cursor)
    people = await search.find_people(
        db, viewer_id=viewer, query=query, latin_query=latin(query), cursor=cursor, page_size=page_size
    )
    return page_json(people.map(lambda row: user_json(row, viewer)))


@blueprint.get("/topics")
@validate_querystring(SuggestionsQuery)
@document_response(TopicPage, 200)
async def list_topics(query_args: SuggestionsQuery) -> Response:
    """The topics of the last day."""
    lines = await side.today_topics(reader(), page_size=query_args.limit)
    return page_json(Page([_topic_json(line) for line in lines], None))


@blueprint.get("/topics/<name>/posts")
@validate_querystring(PageQuery)
@document_response(PostPage, 200)
async def list_topic_posts(name: str, query_args: PageQuery) -> Response:
    """Posts with a topic, newest first."""
    db = reader()
    page = await search.topic_page(
        db,
        viewer_id=viewer_id(),
        topic=clean_topic(name),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return await posts_answer(db, [entry.id for entry in page.items], page.next_cursor)


def _topic_json(line: TopicLine) -> dict[str, Any]:
    return {"name": line.name, "url": base_url() + line.url, "posts_count": line.posts_count}
