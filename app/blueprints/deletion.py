"""Deleting one's account, and having it back, on pages."""

from __future__ import annotations

from quart import Blueprint, Response, request

from app.actions.deletion import delete_account, restore_account
from app.blueprints.account_limits import limit_password
from app.blueprints.auth import auth_page, see_other, welcome, with_retry
from app.blueprints.auth_session import sign_out_browser
from app.blueprints.current import database, mail_site, require_viewer
from app.blueprints.render import page
from app.blueprints.signing_in import limit_token, this_device
from app.errors import ChallengeOver, Invalid, TooMany
from app.present.account_pages import DeletePage
from app.security.redirects import safe_next

blueprint = Blueprint("deletion", __name__)


@blueprint.get("/settings/account/delete")
async def show_delete() -> Response:
    """What will happen, and the question for the password."""
    return _page({})


@blueprint.post("/settings/account/delete")
async def delete() -> Response:
    """Hide the account, to be erased later."""
    person = require_viewer()
    password = (await request.form).get("password", "")
    try:
        await limit_password(person.id)
        await delete_account(database(), user_id=person.id, password=password, site=mail_site())
    except Invalid as error:
        return _page(error.fields, error.status)
    except TooMany as error:
        return with_retry(_page({"password": error.message}, error.status), error.retry_after)
    sign_out_browser()
    return see_other("/?notice=account-deleted")


@blueprint.post("/auth/restore")
async def restore() -> Response:
    """Have the account back, and sign in."""
    form = await request.form
    await limit_token()
    try:
        signed_in = await restore_account(
            database(), challenge=form.get("challenge", ""), device=this_device("browser")
        )
    except ChallengeOver as error:
        return page("auth/sign_in.html", auth_page(message=error.message), status=error.status)
    return welcome(signed_in, safe_next(form.get("next")))


def _page(errors: dict[str, str], status: int = 200) -> Response:
    context = DeletePage(require_viewer().username, errors)
    return page("settings/delete.html", context, active="settings", status=status)
