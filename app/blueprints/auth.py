"""Signing up, in and out on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, redirect, request

from app.actions import accounts as account_actions
from app.actions import sessions as session_actions
from app.blueprints.auth_session import sign_in_browser, sign_out_browser
from app.blueprints.current import base_url, database, host_name, mail_site, parts, viewer
from app.blueprints.render import page
from app.blueprints.signing_in import check_password_of, limit_signing_up, remember_device, this_device
from app.errors import AccountDeleted, Conflict, HalfSignedIn, Invalid, Suspended, TooMany, WrongCredentials
from app.present.account_pages import CodePage
from app.present.pages import AuthPage
from app.security.passkeys import can_have_passkeys
from app.security.providers import configured
from app.security.redirects import safe_next

if TYPE_CHECKING:
    from app.actions.sessions import SignedIn

blueprint = Blueprint("auth", __name__, url_prefix="/auth")

AFTER_SIGN_UP = "/settings/profile?welcome=1"


@blueprint.get("/sign-in")
async def show_sign_in() -> Response:
    """The form; whoever is signed in is sent on."""
    target = safe_next(request.args.get("next"))
    if viewer() is not None:
        return see_other(target)
    return page("auth/sign_in.html", auth_page(next="" if target == "/" else target))


@blueprint.post("/sign-in")
async def sign_in() -> Response:
    """Sign in; the session of the cookie that came along ends."""
    form = await request.form
    login, target = form.get("login", ""), safe_next(form.get("next"))
    try:
        signed_in = await check_password_of(login, form.get("password", ""), this_device("browser"), replaced_session())
    except (WrongCredentials, TooMany, Suspended) as error:
        context = auth_page(
            values={"login": login},
            message=error.message,
            next="" if target == "/" else target,
            appeal_url=error.fields["appeal_url"] if isinstance(error, Suspended) else "",
        )
        return with_retry(page("auth/sign_in.html", context, status=error.status), error.retry_after)
    except HalfSignedIn as error:
        return half_signed_in(error, target)
    return welcome(signed_in, target)


@blueprint.get("/sign-up")
async def show_sign_up() -> Response:
    """The form; whoever is signed in is sent on."""
    target = safe_next(request.args.get("next"))
    if viewer() is not None:
        return see_other(target)
    return page("auth/sign_up.html", auth_page(next="" if target == "/" else target))


@blueprint.post("/sign-up")
async def sign_up() -> Response:
    """Make an account, sign in, and go on to the profile."""
    form = await request.form
    names = ("username", "email", "display_name")
    values = {name: form.get(name, "") for name in names}
    context_next = form.get("next", "")
    try:
        await limit_signing_up()
        signed_in = await account_actions.sign_up(
            database(), **values, password=form.get("password", ""), device=this_device("browser"), site=mail_site()
        )
    except (Invalid, Conflict) as error:
        context = auth_page(values=values, errors=error.fields, next=context_next)
        return page("auth/sign_up.html", context, status=error.status)
    except TooMany as error:
        context = auth_page(values=values, message=error.message, next=context_next)
        return with_retry(page("auth/sign_up.html", context, status=error.status), error.retry_after)
    return welcome(signed_in, AFTER_SIGN_UP)


@blueprint.get("/sign-out")
async def show_sign_out() -> Response:
    """The question, as a link changes nothing; whoever is signed out already is sent on."""
    return see_other("/") if viewer() is None else page("auth/sign_out.html", auth_page())


@blueprint.post("/sign-out")
async def sign_out() -> Response:
    """End this session."""
    person = viewer()
    if person is not None:
        await session_actions.sign_out(database(), user_id=person.id, session_id=person.session_id)
    sign_out_browser()
    return see_other("/")


def auth_page(
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    message: str = "",
    next: str = "",  # noqa: A002  the field's name
    appeal_url: str = "",
) -> AuthPage:
    """The context of the sign-in and sign-up pages, with what else one can sign in by here."""
    site = base_url().partition("://")[2]
    return AuthPage(
        values or {},
        errors or {},
        message,
        next,
        can_have_passkeys(host_name(site)),
        configured(parts().settings),
        appeal_url,
    )


def half_signed_in(error: HalfSignedIn, target: str) -> Response:
    """The page that asks for what is missing: a code, or whether to keep a deleted account."""
    context = CodePage(error.challenge, "" if target == "/" else target)
    template = "auth/restore.html" if isinstance(error, AccountDeleted) else "auth/second_factor.html"
    return page(template, context)


def welcome(signed_in: SignedIn, target: str) -> Response:
    """Give the browser its session and send it on."""
    sign_in_browser(signed_in.token)
    response = see_other(target)
    remember_device(response, signed_in.user_id)
    return response


def replaced_session() -> tuple[int, int] | None:
    """The session of the cookie that came along."""
    person = viewer()
    if person is None or person.session_kind != "browser":
        return None
    return person.id, person.session_id


def see_other(target: str) -> Response:
    """303, with what a browser keeps to itself."""
    response = redirect(target, 303)
    response.headers["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


def with_retry(response: Response, seconds: int | None) -> Response:
    """Say when to come back."""
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response
