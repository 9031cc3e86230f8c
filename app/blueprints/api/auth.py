"""Signing up, in and out over the API."""

from __future__ import annotations

from quart import Blueprint, Response, g
from quart_schema import document_response, validate_request

from app.actions import accounts as account_actions
from app.actions import sessions as session_actions
from app.actions.sessions import SignedIn
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.me import own_json
from app.blueprints.api.schemas.auth import SignedIn as SignedInAnswer
from app.blueprints.api.schemas.auth import SignIn, SignUp
from app.blueprints.auth_session import sign_out_browser
from app.blueprints.current import database, mail_site, viewer
from app.blueprints.signing_in import check_password_of, limit_signing_up, this_device

blueprint = Blueprint("api_auth", __name__, url_prefix="/api/auth")


@blueprint.post("/sign-up")
@validate_request(SignUp)
@document_response(SignedInAnswer, 201)
async def sign_up(data: SignUp) -> Response:
    """Make an account and sign in."""
    await limit_signing_up()
    signed_in = await account_actions.sign_up(
        database(),
        username=data.username,
        email=data.email,
        password=data.password,
        display_name=data.display_name or "",
        device=this_device("api"),
        site=mail_site(),
    )
    return await signed_in_answer(signed_in, 201)


@blueprint.post("/sign-in")
@validate_request(SignIn)
@document_response(SignedInAnswer, 200)
async def sign_in(data: SignIn) -> Response:
    """Sign in by username or e-mail address."""
    return await signed_in_answer(await check_password_of(data.login, data.password, this_device("api")))


@blueprint.post("/sign-out")
async def sign_out() -> Response:
    """End the session of the token; without one there is nothing to end."""
    person = viewer()
    if person is not None:
        await session_actions.sign_out(database(), user_id=person.id, session_id=person.session_id)
        if g.get("auth_mode") == "cookie":
            sign_out_browser()
    return no_content()


async def signed_in_answer(signed_in: SignedIn, status: int = 200) -> Response:
    """The person and the token."""
    return json({"user": await own_json(signed_in.user_id), "token": signed_in.token}, status)
