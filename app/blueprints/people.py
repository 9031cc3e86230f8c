"""Profiles and lists of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, redirect, request

from app.blueprints.current import database, reader, require_viewer, viewer_id, wants_fragment
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, next_url, posts_page
from app.blueprints.render import fragment, page
from app.blueprints.side import side_column
from app.errors import NotFound
from app.feeds import lists, profile
from app.feeds.hydrate import hydrate_cards
from app.present.pages import PeoplePage, ProfilePage
from app.present.people import is_readable, person_card
from app.security.usernames import username_key

if TYPE_CHECKING:
    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.store.paging import Page
    from app.store.users import UserRow

blueprint = Blueprint("people", __name__)

PEOPLE_SIZE = 30


@blueprint.get("/@<name>")
async def show_profile(name: str) -> Response:
    """A person and their posts; of a private stranger the card only."""
    return await _tab(name, "posts")


@blueprint.get("/@<name>/replies")
async def show_replies(name: str) -> Response:
    """A person's replies."""
    return await _tab(name, "replies")


@blueprint.get("/@<name>/media")
async def show_media(name: str) -> Response:
    """A person's posts with pictures or video."""
    return await _tab(name, "media")


@blueprint.get("/@<name>/reposts")
async def show_reposts(name: str) -> Response:
    """What a person reposted."""
    return await _tab(name, "reposts")


@blueprint.get("/@<name>/followers")
async def show_followers(name: str) -> Response:
    """Who follows a person."""
    return await _follows(name, "followers", "Followers")


@blueprint.get("/@<name>/following")
async def show_following(name: str) -> Response:
    """Whom a person follows."""
    return await _follows(name, "following", "Following")


@blueprint.get("/profile")
async def show_own_profile() -> WerkzeugResponse:
    """To one's own profile."""
    return redirect(f"/@{require_viewer().username}", 303)


@blueprint.get("/follow-requests")
async def show_requests() -> Response:
    """Who asks to follow, with Accept and Decline."""
    person = require_viewer()
    found = await lists.requests_page(
        database().pool, viewer_id=person.id, cursor=cursor_of_request(), page_size=PEOPLE_SIZE
    )
    return await _people(
        PeoplePage(
            "Follow requests",
            "requests",
            [person_card(row, person.id) for row in found.items],
            next_url(found.next_cursor),
            back_url="/notifications",
        )
    )


async def _tab(name: str, tab: str) -> Response:
    db, viewer, cursor = reader(), viewer_id(), cursor_of_request()
    person = await profile.find_person_by_name(db, viewer_id=viewer, username=username_key(name))
    cards, further = [], None
    if is_readable(person, viewer) and tab == "posts" and cursor is None:
        pinned_id, found = await profile.first_posts(db, viewer_id=viewer, author_id=person.id, page_size=PAGE_SIZE)
        shown = [] if pinned_id is None else [pinned_id]
        cards = await hydrate_cards(db, viewer_id=viewer, post_ids=[*shown, *(entry.id for entry in found.items)])
        for card in cards[:1]:
            card.is_pinned = card.entry_id == pinned_id
        further = next_url(found.next_cursor)
    elif is_readable(person, viewer):
        entries = await profile.tab_page(
            db, viewer_id=viewer, author_id=person.id, tab=tab, cursor=cursor, page_size=PAGE_SIZE
        )
        cards = await hydrate_cards(db, viewer_id=viewer, post_ids=[entry.id for entry in entries.items])
        further = next_url(entries.next_cursor)
    elif tab != "posts":
        raise NotFound
    context = ProfilePage(person_card(person, viewer), tab, cards, further, is_first=cursor is None)
    side = await side_column(shown_people=[person.id])
    return posts_page("people/profile.html", context, active="profile" if person.id == viewer else "", side=side)


async def _follows(name: str, which: str, title: str) -> Response:
    db, viewer = reader(), viewer_id()
    person = await profile.find_person_by_name(db, viewer_id=viewer, username=username_key(name))
    if not is_readable(person, viewer):
        raise NotFound
    found: Page[UserRow] = await lists.follow_page(
        db, which, viewer_id=viewer, user_id=person.id, cursor=cursor_of_request(), page_size=PEOPLE_SIZE
    )
    card = person_card(person, viewer)
    people = [person_card(row, viewer) for row in found.items]
    return await _people(PeoplePage(title, which, people, next_url(found.next_cursor), person=card, back_url=card.url))


async def _people(context: PeoplePage) -> Response:
    if wants_fragment():
        return fragment(
            "people/_people_list.html",
            people=context.people,
            next_url=context.next_url,
            back=request.path,
            is_requests=context.name == "requests",
            can_remove=context.name == "followers" and context.person is not None and context.person.is_viewer,
        )
    shown = [person.id for person in context.people]
    if context.person is not None:
        shown.append(context.person.id)
    return page("people/list.html", context, side=await side_column(shown_people=shown))
