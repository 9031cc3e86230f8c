"""Forgotten passwords over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import passwords
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.schemas.accounts import ForgotPassword, Message, PasswordReset
from app.blueprints.current import database, mail_site
from app.blueprints.signing_in import ask_for_reset, limit_token

blueprint = Blueprint("api_passwords", __name__, url_prefix="/api/auth")


@blueprint.post("/forgot-password")
@validate_request(ForgotPassword)
@document_response(Message, 202)
async def forgot_password(data: ForgotPassword) -> Response:
    """Have a link for a new password sent. The answer is the same whether or not there is an account."""
    await ask_for_reset(data.email)
    return json({"message": "If an account has this address, a link is on its way."}, 202)


@blueprint.post("/reset-password")
@validate_request(PasswordReset)
async def reset_password(data: PasswordReset) -> Response:
    """Set a new password with the token of the link; all sessions end."""
    await limit_token()
    await passwords.reset_password(database(), token=data.token, password=data.password, site=mail_site())
    return no_content()
