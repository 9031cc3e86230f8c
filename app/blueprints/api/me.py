"""One's own account over the API."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.accounts import change_password
from app.actions.profile import ProfileChange, change_profile
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.schemas.users import PasswordChange, ProfileChanges, User
from app.blueprints.current import database, require_viewer
from app.errors import NotSignedIn
from app.present.people import user_json
from app.store import users

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
    change = ProfileChange(data.display_name, data.bio, data.link, data.is_private, data.theme)
    await change_profile(database(), user_id=user_id, change=change)
    return json(await own_json(user_id))


@blueprint.post("/password")
@validate_request(PasswordChange)
async def change_my_password(data: PasswordChange) -> Response:
    """Change the password; all other devices are signed out."""
    person = require_viewer()
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
    row = await users.select_card(database().pool, viewer_id=user_id, user_id=user_id)
    if row is None:
        raise NotSignedIn
    return user_json(row, user_id)
