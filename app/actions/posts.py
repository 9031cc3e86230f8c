"""Publishing, editing and deleting posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.actions.idempotency import IdempotencyKey, StoredAnswer, keep, recall
from app.actions.media import lock_for_post
from app.actions.polls import NewPoll, clean_poll
from app.actions.quotes import require_quotable
from app.errors import Forbidden, Invalid, NotFound
from app.store import link_cards, media, polls, posts, quotes
from app.text.normalise import clean_body, clean_line
from app.text.rich import Parsed, parse_post, render_html

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from app.actions.post_requests import PostRequest
    from app.db import Connection, Database, Executor

AUDIENCES = ("everyone", "following", "mentioned")
MAX_CHAIN = 25
MAX_NOTE_CHARACTERS = 100
EMPTY_BODY = "Write something first."


@dataclass(frozen=True, slots=True)
class Published:
    """The new posts of a chain in order, and the answer that a repeated request gets."""

    post_ids: list[int]
    answer: StoredAnswer | None = None


async def publish_post(
    database: Database,
    *,
    viewer_id: int,
    body: str | Sequence[str],
    reply_to_id: int | None = None,
    quote_of_id: int | None = None,
    reply_audience: str = "everyone",
    media_ids: Sequence[str] = (),
    poll: NewPoll | None = None,
    content_note: str = "",
    is_closed_to_quotes: bool = False,
    has_link_cards: bool = False,
    idempotency: IdempotencyKey | None = None,
    render: Callable[[Connection, list[int]], Awaitable[StoredAnswer]] | None = None,
) -> Published:
    """Publish a post, a reply, a quote, or a chain of posts of which each answers the one before.

    Media, poll and quote belong to the first post of a chain, the content note and whether others may quote it to each.
    Unless it shows something else, a post gets the card of its first link where `has_link_cards` says so.

    With a key, `render` makes the answer that is kept in the same transaction; a repeated request gets that
    answer and no new post.

    Raises:
        Invalid: a text, an audience, a poll or a media id cannot be used.
        NotFound: what is answered or quoted is unknown or not visible.
        Forbidden: the answered conversation is closed to this person, or what is quoted to quotes.
        Conflict: the key was used for another request.
    """
    is_more_than_text = bool(quote_of_id or media_ids or poll)
    texts = _clean_bodies([body] if isinstance(body, str) else body, is_more_than_text=is_more_than_text)
    _check_audience(reply_audience)
    poll, note = _clean_parts(poll, content_note)
    async with database.transaction() as db:
        if idempotency is not None:
            answer = await recall(db, user_id=viewer_id, key=idempotency)
            if answer is not None:
                return Published([], answer)
        if reply_to_id is not None:
            reply_to_id = await _reply_target(db, viewer_id, reply_to_id)
        if quote_of_id is not None:
            quote_of_id = await require_quotable(db, viewer_id=viewer_id, post_id=quote_of_id)
        attached = await lock_for_post(db, owner_id=viewer_id, media_ids=media_ids)
        chain = _Chain(
            texts,
            reply_to_id=reply_to_id,
            quote_of_id=quote_of_id,
            reply_audience=reply_audience,
            content_note=note,
            poll=poll,
            is_closed_to_quotes=is_closed_to_quotes,
            # What shows something else shows no card of its link.
            first_has_card=has_link_cards and not is_more_than_text,
            rest_has_card=has_link_cards,
        )
        post_ids = await _insert_chain(db, viewer_id, chain)
        if attached:
            await media.update_post(db, post_id=post_ids[0], media_ids=attached)
        if idempotency is None or render is None:
            return Published(post_ids)
        answer = await render(db, post_ids)
        await keep(db, user_id=viewer_id, key=idempotency, answer=answer)
        return Published(post_ids, answer)


def check_words(wanted: PostRequest) -> None:
    """Refuse what could not be published whoever reads it; targets and media are looked at when it is.

    Raises:
        Invalid: a text, the audience, the poll or the content note cannot be used.
    """
    _clean_bodies(wanted.bodies, is_more_than_text=bool(wanted.quote_of_id or wanted.media_ids or wanted.poll))
    _check_audience(wanted.reply_audience)
    _clean_parts(wanted.poll, wanted.content_note)


def _check_audience(audience: str) -> None:
    if audience not in AUDIENCES:
        raise Invalid(reply_audience="Choose who can reply.")


def _clean_parts(poll: NewPoll | None, content_note: str) -> tuple[NewPoll | None, str]:
    note = clean_line(content_note, "content_note", MAX_NOTE_CHARACTERS)
    return None if poll is None else clean_poll(poll), note


@dataclass(frozen=True, slots=True)
class _Chain:
    """What is written in one go: checked, and its targets found."""

    texts: list[Parsed]
    reply_to_id: int | None
    quote_of_id: int | None
    reply_audience: str
    content_note: str
    poll: NewPoll | None
    is_closed_to_quotes: bool
    first_has_card: bool
    rest_has_card: bool


async def _insert_chain(db: Executor, author_id: int, chain: _Chain) -> list[int]:
    """Write the posts; gives their ids in order."""
    known = await _mentionable(db, author_id, chain.texts)
    post_ids: list[int] = []
    for text in chain.texts:
        is_first = not post_ids
        post_id = await posts.insert_post(
            db,
            author_id=author_id,
            body=text.text,
            body_html=_html(text, known),
            reply_to_id=chain.reply_to_id if is_first else post_ids[-1],
            quote_of_id=chain.quote_of_id if is_first else None,
            reply_audience=chain.reply_audience,
            content_note=chain.content_note,
            mentioned_ids=_mentioned_ids(text, known),
            topics=text.topics,
        )
        if text.links and (chain.first_has_card if is_first else chain.rest_has_card):
            await link_cards.upsert_post_link(db, post_id=post_id, url=text.links[0])
        if chain.is_closed_to_quotes:
            await quotes.insert_closed(db, post_id=post_id)
        post_ids.append(post_id)
    if chain.poll is not None:
        poll = chain.poll
        await polls.insert_poll(
            db,
            post_id=post_ids[0],
            options=poll.options,
            is_multiple=poll.is_multiple,
            duration_minutes=poll.duration_minutes,
        )
    return post_ids


def _clean_bodies(bodies: Sequence[str], *, is_more_than_text: bool) -> list[Parsed]:
    texts = [_clean_body(body, number) for number, body in enumerate(bodies, 1)]
    if not texts or len(texts) > MAX_CHAIN:
        raise Invalid(body=f"A chain has 1 to {MAX_CHAIN} posts.")
    if not all(texts[1:]) or not (texts[0] or is_more_than_text):
        raise Invalid(body=EMPTY_BODY)
    return [parse_post(text) for text in texts]


def _clean_body(raw: str, number: int) -> str:
    """A text of a chain; what is wrong names the post, where there are others before it."""
    try:
        return clean_body(raw)
    except Invalid as error:
        if number == 1:
            raise
        raise Invalid(body=f"Post {number}: {error.fields['body']}") from error


async def _reply_target(db: Executor, viewer_id: int, post_id: int) -> int:
    target = await posts.select_reply_target(db, viewer_id=viewer_id, post_id=post_id)
    if target is None:
        raise NotFound("The post you're answering isn't here any more.")
    if not target.can_reply:
        raise Forbidden("Not everyone can reply to this.")
    return target.id


async def _mentionable(db: Executor, viewer_id: int, texts: Iterable[Parsed]) -> dict[str, int]:
    """The visible people whom the texts mention, by name. A blocked name (either way) stays plain text."""
    names = sorted({name for text in texts for name in text.mentions})
    if not names:
        return {}
    rows = await posts.list_mentionable(db, viewer_id=viewer_id, usernames=names)
    return {row.username: row.id for row in rows}


def _html(text: Parsed, known: dict[str, int]) -> str:
    return str(render_html(text, {name: name for name in known}))


def _mentioned_ids(text: Parsed, known: dict[str, int]) -> list[int]:
    return sorted(known[name] for name in text.mentions if name in known)


async def edit_post(
    database: Database,
    *,
    viewer_id: int,
    post_id: int,
    body: str,
    edit_window_minutes: int,
    has_link_cards: bool = False,
) -> None:
    """Give one's own post another text while its edit window is open; who is newly mentioned is told.

    Raises:
        Invalid: the text cannot be used, or the id is a repost's.
        NotFound: unknown or not visible.
        Forbidden: another person's post, or the edit window is over.
    """
    text = parse_post(clean_body(body))
    async with database.transaction() as db:
        own = await posts.lock_own(db, author_id=viewer_id, post_id=post_id, edit_window_minutes=edit_window_minutes)
        if own is None:
            entry = await posts.select_entry(db, viewer_id=viewer_id, post_id=post_id)
            if entry is None:
                raise NotFound
            if entry.is_repost:
                raise Invalid(REPOST_EDIT)
            raise Forbidden("Only its author can edit a post.")
        check_editable(own, edit_window_minutes)
        if not text.text and not own.is_more_than_text:
            raise Invalid(body=EMPTY_BODY)
        if text.text == own.body:
            return
        known = await _mentionable(db, viewer_id, [text])
        await posts.update_body(
            db,
            post_id=post_id,
            body=text.text,
            body_html=_html(text, known),
            mentioned_ids=_mentioned_ids(text, known),
            topics=text.topics,
        )
        if has_link_cards and text.links and not own.is_more_than_text:
            await link_cards.upsert_post_link(db, post_id=post_id, url=text.links[0])
        else:
            await link_cards.delete_post_link(db, post_id=post_id)


REPOST_EDIT = "A repost has no text to edit."


def check_editable(own: posts.OwnPostRow, edit_window_minutes: int) -> None:
    """Refuse an edit that comes too late, or of a repost.

    Raises:
        Invalid: it is a repost.
        Forbidden: the edit window is over.
    """
    if own.is_repost:
        raise Invalid(REPOST_EDIT)
    if not own.is_editable:
        raise Forbidden(f"A post can be edited for {edit_window_minutes} minutes.")


async def delete_post(database: Database, *, viewer_id: int, post_id: int) -> None:
    """Delete one's own post; the id of one's own repost only undoes the repost.

    Raises:
        NotFound: unknown, deleted before, or not visible.
        Forbidden: another person's post.
    """
    async with database.transaction() as db:
        if await posts.delete_own(db, author_id=viewer_id, post_id=post_id):
            return
        if await posts.select_entry(db, viewer_id=viewer_id, post_id=post_id) is None:
            raise NotFound
        raise Forbidden("Only its author can delete a post.")
