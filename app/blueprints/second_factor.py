"""Two-step sign-in on pages: the second step, and its settings."""

from __future__ import annotations

from quart import Blueprint, Response, request

from app.actions import second_factor as actions
from app.actions.second_factor import set_up_of
from app.blueprints.account_limits import limit_password
from app.blueprints.auth import auth_page, half_signed_in, replaced_session, see_other, welcome, with_retry
from app.blueprints.current import database, mail_site, parts, require_viewer
from app.blueprints.render import page
from app.blueprints.signing_in import check_code_of, this_device
from app.errors import AccountDeleted, ChallengeOver, Conflict, Invalid, TooMany, WrongCode
from app.present.account_pages import CodePage, SecondFactorPage
from app.present.qr_codes import in_groups, qr_svg
from app.security.redirects import safe_next
from app.store import second_factor

blueprint = Blueprint("second_factor", __name__)

PATH = "/settings/security/second-factor"


@blueprint.post("/auth/second-factor")
async def sign_in_with_code() -> Response:
    """The second step of signing in."""
    form = await request.form
    challenge, target = form.get("challenge", ""), safe_next(form.get("next"))
    try:
        signed_in = await check_code_of(challenge, form.get("code", ""), this_device("browser"), replaced_session())
    except (WrongCode, TooMany) as error:
        context = CodePage(challenge, "" if target == "/" else target, {"code": error.message})
        return with_retry(page("auth/second_factor.html", context, status=error.status), error.retry_after)
    except ChallengeOver as error:
        return page("auth/sign_in.html", auth_page(message=error.message), status=error.status)
    except AccountDeleted as error:
        return half_signed_in(error, target)
    return welcome(signed_in, target)


@blueprint.get(PATH)
async def show_second_factor() -> Response:
    """Where it is set up and turned off."""
    return await _page()


@blueprint.post(f"{PATH}/start")
async def start() -> Response:
    """Make a secret, with the password."""
    person, password = require_viewer(), await _password()
    try:
        await limit_password(person.id)
        await actions.start(database(), user_id=person.id, password=password, secret_key=parts().settings.secret_key)
    except (Invalid, Conflict, TooMany) as error:
        return await _refused(error)
    return see_other(PATH)


@blueprint.post(f"{PATH}/confirm")
async def confirm() -> Response:
    """Turn it on with a first code; shows the recovery codes."""
    person = require_viewer()
    code = (await request.form).get("code", "")
    try:
        await limit_password(person.id)
        codes = await actions.confirm(
            database(),
            user_id=person.id,
            code=code,
            secret_key=parts().settings.secret_key,
            site=mail_site(),
        )
    except (Invalid, Conflict, TooMany) as error:
        return await _refused(error, "code")
    return await _page(recovery_codes=codes)


@blueprint.post(f"{PATH}/recovery-codes")
async def renew_recovery_codes() -> Response:
    """New recovery codes, with the password."""
    person, password = require_viewer(), await _password()
    try:
        await limit_password(person.id)
        codes = await actions.renew_recovery_codes(database(), user_id=person.id, password=password)
    except (Invalid, Conflict, TooMany) as error:
        return await _refused(error)
    return await _page(recovery_codes=codes)


@blueprint.post(f"{PATH}/off")
async def turn_off() -> Response:
    """Turn it off, with the password."""
    person, password = require_viewer(), await _password()
    try:
        await limit_password(person.id)
        await actions.turn_off(database(), user_id=person.id, password=password, site=mail_site())
    except (Invalid, TooMany) as error:
        return await _refused(error)
    return see_other("/settings/security?notice=second-factor-off")


async def _password() -> str:
    password: str = (await request.form).get("password", "")
    return password


async def _refused(error: Invalid | Conflict | TooMany, limited_field: str = "password") -> Response:
    if isinstance(error, TooMany):
        return with_retry(await _page({limited_field: error.message}, status=error.status), error.retry_after)
    return await _page(error.fields, message="" if error.fields else error.message, status=error.status)


async def _page(
    errors: dict[str, str] | None = None,
    *,
    recovery_codes: list[str] | None = None,
    message: str = "",
    status: int = 200,
) -> Response:
    standing = await second_factor.select_standing(database().pool, user_id=require_viewer().id)
    set_up = set_up_of(standing, parts().settings.secret_key)
    context = SecondFactorPage(
        standing.is_on,
        standing.codes_left,
        None if set_up is None else qr_svg(set_up.uri),
        "" if set_up is None else in_groups(set_up.secret),
        recovery_codes or [],
        errors or {},
        message,
    )
    return page("settings/second_factor.html", context, active="settings", status=status)
