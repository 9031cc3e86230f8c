"""Passkeys over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response, request
from quart_schema import document_response, validate_request

from app.actions import passkeys as actions
from app.blueprints.account_limits import limit_password
from app.blueprints.api.answers import json, no_content, parse_id
from app.blueprints.api.auth import signed_in_answer
from app.blueprints.api.schemas.accounts import Password
from app.blueprints.api.schemas.auth import SignedIn
from app.blueprints.api.schemas.passkeys import NewPasskey, Passkey, PasskeyOptions, Passkeys, PasskeySignIn
from app.blueprints.current import database, require_viewer
from app.blueprints.passkeys import this_site
from app.blueprints.signing_in import limit_token, telling_where_to_appeal, this_device
from app.present.devices import device_name
from app.present.times import rfc3339
from app.store import passkeys

if TYPE_CHECKING:
    from app.store.passkeys import PasskeyRow

blueprint = Blueprint("api_passkeys", __name__, url_prefix="/api")


@blueprint.post("/auth/passkey/options")
@document_response(PasskeyOptions, 200)
async def ask_to_sign_in() -> Response:
    """What the browser is asked to sign, to sign in by a passkey."""
    await limit_token()
    return json(await actions.ask_to_sign_in(database(), site=this_site()))


@blueprint.post("/auth/passkey")
@validate_request(PasskeySignIn)
@document_response(SignedIn, 200)
async def sign_in(data: PasskeySignIn) -> Response:
    """Sign in by a passkey; no further code is asked for."""
    await limit_token()
    with telling_where_to_appeal():
        signed_in = await actions.sign_in(
            database(), credential=data.credential, device=this_device("api"), site=this_site()
        )
    return await signed_in_answer(signed_in)


@blueprint.get("/me/passkeys")
@document_response(Passkeys, 200)
async def list_passkeys() -> Response:
    """One's passkeys."""
    rows = await passkeys.list_passkeys(database().pool, user_id=require_viewer().id)
    return json({"items": [passkey_json(row) for row in rows], "next_cursor": None})


@blueprint.post("/me/passkeys/options")
@validate_request(Password)
@document_response(PasskeyOptions, 200)
async def ask_for_new(data: Password) -> Response:
    """What the browser needs to make a passkey."""
    user_id = require_viewer().id
    await limit_password(user_id)
    options = await actions.ask_for_new(database(), user_id=user_id, password=data.password, site=this_site())
    return json(options)


@blueprint.post("/me/passkeys")
@validate_request(NewPasskey)
@document_response(Passkey, 201)
async def add_passkey(data: NewPasskey) -> Response:
    """Add the passkey that the browser made."""
    user_id = require_viewer().id
    name = data.name or device_name(request.headers.get("User-Agent", ""), "browser")
    passkey_id = await actions.add(database(), user_id=user_id, credential=data.credential, name=name, site=this_site())
    rows = await passkeys.list_passkeys(database().pool, user_id=user_id)
    return json(next(passkey_json(row) for row in rows if row.id == passkey_id), 201)


@blueprint.delete("/me/passkeys/<passkey_id>")
@validate_request(Password)
async def remove_passkey(passkey_id: str, data: Password) -> Response:
    """Remove a passkey."""
    user_id = require_viewer().id
    await limit_password(user_id)
    await actions.remove(database(), user_id=user_id, passkey_id=parse_id(passkey_id), password=data.password)
    return no_content()


def passkey_json(row: PasskeyRow) -> dict[str, Any]:
    """A passkey of the API."""
    return {
        "id": str(row.id),
        "name": row.name,
        "created_at": rfc3339(row.created_at),
        "last_used_at": None if row.last_used_at is None else rfc3339(row.last_used_at),
    }
