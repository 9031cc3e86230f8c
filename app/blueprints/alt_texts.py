"""Describing the pictures of one's own posts, for as long as these are there; suggesting how, for those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions.alt_suggestions import decline_suggestion, suggest_alts, take_suggestion
from app.actions.media import clean_alt, describe_media
from app.blueprints.api.answers import parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.posting import post_card
from app.blueprints.render import fragment, page
from app.blueprints.returning import return_to
from app.errors import Invalid, NotFound
from app.present.alt_texts import AltText, AltTextsPage, SuggestedAlt
from app.store import alt_suggestions

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.present.posts import PostCard

blueprint = Blueprint("alt_texts", __name__)


@blueprint.get("/posts/<post_id>/alt")
async def show_alt_texts(post_id: str) -> Response:
    """The descriptions of a post's pictures, to be changed; for those of others, to suggest some."""
    card = await _card_with_media(post_id)
    return await _alt_page(card, [AltText(item, item.alt) for item in card.media])


@blueprint.post("/posts/<post_id>/alt")
async def change_alt_texts(post_id: str) -> Response | WerkzeugResponse:
    """Describe the pictures anew, or suggest how; a field that is not sent leaves its picture as it is."""
    card = await _card_with_media(post_id)
    form = await request.form
    typed = {item.id: form.get(f"alt_{item.id}", item.alt) for item in card.media}
    errors: dict[str, str] = {}
    for media_id, alt in typed.items():
        try:
            clean_alt(alt, f"alt_{media_id}")
        except Invalid as error:
            errors |= error.fields
    if errors:
        if wants_fragment():
            raise Invalid(**errors)
        lines = [AltText(item, typed[item.id], errors.get(f"alt_{item.id}", "")) for item in card.media]
        return await _alt_page(card, lines, status=Invalid.status)
    changed = {item.id: typed[item.id] for item in card.media if typed[item.id] != item.alt}
    if card.is_own:
        await describe_media(database(), owner_id=require_viewer().id, alts=changed)
    else:
        said = {media_id: alt for media_id, alt in changed.items() if alt.strip()}
        await suggest_alts(database(), viewer_id=require_viewer().id, alts=said)
    if wants_fragment():
        return fragment("_post.html", post=await _card_with_media(post_id), signed_in=True)
    return await return_to(card.url, notice="alt-saved" if card.is_own else "alt-suggested")


@blueprint.post("/alt-suggestions/<suggestion_id>/take")
async def take_alt_suggestion(suggestion_id: str) -> WerkzeugResponse:
    """Describe one's picture as suggested."""
    await take_suggestion(database(), viewer_id=require_viewer().id, suggestion_id=parse_id(suggestion_id))
    return await return_to("/notifications", notice="alt-saved")


@blueprint.post("/alt-suggestions/<suggestion_id>/decline")
async def decline_alt_suggestion(suggestion_id: str) -> WerkzeugResponse:
    """Leave the picture as it is."""
    await decline_suggestion(database(), viewer_id=require_viewer().id, suggestion_id=parse_id(suggestion_id))
    return await return_to("/notifications")


async def _alt_page(card: PostCard, lines: list[AltText], status: int = 200) -> Response:
    title = "Alt text" if card.is_own else "Suggest alt text"
    return page("posts/alt_texts.html", AltTextsPage(card, lines, await _suggested(card), title), status=status)


async def _suggested(card: PostCard) -> list[SuggestedAlt]:
    """What others suggest for the viewer's own post."""
    if not card.is_own:
        return []
    found = await alt_suggestions.list_of_post(database().pool, viewer_id=require_viewer().id, post_id=card.id)
    media_by_id = {item.id: item for item in card.media}
    return [
        SuggestedAlt(
            id=suggestion.row.id,
            media=media_by_id[suggestion.row.media_id],
            alt=suggestion.row.alt,
            name=suggestion.person.display_name or suggestion.person.username,
            username=suggestion.person.username,
        )
        for suggestion in found
        if suggestion.row.media_id in media_by_id
    ]


async def _card_with_media(post_id: str) -> PostCard:
    """A visible post that has pictures or a video.

    Raises:
        NotFound: unknown, not visible, or without any.
    """
    card = await post_card(database().pool, parse_id(post_id), viewer_id=require_viewer().id)
    if not card.media:
        raise NotFound
    return card
