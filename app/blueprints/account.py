"""One's account on pages: username and e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions import verification
from app.actions.usernames import change_username
from app.blueprints.account_limits import limit_email_change, limit_resending, limit_username
from app.blueprints.auth import see_other
from app.blueprints.current import database, mail_site, parts, require_viewer, viewer
from app.blueprints.passwords import without_referrer
from app.blueprints.render import page
from app.errors import Conflict, Invalid, TooMany
from app.present.account_pages import AccountSettingsPage, VerifyPage
from app.security.providers import configured
from app.store import identities

if TYPE_CHECKING:
    from app.store.verification import EmailRow

blueprint = Blueprint("account", __name__)

_NOTICES = {
    verification.VERIFIED: "email-verified",
    verification.HALF_CHANGED: "email-half-changed",
    verification.CHANGED: "email-changed",
}


@blueprint.get("/settings/account")
async def show_account() -> Response:
    """Username, address, and the way out."""
    return await _account_page()


@blueprint.post("/settings/account/username")
async def change_my_username() -> Response:
    """Take another username."""
    person = require_viewer()
    username = (await request.form).get("username", "")
    try:
        await limit_username(person.id)
        await change_username(database(), user_id=person.id, username=username)
    except (Invalid, Conflict) as error:
        return await _account_page({"username": username}, error.fields, error.status)
    except TooMany as error:
        return await _account_page({"username": username}, {"username": error.message}, error.status)
    return see_other("/settings/account?notice=username-changed")


@blueprint.post("/settings/account/email")
async def change_my_email() -> Response:
    """Wish for another address, with the password."""
    person = require_viewer()
    form = await request.form
    email = form.get("email", "")
    try:
        await limit_email_change(person.id, email)
        await verification.ask_email_change(
            database(), user_id=person.id, email=email, password=form.get("password", ""), site=mail_site()
        )
    except (Invalid, Conflict) as error:
        return await _account_page({"email": email}, error.fields, error.status)
    except TooMany as error:
        return await _account_page({"email": email}, {"email": error.message}, error.status)
    return see_other("/settings/account?notice=email-asked")


@blueprint.post("/settings/account/email/cancel")
async def keep_my_email() -> Response:
    """Take the wish for another address back."""
    await verification.take_back_email_change(database(), user_id=require_viewer().id)
    return see_other("/settings/account?notice=settings-saved")


@blueprint.post("/settings/account/email/resend")
async def send_link_again() -> Response:
    """Mail the link that verifies the address once more."""
    person = require_viewer()
    await limit_resending(person.id)
    await verification.ask_verification_again(database(), user_id=person.id, site=mail_site())
    return see_other("/settings/account?notice=email-link-sent")


@blueprint.get("/auth/verify")
async def show_verify() -> Response:
    """A button: programs that open links in mail confirm nothing by that."""
    return without_referrer(page("auth/verify.html", VerifyPage(request.args.get("token", ""))))


@blueprint.post("/auth/verify")
async def verify() -> Response:
    """Use the link of a mail; the token is proof enough, no sign-in is needed."""
    token = (await request.form).get("token", "")
    try:
        outcome = await verification.confirm_email(database(), token=token, site=mail_site())
    except (Invalid, Conflict) as error:
        return without_referrer(page("auth/verify.html", VerifyPage("", error.message), status=error.status))
    target = "/auth/sign-in" if viewer() is None else "/settings/account"
    return see_other(f"{target}?notice={_NOTICES[outcome]}")


async def _account_page(
    values: dict[str, str] | None = None, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    row = await verification.own_email(database(), user_id=require_viewer().id)
    connected = {one.provider: one.email for one in await identities.list_identities(database().pool, user_id=row.id)}
    context = AccountSettingsPage(
        row.username,
        row.email,
        row.is_verified,
        row.pending_email,
        _waits_for(row),
        row.has_password,
        [(name, title, connected.get(name, "")) for name, title in configured(parts().settings)],
        values or {},
        errors or {},
    )
    return page("settings/account.html", context, active="settings", status=status)


def _waits_for(row: EmailRow) -> str:
    if row.is_old_confirmed:
        return "new"
    return "old" if row.is_new_confirmed else "both"
