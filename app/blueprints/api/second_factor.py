"""Two-step sign-in over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import second_factor as actions
from app.blueprints.account_limits import limit_password
from app.blueprints.api.answers import json, no_content
from app.blueprints.api.auth import signed_in_answer
from app.blueprints.api.schemas.accounts import (
    Challenge,
    Code,
    Password,
    RecoveryCodes,
    SecondFactor,
    SecondFactorSetUp,
)
from app.blueprints.api.schemas.auth import SignedIn
from app.blueprints.current import database, mail_site, parts, require_viewer
from app.blueprints.signing_in import check_code_of, this_device
from app.store import second_factor

blueprint = Blueprint("api_second_factor", __name__, url_prefix="/api")


@blueprint.post("/auth/second-factor")
@validate_request(Challenge)
@document_response(SignedIn, 200)
async def sign_in_with_code(data: Challenge) -> Response:
    """Go on after `second_factor_required`, with a code of the app or a recovery code."""
    return await signed_in_answer(await check_code_of(data.challenge, data.code, this_device("api")))


@blueprint.get("/me/second-factor")
@document_response(SecondFactor, 200)
async def show_second_factor() -> Response:
    """Whether two-step sign-in is on, and how many recovery codes are left."""
    row = await second_factor.select_standing(database().pool, user_id=require_viewer().id)
    return json({"enabled": row.is_on, "recovery_codes_left": row.codes_left})


@blueprint.post("/me/second-factor")
@validate_request(Password)
@document_response(SecondFactorSetUp, 201)
async def start(data: Password) -> Response:
    """Make a secret for an app. It counts once a first code confirmed it."""
    user_id = require_viewer().id
    await limit_password(user_id)
    made = await actions.start(
        database(), user_id=user_id, password=data.password, secret_key=parts().settings.secret_key
    )
    return json({"secret": made.secret, "uri": made.uri}, 201)


@blueprint.post("/me/second-factor/confirm")
@validate_request(Code)
@document_response(RecoveryCodes, 200)
async def confirm(data: Code) -> Response:
    """Turn two-step sign-in on with a first code. The recovery codes are told this once."""
    user_id = require_viewer().id
    await limit_password(user_id)
    codes = await actions.confirm(
        database(), user_id=user_id, code=data.code, secret_key=parts().settings.secret_key, site=mail_site()
    )
    return json({"recovery_codes": codes})


@blueprint.post("/me/second-factor/recovery-codes")
@validate_request(Password)
@document_response(RecoveryCodes, 200)
async def renew_recovery_codes(data: Password) -> Response:
    """New recovery codes; the old ones are void."""
    user_id = require_viewer().id
    await limit_password(user_id)
    codes = await actions.renew_recovery_codes(database(), user_id=user_id, password=data.password)
    return json({"recovery_codes": codes})


@blueprint.delete("/me/second-factor")
@validate_request(Password)
async def turn_off(data: Password) -> Response:
    """Sign in by password alone again."""
    user_id = require_viewer().id
    await limit_password(user_id)
    await actions.turn_off(database(), user_id=user_id, password=data.password, site=mail_site())
    return no_content()
