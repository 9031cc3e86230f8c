"""Writing: the composer's page and the form behind every composer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions import drafts as draft_actions
from app.actions import media as media_actions
from app.actions import posts as post_actions
from app.actions import scheduled as scheduled_actions
from app.actions.idempotency import IdempotencyKey, StoredAnswer, make_key
from app.actions.media import MAX_PICTURES
from app.actions.post_requests import restored
from app.actions.quotes import require_quotable
from app.blueprints.account_limits import require_verified
from app.blueprints.auth import see_other
from app.blueprints.composer_forms import (
    composer_of,
    composer_of_request,
    media_ids_of,
    new_nonce,
    optional_id,
    publish_at_of,
    request_of,
    target_card,
)
from app.blueprints.current import database, hold_answer, parts, require_viewer, wants_fragment
from app.blueprints.multipart import ReceivedForm, received_form
from app.blueprints.posting import post_card
from app.blueprints.render import fragment, page
from app.blueprints.returning import return_to
from app.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge, WrongType
from app.present.composing import Composer
from app.present.pages import PostFormPage
from app.present.posts import post_url
from app.security.rate_limits import limit_posting, limit_upload
from app.store import drafts, scheduled

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.db import Executor

blueprint = Blueprint("compose", __name__)

# Fields that make a form with the same nonce another request.
SAID = (
    "body",
    "reply_to_id",
    "quote_of_id",
    "reply_audience",
    "media_ids",
    "content_note",
    "poll_option",
    "poll_minutes",
    "poll_multiple",
    "is_closed_to_quotes",
)


@blueprint.get("/compose")
async def show_composer() -> Response:
    """The page for a new post, a quote (`?quote=ID`), a reply (`?reply=ID`), a draft, or what is scheduled."""
    viewer_id = require_viewer().id
    if request.args.get("draft") or request.args.get("scheduled"):
        return _composer_page(await _kept_composer(viewer_id))
    reply_to = await target_card(request.args.get("reply"), viewer_id)
    quote_of = await target_card(request.args.get("quote"), viewer_id)
    if reply_to is not None and not reply_to.can_reply:
        raise Forbidden("Not everyone can reply to this.")
    if quote_of is not None:
        await require_quotable(database().pool, viewer_id=viewer_id, post_id=quote_of.id)
    return _composer_page(Composer(nonce=new_nonce(), reply_to=reply_to, quote_of=quote_of))


async def _kept_composer(viewer_id: int) -> Composer:
    """The composer with a draft, or with a post that waits.

    Raises:
        NotFound: there is no such one.
    """
    draft_id = optional_id(request.args.get("draft"))
    if draft_id is not None:
        draft = await drafts.select_draft(database().pool, user_id=viewer_id, draft_id=draft_id)
        if draft is None:
            raise NotFound
        return await composer_of_request(restored(draft.request), viewer_id, draft_id=str(draft.id))
    waiting = await scheduled.select_scheduled(
        database().pool, user_id=viewer_id, scheduled_id=optional_id(request.args.get("scheduled")) or 0
    )
    if waiting is None:
        raise NotFound
    return await composer_of_request(
        restored(waiting.request),
        viewer_id,
        scheduled_id=str(waiting.id),
        publish_at=f"{waiting.publish_at:%Y-%m-%dT%H:%M}",
    )


@blueprint.post("/compose")
async def add_box() -> Response:
    """The same page with one more box for a post of the thread."""
    async with received_form() as received:
        return _composer_page(await composer_of(received.fields, require_viewer().id, with_box=True))


@blueprint.post("/posts")
async def publish_post() -> Response | WerkzeugResponse:
    """Publish what a composer holds, now or later; several `body` fields are a chain."""
    require_viewer()
    async with received_form("files", most_files=MAX_PICTURES, reads_on=True) as received:
        return await _published(received)


async def _published(received: ReceivedForm) -> Response | WerkzeugResponse:
    person, form = require_viewer(), received.fields
    await limit_posting(parts().limiter, person.id)
    await require_verified(person.id)
    media_ids = media_ids_of(form)
    try:
        await _store_files(received, person.id, media_ids)
        if form.get("publish_at"):
            return await _schedule(form, person.id, media_ids)
        published = await post_actions.publish_post(
            database(),
            viewer_id=person.id,
            **request_of(form, media_ids).arguments(),
            has_link_cards=parts().settings.link_cards,
            idempotency=_key(form),
            render=_ids_answer,
        )
    except (Invalid, Conflict, Forbidden, NotFound, TooLarge, WrongType) as error:
        if wants_fragment():
            raise
        errors = getattr(error, "fields", None) or {"body": error.message}
        again = _composer_page(
            await composer_of(form, person.id, media_ids=media_ids, errors=errors), status=error.status
        )
        if isinstance(error, NotFound):
            await hold_answer()
        return again
    await _forget(form, person.id)
    post_ids = published.post_ids
    if not post_ids and published.answer is not None:
        post_ids = [int(post_id) for post_id in published.answer.body.split(",")]
    if wants_fragment():
        card = await post_card(database().pool, post_ids[0], viewer_id=person.id)
        return fragment("_post.html", status=201, post=card, signed_in=True)
    notice = "replied" if form.get("reply_to_id") else "posted"
    return await return_to(post_url(person.username, post_ids[0]), notice=notice)


async def _schedule(form: MultiDict[str, str], user_id: int, media_ids: list[str]) -> Response:
    publish_at = publish_at_of(form)
    assert publish_at is not None  # noqa: S101  asked before
    await scheduled_actions.schedule_post(
        database(),
        user_id=user_id,
        wanted=request_of(form, media_ids),
        publish_at=publish_at,
        scheduled_id=optional_id(form.get("scheduled_id")),
    )
    await _forget(form, user_id, with_scheduled=False)
    return see_other("/scheduled?notice=scheduled")


async def _forget(form: MultiDict[str, str], user_id: int, *, with_scheduled: bool = True) -> None:
    """What was published is no draft any more, and waits no longer."""
    draft_id, scheduled_id = optional_id(form.get("draft_id")), optional_id(form.get("scheduled_id"))
    try:
        if draft_id is not None:
            await draft_actions.delete_draft(database(), user_id=user_id, draft_id=draft_id)
        if scheduled_id is not None and with_scheduled:
            await scheduled_actions.cancel_scheduled(database(), user_id=user_id, scheduled_id=scheduled_id)
    except NotFound:
        # Gone already, as by a form that was sent twice.
        return


async def _store_files(received: ReceivedForm, user_id: int, media_ids: list[str]) -> None:
    """Store the files of a browser without our script as uploads, and add their ids to those of the form."""
    for file in received.files:
        upload = file.taken()
        await limit_upload(parts().limiter, user_id)
        media_id = await media_actions.store_upload(
            database(), parts().storage, parts().decoder, owner_id=user_id, upload=upload
        )
        media_ids.append(str(media_id))


async def _ids_answer(_db: Executor, post_ids: list[int]) -> StoredAnswer:
    """A repeated form needs to know only which posts it made."""
    return StoredAnswer(201, ",".join(str(post_id) for post_id in post_ids))


def _key(form: MultiDict[str, str]) -> IdempotencyKey | None:
    nonce = form.get("nonce")
    if not nonce:
        return None
    said = [form.getlist(name) for name in SAID]
    return make_key("POST /posts", nonce, said, field="nonce")


def _composer_page(composer: Composer, status: int = 200) -> Response:
    title = "Reply" if composer.reply_to else "Quote" if composer.quote_of else "New post"
    return page("posts/compose.html", PostFormPage(title, composer), status=status)
