"""One's e-mail address and username over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import verification
from app.actions.usernames import change_username
from app.blueprints.account_limits import limit_email_change, limit_resending, limit_username
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.me import own_json
from app.blueprints.api.schemas.accounts import Email, EmailChange, EmailToken, Message, UsernameChange
from app.blueprints.api.schemas.users import User
from app.blueprints.current import database, mail_site, require_viewer
from app.blueprints.signing_in import limit_token

if TYPE_CHECKING:
    from app.store.verification import EmailRow

blueprint = Blueprint("api_account", __name__, url_prefix="/api/me")


@blueprint.get("/email")
@document_response(Email, 200)
async def show_email() -> Response:
    """One's e-mail address, and the one that a change waits for."""
    return json(email_json(await verification.own_email(database(), user_id=require_viewer().id)))


@blueprint.patch("/email")
@validate_request(EmailChange)
@document_response(Email, 202)
async def change_email(data: EmailChange) -> Response:
    """Wish for another address. It takes effect when both addresses have confirmed."""
    user_id = require_viewer().id
    await limit_email_change(user_id, data.email)
    row = await verification.ask_email_change(
        database(), user_id=user_id, email=data.email, password=data.password, site=mail_site()
    )
    return json(email_json(row), 202)


@blueprint.delete("/email/pending")
async def keep_email() -> Response:
    """Take the wish for another address back."""
    await verification.take_back_email_change(database(), user_id=require_viewer().id)
    return no_content()


@blueprint.post("/email/verify")
@validate_request(EmailToken)
async def verify_email(data: EmailToken) -> Response:
    """Confirm an address with the token of a mail's link; it needs no sign-in."""
    await limit_token()
    await verification.confirm_email(database(), token=data.token, site=mail_site())
    return no_content()


@blueprint.post("/email/verification")
@document_response(Message, 202)
async def send_link_again() -> Response:
    """Have the link that verifies the address mailed once more."""
    user_id = require_viewer().id
    await limit_resending(user_id)
    await verification.ask_verification_again(database(), user_id=user_id, site=mail_site())
    return json({"message": "A link is on its way, unless your address is verified."}, 202)


@blueprint.patch("/username")
@validate_request(UsernameChange)
@document_response(User, 200)
async def change_my_username(data: UsernameChange) -> Response:
    """Take another username. Links to the old one lead to the new one, and nobody else gets it for 30 days."""
    user_id = require_viewer().id
    await limit_username(user_id)
    await change_username(database(), user_id=user_id, username=data.username)
    return json(await own_json(user_id))


def email_json(row: EmailRow) -> dict[str, Any]:
    """One's address."""
    return {"email": row.email, "is_verified": row.is_verified, "pending_email": row.pending_email}
