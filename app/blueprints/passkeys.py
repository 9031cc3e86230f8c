"""Passkeys on pages. Making and using one needs a script, as browsers offer it to scripts only."""

from __future__ import annotations

from quart import Blueprint, Response, request
from quart_schema import validate_request

from app.actions import passkeys as actions
from app.blueprints.account_limits import limit_password
from app.blueprints.api.answers import json, parse_id
from app.blueprints.api.schemas.passkeys import PageSignIn
from app.blueprints.auth import replaced_session, see_other, with_retry
from app.blueprints.auth_session import sign_in_browser
from app.blueprints.current import base_url, database, host_name, require_viewer
from app.blueprints.render import page
from app.blueprints.signing_in import limit_token, remember_device, telling_where_to_appeal, this_device
from app.errors import Invalid, TooMany
from app.present.account_pages import PasskeyLine, PasskeysPage
from app.present.times import rfc3339, short_time
from app.security.passkeys import Site, can_have_passkeys
from app.security.redirects import safe_next
from app.store import passkeys

blueprint = Blueprint("passkeys", __name__)

PATH = "/settings/security/passkeys"


def this_site() -> Site:
    """What passkeys are bound to here."""
    origin = base_url()
    return Site(host_name(origin.partition("://")[2]), origin)


def has_passkeys() -> bool:
    """Whether passkeys can be had at the host of this request."""
    return can_have_passkeys(this_site().host)


@blueprint.post("/auth/passkey")
@validate_request(PageSignIn)
async def sign_in(data: PageSignIn) -> Response:
    """Sign this browser in; its script goes on to `next`."""
    await limit_token()
    with telling_where_to_appeal():
        signed_in = await actions.sign_in(
            database(),
            credential=data.credential,
            device=this_device("browser"),
            site=this_site(),
            replaced=replaced_session(),
        )
    sign_in_browser(signed_in.token)
    response = json({"next": safe_next(data.next)})
    remember_device(response, signed_in.user_id)
    return response


@blueprint.get(PATH)
async def show_passkeys() -> Response:
    """Where they are added and removed."""
    return await _page({})


@blueprint.post(f"{PATH}/<passkey_id>/remove")
async def remove(passkey_id: str) -> Response:
    """Remove one, with the password."""
    person = require_viewer()
    password = (await request.form).get("password", "")
    try:
        await limit_password(person.id)
        await actions.remove(database(), user_id=person.id, passkey_id=parse_id(passkey_id), password=password)
    except Invalid as error:
        return await _page(error.fields, error.status)
    except TooMany as error:
        return with_retry(await _page({"password": error.message}, error.status), error.retry_after)
    return see_other(f"{PATH}?notice=passkey-removed")


async def _page(errors: dict[str, str], status: int = 200) -> Response:
    rows = await passkeys.list_passkeys(database().pool, user_id=require_viewer().id)
    lines = [
        PasskeyLine(
            row.id,
            row.name,
            "" if row.last_used_at is None else short_time(row.last_used_at),
            rfc3339(row.last_used_at or row.created_at),
        )
        for row in rows
    ]
    context = PasskeysPage(lines, has_passkeys(), errors)
    return page("settings/passkeys.html", context, active="settings", status=status)
