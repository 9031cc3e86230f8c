"""Pages of a post: the conversation, who liked or reposted it, editing, its history, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from quart import Blueprint, Response, redirect, request

from app.actions import posts as post_actions
from app.blueprints.api.answers import no_content, parse_id
from app.blueprints.composer_forms import new_nonce
from app.blueprints.current import database, parts, require_viewer, viewer_id, wants_fragment
from app.blueprints.posting import post_card
from app.blueprints.render import fragment, page
from app.blueprints.returning import return_to
from app.blueprints.side import side_column
from app.errors import Forbidden, Invalid
from app.feeds.threads import Thread, list_likers, list_reposters, list_versions, read_thread
from app.present.composing import Composer
from app.present.pages import ConfirmPage, EditHistoryPage, PeoplePage, PostFormPage, ThreadPage
from app.present.people import person_card
from app.present.posts import closed_reason, post_url, post_version
from app.store.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.present.posts import PostCard
    from app.store.posts import TargetRow
    from app.store.users import UserRow

blueprint = Blueprint("posts", __name__)


@blueprint.get("/@<name>/post/<post_id>")
async def show_post(name: str, post_id: str) -> Response | WerkzeugResponse:
    """A conversation around one post: what it answers, the post, its replies."""
    wanted_id = parse_id(post_id)
    sort = "top" if request.args.get("sort") == "top" else "oldest"
    is_hidden = request.args.get("hidden") == "true"
    thread = await read_thread(
        database().pool,
        viewer_id=viewer_id(),
        post_id=wanted_id,
        sort="top" if sort == "top" else "oldest",
        cursor=request.args.get("cursor"),
        page_size=DEFAULT_PAGE_SIZE,
        is_hidden=is_hidden,
    )
    if (name, wanted_id) != (thread.post.username, thread.post.id):
        return _elsewhere(thread.post.url)
    chosen = {"sort": sort} if sort == "top" else {}
    next_url = _next_url(thread.post.url, thread.next_cursor, **chosen, **({"hidden": "true"} if is_hidden else {}))
    if wants_fragment():
        return fragment(
            "_post_list.html",
            posts=thread.replies,
            next_url=next_url,
            signed_in=viewer_id() is not None,
            in_thread=True,
        )
    side = await side_column(shown_people=[thread.post.author_id])
    return page("posts/thread.html", _thread_page(thread, sort, next_url, shows_hidden=is_hidden), side=side)


def _thread_page(thread: Thread, sort: str, next_url: str | None, *, shows_hidden: bool) -> ThreadPage:
    quoted, standing = thread.post.quote, thread.standing
    is_signed_in = viewer_id() is not None
    can_reply = is_signed_in and thread.post.can_reply
    return ThreadPage(
        ancestors=thread.ancestors,
        has_hidden_ancestor=thread.has_hidden_ancestor,
        post=thread.post,
        replies=thread.replies,
        next_url=next_url,
        sort=sort,
        composer=Composer(nonce=new_nonce(), reply_to=thread.post) if can_reply else None,
        closed_reason=closed_reason(thread.post, thread.ancestors) if is_signed_in and not can_reply else "",
        is_followed=standing.is_followed,
        can_hide=standing.can_hide,
        is_hidden_reply=standing.is_hidden_reply,
        has_hidden_replies=standing.has_hidden_replies,
        shows_hidden=shows_hidden,
        is_closed_to_quotes=standing.is_closed_to_quotes,
        quotes_viewer=is_signed_in and quoted is not None and quoted.author_id == viewer_id(),
    )


def _next_url(path: str, cursor: str | None, **query: str) -> str | None:
    return None if cursor is None else f"{path}?{urlencode({**query, 'cursor': cursor})}"


def _elsewhere(url: str) -> WerkzeugResponse:
    """To the one address of a page, whose name in the address was another, or the id a repost's."""
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{url}?{query}" if query else url, 303)


@blueprint.get("/@<name>/post/<post_id>/likes")
async def show_likes(name: str, post_id: str) -> Response | WerkzeugResponse:
    """People who like a post."""
    target, people = await list_likers(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=request.args.get("cursor"),
        page_size=DEFAULT_PAGE_SIZE,
    )
    return await _people_page(name, post_id, target, people, "likes", "Likes")


@blueprint.get("/@<name>/post/<post_id>/reposts")
async def show_reposts(name: str, post_id: str) -> Response | WerkzeugResponse:
    """People who reposted a post."""
    target, people = await list_reposters(
        database().pool,
        viewer_id=viewer_id(),
        post_id=parse_id(post_id),
        cursor=request.args.get("cursor"),
        page_size=DEFAULT_PAGE_SIZE,
    )
    return await _people_page(name, post_id, target, people, "reposts", "Reposts")


async def _people_page(
    name: str, post_id: str, target: TargetRow, people: Page[UserRow], list_name: str, title: str
) -> Response | WerkzeugResponse:
    url = post_url(target.username, target.id)
    if (name, parse_id(post_id)) != (target.username, target.id):
        return _elsewhere(f"{url}/{list_name}")
    context = PeoplePage(
        title=title,
        name=list_name,
        people=[person_card(row, viewer_id()) for row in people.items],
        next_url=_next_url(f"{url}/{list_name}", people.next_cursor),
        back_url=url,
    )
    if wants_fragment():
        return fragment(
            "people/_people_list.html",
            people=context.people,
            next_url=context.next_url,
            back=request.path,
            is_requests=False,
        )
    side = await side_column(shown_people=[row.id for row in people.items])
    return page("people/list.html", context, side=side)


@blueprint.get("/posts/<post_id>/history")
async def show_history(post_id: str) -> Response:
    """The texts that a post had, the present one first."""
    versions = await list_versions(
        database().pool, viewer_id=viewer_id(), post_id=parse_id(post_id), cursor=None, page_size=MAX_PAGE_SIZE
    )
    card = await post_card(database().pool, parse_id(post_id), viewer_id=viewer_id())
    return page("posts/history.html", EditHistoryPage(card, [post_version(row) for row in versions.items]))


async def _own_card(post_id: str) -> PostCard:
    """One's own post or repost, for the pages that change it.

    Raises:
        Forbidden: it is another person's.
    """
    person = require_viewer()
    card = await post_card(database().pool, parse_id(post_id), viewer_id=person.id)
    is_own = card.reposted_by_viewer if card.reposted_by is not None else card.is_own
    if not is_own:
        raise Forbidden
    return card


@blueprint.get("/posts/<post_id>/edit")
async def show_edit(post_id: str) -> Response:
    """The text of one's own post, to be changed."""
    card = await _own_card(post_id)
    if card.reposted_by is not None:
        raise Invalid(post_actions.REPOST_EDIT)
    if not card.can_edit:
        raise Forbidden(f"A post can be edited for {parts().settings.edit_window_minutes} minutes.")
    return _edit_page(card, Composer(body=card.body, reply_audience=card.reply_audience))


@blueprint.post("/posts/<post_id>/edit")
async def edit_post(post_id: str) -> Response | WerkzeugResponse:
    """Give the post another text."""
    person = require_viewer()
    body = (await request.form).get("body", "")
    try:
        await post_actions.edit_post(
            database(),
            viewer_id=person.id,
            post_id=parse_id(post_id),
            body=body,
            edit_window_minutes=parts().settings.edit_window_minutes,
            has_link_cards=parts().settings.link_cards,
        )
    except Invalid as error:
        if wants_fragment():
            raise
        card = await _own_card(post_id)
        return _edit_page(card, Composer(body=body, errors=error.fields or {"body": error.message}), error.status)
    card = await post_card(database().pool, parse_id(post_id), viewer_id=person.id)
    if wants_fragment():
        return fragment("_post.html", post=card, signed_in=True)
    return await return_to(card.url, notice="post-edited")


def _edit_page(card: PostCard, composer: Composer, status: int = 200) -> Response:
    return page("posts/edit.html", PostFormPage("Edit post", composer, card), status=status)


@blueprint.get("/posts/<post_id>/delete")
async def ask_delete(post_id: str) -> Response:
    """Ask before a post is deleted."""
    card = await _own_card(post_id)
    is_repost = card.reposted_by is not None
    context = ConfirmPage(
        title="Undo this repost?" if is_repost else "Delete this post?",
        sentence="The post itself stays." if is_repost else "It will be gone for everyone. This can't be undone.",
        action_url=f"/posts/{card.entry_id}/delete",
        button="Undo repost" if is_repost else "Delete",
        back_url=card.url,
        post=None if card.is_unavailable else card,
    )
    return page("posts/delete.html", context)


@blueprint.post("/posts/<post_id>/delete")
async def delete_post(post_id: str) -> Response | WerkzeugResponse:
    """Delete one's own post."""
    person = require_viewer()
    await post_actions.delete_post(database(), viewer_id=person.id, post_id=parse_id(post_id))
    if wants_fragment():
        return no_content()
    gone = post_url(person.username, parse_id(post_id))
    return await return_to(f"/@{person.username}", notice="post-deleted", avoid=gone)
