"""Signing in with Google and GitHub, and connecting them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from quart import Blueprint, Response, redirect, request

from app.actions import identities as actions
from app.blueprints.auth import AFTER_SIGN_UP, auth_page, half_signed_in, replaced_session, see_other, welcome
from app.blueprints.current import LOCAL_HOSTS, database, host_name, mail_site, parts, require_viewer, viewer
from app.blueprints.render import page
from app.blueprints.signing_in import limit_token, telling_where_to_appeal, this_device
from app.errors import Conflict, HalfSignedIn, Invalid, WrongCredentials
from app.security.providers import Identity, Journey, come_back, require_configured, set_out
from app.security.redirects import safe_next
from app.security.sealing import seal, unseal

blueprint = Blueprint("identities", __name__)

COOKIE = "skein_journey"
JOURNEY_SECONDS = 600
_PURPOSE = "sign-in elsewhere"


@blueprint.get("/auth/<provider>/start")
async def start(provider: str) -> Response:
    """To the provider. `connect=1` connects it with the account that is signed in."""
    settings = parts().settings
    require_configured(settings, provider)
    await limit_token()
    user_id = require_viewer().id if request.args.get("connect") == "1" else None
    try:
        address, journey = await set_out(settings, provider, f"{mail_site()}/auth/{provider}/callback")
    except Invalid as error:
        return page("auth/sign_in.html", auth_page(message=error.message), status=error.status)
    remembered = {"journey": asdict(journey), "next": safe_next(request.args.get("next")), "user_id": user_id}
    response: Any = redirect(address, 302)
    response.headers["Cache-Control"] = "private, no-store"
    response.set_cookie(
        COOKIE,
        seal(settings.secret_key, _PURPOSE, orjson.dumps(remembered).decode()),
        max_age=JOURNEY_SECONDS,
        path="/auth",
        httponly=True,
        samesite="Lax",
        secure=host_name(request.host) not in LOCAL_HOSTS,
    )
    return response  # type: ignore[no-any-return]


@blueprint.get("/auth/<provider>/callback")
async def callback(provider: str) -> Response:
    """Back from the provider: only for the browser that set out, and once."""
    require_configured(parts().settings, provider)
    await limit_token()
    try:
        response = await _arrive(provider)
    except HalfSignedIn as error:
        response = half_signed_in(error, _remembered().get("next", "/"))
    except (Invalid, Conflict, WrongCredentials) as error:
        response = _failed(error)
    response.delete_cookie(COOKIE, path="/auth")
    return response


@blueprint.post("/settings/account/identities/<provider>/remove")
async def disconnect(provider: str) -> Response:
    """Disconnect an account elsewhere."""
    await actions.disconnect(database(), user_id=require_viewer().id, provider=provider)
    return see_other("/settings/account?notice=identity-removed")


async def _arrive(provider: str) -> Response:
    remembered = _remembered()
    if not remembered:
        raise Invalid("That sign-in was started somewhere else. Start again here.")
    identity = await come_back(parts().settings, Journey(**remembered["journey"]), provider, request.args.to_dict())
    if remembered["user_id"] is not None:
        return await _connect(identity, remembered["user_id"])
    with telling_where_to_appeal():
        signed_in, is_new = await actions.sign_in(
            database(), identity=identity, device=this_device("browser"), replaced=replaced_session()
        )
    return welcome(signed_in, AFTER_SIGN_UP if is_new else remembered["next"])


async def _connect(identity: Identity, user_id: int) -> Response:
    # Whoever signed out, or in as somebody else, in between connects nothing.
    if require_viewer().id != user_id:
        raise Invalid("You are signed in as somebody else by now. Start again.")
    await actions.connect(database(), user_id=user_id, identity=identity)
    return see_other("/settings/account?notice=identity-added")


def _failed(error: Invalid | Conflict | WrongCredentials) -> Response:
    if viewer() is not None:
        raise error
    return page("auth/sign_in.html", auth_page(message=error.message), status=error.status)


def _remembered() -> dict[str, Any]:
    text = unseal(parts().settings.secret_key, _PURPOSE, request.cookies.get(COOKIE, ""), JOURNEY_SECONDS)
    remembered: dict[str, Any] = {} if text is None else orjson.loads(text)
    return remembered
