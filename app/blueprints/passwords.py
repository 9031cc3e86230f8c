"""Forgotten passwords on pages."""

from __future__ import annotations

from quart import Blueprint, Response, request

from app.actions.passwords import check_reset_link, reset_password
from app.blueprints.auth import see_other, with_retry
from app.blueprints.current import database, mail_site
from app.blueprints.render import page
from app.blueprints.signing_in import ask_for_reset, limit_token
from app.errors import Invalid, TooMany
from app.present.pages import AuthPage
from app.security.emails import email_key

blueprint = Blueprint("passwords", __name__, url_prefix="/auth")


@blueprint.get("/forgot-password")
async def show_forgot_password() -> Response:
    """The form that asks for the address."""
    return page("auth/forgot_password.html", AuthPage())


@blueprint.post("/forgot-password")
async def forgot_password() -> Response:
    """Have a link sent; the answer is the same whether or not there is an account."""
    email = (await request.form).get("email", "")
    if email_key(email) is None:
        errors = {"email": "That doesn't look like an e-mail address."}
        return page("auth/forgot_password.html", AuthPage({"email": email}, errors), status=400)
    try:
        await ask_for_reset(email)
    except TooMany as error:
        context = AuthPage({"email": email}, message=error.message)
        return with_retry(page("auth/forgot_password.html", context, status=error.status), error.retry_after)
    return page("auth/forgot_password.html", AuthPage({"sent": "yes"}))


@blueprint.get("/reset-password")
async def show_reset_password() -> Response:
    """The form behind the link of the mail; a dead link is told before anything is typed."""
    token = request.args.get("token", "")
    try:
        await check_reset_link(database(), token=token)
    except Invalid as error:
        return _reset_page(AuthPage({"token": token}, message=error.message))
    return _reset_page(AuthPage({"token": token}))


@blueprint.post("/reset-password")
async def set_new_password() -> Response:
    """Set the password; then the person signs in with it."""
    form = await request.form
    token = form.get("token", "")
    try:
        await limit_token()
        await reset_password(database(), token=token, password=form.get("password", ""), site=mail_site())
    except Invalid as error:
        return _reset_page(AuthPage({"token": token}, error.fields, error.fields.get("token", "")), error.status)
    except TooMany as error:
        answer = _reset_page(AuthPage({"token": token}, message=error.message), error.status)
        return with_retry(answer, error.retry_after)
    return see_other("/auth/sign-in?notice=password-reset")


def _reset_page(context: AuthPage, status: int = 200) -> Response:
    return without_referrer(page("auth/reset_password.html", context, status=status))


def without_referrer(response: Response) -> Response:
    """The address holds a secret: no other site is told it.

    Not `no-referrer`: with that a browser sends the form with `Origin: null`, and it would be refused.
    """
    response.headers["Referrer-Policy"] = "same-origin"
    return response
