"""What people say about themselves: name, bio, link, privacy, theme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.actions.accounts import MAX_DISPLAY_NAME
from app.actions.media import clean_alt
from app.errors import Invalid
from app.store import accounts
from app.text.latin import latin_name
from app.text.links import clean_link
from app.text.normalise import clean_bio, clean_line
from app.text.rich import parse_post, render_bio

if TYPE_CHECKING:
    from app.db import Connection, Database

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What to change; None leaves a value as it is."""

    display_name: str | None = None
    bio: str | None = None
    link: str | None = None
    is_private: bool | None = None
    theme: str | None = None
    is_out_of_for_you: bool | None = None
    banner_alt: str | None = None


async def change_profile(database: Database, *, user_id: int, change: ProfileChange) -> None:
    """Change a profile. Going public turns the requests that wait into follows.

    Raises:
        Invalid: `fields` names everything that cannot be accepted; then nothing was changed.
    """
    clean = _clean(change)
    async with database.transaction() as db:
        if clean.is_private is False:
            await accounts.lock_with_requesters(db, user_id=user_id)
        await accounts.update_profile(
            db,
            user_id=user_id,
            display_name=clean.display_name,
            latin_name=None if clean.display_name is None else latin_name(clean.display_name),
            bio=clean.bio,
            bio_html=None if clean.bio is None else await _bio_html(db, user_id, clean.bio),
            link=clean.link,
            is_private=clean.is_private,
            is_out_of_for_you=clean.is_out_of_for_you,
            theme=clean.theme,
            banner_alt=clean.banner_alt,
        )
        if clean.is_private is False:
            await accounts.accept_all_requests(db, user_id=user_id)
            await accounts.delete_all_requests(db, user_id=user_id)


def _clean(change: ProfileChange) -> ProfileChange:
    errors: dict[str, str] = {}
    display_name, bio, link, banner_alt = change.display_name, change.bio, change.link, change.banner_alt
    try:
        display_name = None if display_name is None else clean_line(display_name, "display_name", MAX_DISPLAY_NAME)
    except Invalid as error:
        errors |= error.fields
    try:
        bio = None if bio is None else clean_bio(bio)
    except Invalid as error:
        errors |= error.fields
    try:
        link = None if link is None else clean_link(link)
    except Invalid as error:
        errors |= error.fields
    try:
        banner_alt = None if banner_alt is None else clean_alt(banner_alt, "banner_alt")
    except Invalid as error:
        errors |= error.fields
    if change.theme is not None and change.theme not in THEMES:
        errors["theme"] = "Choose system, light or dark."
    if errors:
        raise Invalid(**errors)
    return replace(change, display_name=display_name, bio=bio, link=link, banner_alt=banner_alt)


async def _bio_html(db: Connection, user_id: int, bio: str) -> str:
    mentions = parse_post(bio).mentions
    known = await accounts.list_known_usernames(db, viewer_id=user_id, usernames=mentions) if mentions else []
    return str(render_bio(bio, {name: name for name in known}))
