"""Deleting one's account, and having it back, over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.deletion import delete_account, restore_account
from app.blueprints.account_limits import limit_password
from app.blueprints.api.answers import json
from app.blueprints.api.auth import signed_in_answer
from app.blueprints.api.schemas.accounts import Deleted, Password, Restore
from app.blueprints.api.schemas.auth import SignedIn
from app.blueprints.current import database, mail_site, require_viewer
from app.blueprints.signing_in import limit_token, this_device
from app.present.times import rfc3339

blueprint = Blueprint("api_deletion", __name__, url_prefix="/api")


@blueprint.delete("/me")
@validate_request(Password)
@document_response(Deleted, 200)
async def delete_me(data: Password) -> Response:
    """Delete one's account: hidden at once, erased after 30 days. Signing in before that offers it back."""
    user_id = require_viewer().id
    await limit_password(user_id)
    erase_at = await delete_account(database(), user_id=user_id, password=data.password, site=mail_site())
    return json({"erase_at": rfc3339(erase_at)})


@blueprint.post("/auth/restore")
@validate_request(Restore)
@document_response(SignedIn, 200)
async def restore(data: Restore) -> Response:
    """Have a deleted account back, with the `challenge` of a sign-in that was answered by `account_deleted`."""
    await limit_token()
    return await signed_in_answer(
        await restore_account(database(), challenge=data.challenge, device=this_device("api"))
    )
