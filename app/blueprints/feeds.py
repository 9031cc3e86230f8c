"""Pages of posts: For you, Following, Saved, Liked, and what their scripts ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, redirect, request

from app.blueprints.api.answers import json
from app.blueprints.composer_forms import new_nonce
from app.blueprints.current import database, reader, require_viewer, viewer, viewer_id
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, for_you, next_url, posts_page
from app.blueprints.reading_ahead import following_ahead, for_you_ahead
from app.blueprints.render import fragment
from app.blueprints.side import side_column
from app.errors import Invalid
from app.feeds.catch_up import Period, catch_up_ids
from app.feeds.following import Wanted, following_cards, following_new, shown_once
from app.feeds.hydrate import hydrate_cards
from app.feeds.lists import liked_page
from app.feeds.side import suggested_cards
from app.present.composing import Composer
from app.present.pages import CatchUpPage, FeedPage
from app.store import feeds, markers, notifications
from app.store.paging import NEWEST, encode_cursor

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.present.people import PersonCard

blueprint = Blueprint("feeds", __name__)

SUGGESTIONS = 6
PERIODS: dict[str, Period] = {"visit": "visit", "day": "day", "week": "week"}


@blueprint.get("/")
async def show_for_you() -> Response:
    """For you; what is popular for somebody who is signed out."""
    person_id, cursor = viewer_id(), cursor_of_request()
    found = await for_you().page(
        reader(),
        viewer_id=person_id,
        cursor=cursor,
        page_size=PAGE_SIZE,
        with_follows=False,
        ahead=for_you_ahead(),
    )
    cards = found.cards(person_id)
    suggestions = await _suggestions(is_empty=not cards and cursor is None)
    context = FeedPage(
        "for-you",
        "For you",
        cards,
        next_url(found.next_cursor),
        composer=_composer() if cursor is None else None,
        suggestions=suggestions,
        is_first=cursor is None,
        ranking=found.source,
    )
    side = await side_column(shown_people=[person.id for person in suggestions])
    return posts_page("feeds/for_you.html", context, active="for-you", side=side)


@blueprint.get("/following")
async def show_following() -> Response:
    """What the followed people and oneself post, newest first."""
    person, cursor = require_viewer(), cursor_of_request()
    wanted = Wanted.of(person.id, cursor=cursor, page_size=PAGE_SIZE, with_follows=False)
    cards, next_cursor = await following_cards(reader(), wanted, ahead=following_ahead())
    suggestions = await _suggestions(is_empty=not cards and cursor is None)
    context = FeedPage(
        "following",
        "Following",
        cards,
        next_url(next_cursor),
        composer=_composer() if cursor is None else None,
        suggestions=suggestions,
        is_first=cursor is None,
    )
    side = await side_column(shown_people=[card.id for card in suggestions])
    return posts_page("feeds/following.html", context, active="following", side=side)


@blueprint.get("/following/continue")
async def continue_following() -> WerkzeugResponse:
    """To where one was in Following, on whichever device; to its top where no place is known."""
    marker = await markers.select_marker(database().pool, viewer_id=require_viewer().id)
    # A cursor names the entry above the first one.
    place = "" if marker is None else f"?cursor={encode_cursor(min(marker.entry_id + 1, NEWEST))}"
    return redirect(f"/following{place}", 303)


@blueprint.get("/catch-up")
async def show_catch_up() -> Response:
    """What mattered in Following since the last visit, or in the last day or week."""
    person, db = require_viewer(), reader()
    period = PERIODS.get(request.args.get("period", "visit"), "visit")
    found = await catch_up_ids(db, viewer_id=person.id, period=period, page_size=PAGE_SIZE)
    cards = await hydrate_cards(db, viewer_id=person.id, post_ids=found)
    context = CatchUpPage("catch-up", "Catch up", cards, None, period=period)
    return posts_page("feeds/catch_up.html", context, active="following", side=await side_column())


@blueprint.get("/following/new")
async def show_following_new() -> Response:
    """A fragment of what came into Following since an entry, newest first."""
    person = require_viewer()
    entries = await following_new(database().pool, viewer_id=person.id, since=_since())
    cards = await hydrate_cards(database().pool, viewer_id=person.id, post_ids=shown_once(entries))
    return fragment("_post_list.html", posts=cards, next_url=None, signed_in=True)


@blueprint.get("/live/poll")
async def poll() -> Response:
    """What the socket would have told: the unread count, and how many posts are new since an entry."""
    person = require_viewer()
    since = _since()
    count = 0
    if since:
        count = await feeds.count_following_new(database().pool, viewer_id=person.id, after_id=since)
    unread_count = await notifications.count_unread(database().pool, viewer_id=person.id)
    return json({"unread_count": unread_count, "new_posts_count": count})


@blueprint.get("/liked")
async def show_liked() -> Response:
    """What one liked."""
    person, cursor = require_viewer(), cursor_of_request()
    db = reader()
    found = await liked_page(db, viewer_id=person.id, cursor=cursor, page_size=PAGE_SIZE)
    cards = await hydrate_cards(db, viewer_id=person.id, post_ids=found.items)
    context = FeedPage("liked", "Liked", cards, next_url(found.next_cursor), is_first=cursor is None)
    return posts_page("feeds/liked.html", context, active="liked", side=await side_column())


async def _suggestions(*, is_empty: bool) -> list[PersonCard]:
    if not is_empty:
        return []
    return await suggested_cards(reader(), viewer_id=viewer_id(), page_size=SUGGESTIONS)


def _composer() -> Composer | None:
    return None if viewer() is None else Composer(nonce=new_nonce())


def _since() -> int:
    """The entry since which something is new; 0 where the list was empty."""
    text = request.args.get("since", "")
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Invalid(since="This is not the id of an entry.")
    return int(text)
