"""People over the API: cards, their posts, followers, suggestions."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response

from app.actions import suggestions
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.feeds import TabQuery
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.people import PeopleSearchQuery, SuggestionsQuery, UserPage
from app.blueprints.api.schemas.posts import PostPage
from app.blueprints.api.schemas.users import User
from app.blueprints.api.timeline import posts_answer
from app.blueprints.current import database, reader, require_viewer, viewer_id
from app.blueprints.search_words import clean_query
from app.blueprints.side import forget_side
from app.feeds import lists, profile, side
from app.feeds.search import find_mentions, find_people
from app.present.people import user_json
from app.security.usernames import username_key
from app.store.paging import Page
from app.text.latin import latin

blueprint = Blueprint("api_users", __name__, url_prefix="/api/users")


@blueprint.get("/<user_id>")
@document_response(User, 200)
async def show_user(user_id: str) -> Response:
    """A person."""
    viewer = viewer_id()
    return json(
        user_json(await profile.find_person(database().pool, viewer_id=viewer, user_id=parse_id(user_id)), viewer)
    )


@blueprint.get("/by-name/<name>")
@document_response(User, 200)
async def show_user_by_name(name: str) -> Response:
    """A person by username, with or without the @."""
    viewer = viewer_id()
    person = await profile.find_person_by_name(database().pool, viewer_id=viewer, username=username_key(name))
    return json(user_json(person, viewer))


@blueprint.get("/<user_id>/posts")
@validate_querystring(TabQuery)
@document_response(PostPage, 200)
async def list_posts(user_id: str, query_args: TabQuery) -> Response:
    """A person's posts, replies, media or reposts, newest first."""
    db, viewer = reader(), viewer_id()
    person = await profile.find_readable(db, viewer_id=viewer, user_id=parse_id(user_id))
    page = await profile.tab_page(
        db,
        viewer_id=viewer,
        author_id=person.id,
        tab=query_args.tab,
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return await posts_answer(db, [entry.id for entry in page.items], page.next_cursor)


@blueprint.get("/<user_id>/followers")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def list_followers(user_id: str, query_args: PageQuery) -> Response:
    """Who follows a person, the newest first."""
    return await _follows("followers", user_id, query_args)


@blueprint.get("/<user_id>/following")
@validate_querystring(PageQuery)
@document_response(UserPage, 200)
async def list_following(user_id: str, query_args: PageQuery) -> Response:
    """Whom a person follows, the newest first."""
    return await _follows("following", user_id, query_args)


async def _follows(name: str, user_id: str, query: PageQuery) -> Response:
    db, viewer = reader(), viewer_id()
    person = await profile.find_readable(db, viewer_id=viewer, user_id=parse_id(user_id))
    page = await lists.follow_page(
        db, name, viewer_id=viewer, user_id=person.id, cursor=query.cursor, page_size=query.limit
    )
    return page_json(page.map(lambda row: user_json(row, viewer)))


@blueprint.get("/suggestions")
@validate_querystring(SuggestionsQuery)
@document_response(UserPage, 200)
async def list_suggestions(query_args: SuggestionsQuery) -> Response:
    """People to follow: followed by those one follows, then popular ones."""
    db, viewer = reader(), viewer_id()
    rows = await side.suggested(db, viewer_id=viewer, page_size=query_args.limit)
    cards = await lists.cards_in_order(db, viewer_id=viewer, user_ids=[row.user_id for row in rows])
    reasons = {row.user_id: side.reason_of(row) for row in rows}
    return page_json(Page([{**user_json(row, viewer), "reason": reasons[row.id]} for row in cards], None))


@blueprint.delete("/suggestions/<user_id>")
async def dismiss_suggestion(user_id: str) -> Response:
    """Suggest somebody no more."""
    viewer = require_viewer().id
    await suggestions.dismiss_suggestion(database(), viewer_id=viewer, user_id=parse_id(user_id))
    await forget_side(viewer)
    return no_content()


@blueprint.get("/search")
@validate_querystring(PeopleSearchQuery)
@document_response(UserPage, 200)
async def search(query_args: PeopleSearchQuery) -> Response:
    """People whose username or name begins so: exact, followed, popular; to mention: followed, then others."""
    if query_args.purpose == "mention":
        return await _mentionable(query_args)
    viewer = viewer_id()
    query = clean_query(query_args.q)
    page = await find_people(
        reader(),
        viewer_id=viewer,
        query=query,
        latin_query=latin(query),
        cursor=query_args.cursor,
        page_size=query_args.limit,
    )
    return page_json(page.map(lambda row: user_json(row, viewer)))


async def _mentionable(query: PeopleSearchQuery) -> Response:
    viewer = require_viewer().id
    rows = await find_mentions(reader(), viewer_id=viewer, query=clean_query(query.q), page_size=query.limit)
    return page_json(Page([user_json(row, viewer) for row in rows], None))
