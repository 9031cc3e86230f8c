"""One's own account over the API."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response
from quart_schema import DataSource, document_request, document_response, validate_request

from app.actions.accounts import change_password
from app.actions.avatars import remove_avatar, set_avatar
from app.actions.banners import remove_banner, set_banner
from app.actions.profile import ProfileChange, change_profile
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.schemas.users import PasswordChange, Picture, ProfileChanges, User
from app.blueprints.current import database, parts, require_viewer
from app.blueprints.multipart import received_form
from app.blueprints.side import forget_everyones_side
from app.blueprints.uploads import avatar_key, banner_key, media_storage
from app.errors import Invalid, NotSignedIn
from app.present.people import user_json
from app.security.rate_limits import limit_password_check, limit_upload
from app.store import accounts, users

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.media.uploads import Upload

blueprint = Blueprint("api_me", __name__, url_prefix="/api/me")


@blueprint.get("")
@document_response(User, 200)
async def show_me() -> Response:
    """The signed-in person."""
    return json(await own_json(require_viewer().id))


@blueprint.patch("")
@validate_request(ProfileChanges)
@document_response(User, 200)
async def change_me(data: ProfileChanges) -> Response:
    """Change one's profile."""
    user_id = require_viewer().id
    change = ProfileChange(
        data.display_name,
        data.bio,
        data.link,
        data.is_private,
        data.theme,
        data.is_out_of_for_you,
        data.banner_alt,
    )
    await change_profile(database(), user_id=user_id, change=change)
    if change.is_private:
        await forget_everyones_side()
    return json(await own_json(user_id))


@blueprint.post("/avatar")
@document_request(Picture, source=DataSource.FORM_MULTIPART)
@document_response(User, 200)
async def change_my_avatar() -> Response:
    """Upload a profile picture: multipart, `file`, at most 8 MB."""
    user_id = require_viewer().id
    await limit_upload(parts().limiter, user_id)
    async with _sent_picture() as upload:
        key = await avatar_key(upload)
    await set_avatar(database(), media_storage(), user_id=user_id, key=key)
    return json(await own_json(user_id))


@blueprint.delete("/avatar")
@document_response(User, 200)
async def remove_my_avatar() -> Response:
    """Take the profile picture away."""
    user_id = require_viewer().id
    await remove_avatar(database(), media_storage(), user_id=user_id)
    return json(await own_json(user_id))


@blueprint.put("/banner")
@document_request(Picture, source=DataSource.FORM_MULTIPART)
@document_response(User, 200)
async def change_my_banner() -> Response:
    """Upload the picture above the profile: multipart, `file`, at most 8 MB. `PATCH /api/me` describes it."""
    user_id = require_viewer().id
    await limit_upload(parts().limiter, user_id)
    async with _sent_picture() as upload:
        key = await banner_key(upload)
    await set_banner(database(), media_storage(), user_id=user_id, key=key)
    return json(await own_json(user_id))


@blueprint.delete("/banner")
@document_response(User, 200)
async def remove_my_banner() -> Response:
    """Take the picture above the profile away."""
    user_id = require_viewer().id
    await remove_banner(database(), media_storage(), user_id=user_id)
    return json(await own_json(user_id))


@asynccontextmanager
async def _sent_picture() -> AsyncIterator[Upload]:
    """The picture in `file` of this request.

    Raises:
        Invalid: there is none.
        WrongType: the request is no form.
    """
    async with received_form("file") as form:
        upload = form.file("file")
        if upload is None:
            raise Invalid(file="Choose a picture.")
        yield upload


@blueprint.post("/password")
@validate_request(PasswordChange)
async def change_my_password(data: PasswordChange) -> Response:
    """Change the password; all other devices are signed out."""
    person = require_viewer()
    await limit_password_check(parts().limiter, person.id)
    await change_password(
        database(),
        user_id=person.id,
        session_id=person.session_id,
        current_password=data.current_password,
        password=data.password,
    )
    return no_content()


async def own_json(user_id: int) -> dict[str, Any]:
    """A person as they see themselves.

    Raises:
        NotSignedIn: the account ended meanwhile.
    """
    pool = database().pool
    row = await users.select_card(pool, viewer_id=user_id, user_id=user_id)
    account = await accounts.select_account(pool, user_id=user_id)
    if row is None or account is None:
        raise NotSignedIn
    return {**user_json(row, user_id), "is_out_of_for_you": account.is_out_of_for_you}
