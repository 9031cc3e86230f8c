"""One's settings: profile, account, security, privacy."""

from __future__ import annotations

from quart import Blueprint, Response, request

from app.actions import sessions as session_actions
from app.actions.accounts import change_password
from app.actions.avatars import remove_avatar, set_avatar
from app.actions.banners import remove_banner, set_banner
from app.actions.profile import ProfileChange, change_profile
from app.blueprints.api.answers import parse_id
from app.blueprints.auth import see_other
from app.blueprints.current import database, parts, require_viewer
from app.blueprints.multipart import ReceivedForm, received_form
from app.blueprints.render import page
from app.blueprints.side import forget_everyones_side
from app.blueprints.uploads import avatar_key, banner_key, media_storage
from app.errors import Invalid, NotSignedIn, TooLarge, TooMany, WrongType
from app.feeds.lists import blocked_cards, muted_cards, restricted_cards
from app.feeds.side import suggested_cards
from app.present.devices import device_line
from app.present.pages import PrivacySettingsPage, ProfileSettingsPage, SecuritySettingsPage
from app.present.people import PersonCard, picture_url
from app.security.rate_limits import limit_password_check, limit_upload
from app.store import accounts, passkeys, second_factor, sessions

blueprint = Blueprint("settings", __name__, url_prefix="/settings")

WELCOME_SUGGESTIONS = 5
# Of the form; the API's names.
PROFILE_FIELDS = ("display_name", "bio", "link", "banner_alt")
PICTURE_FIELDS = ("file", "banner")


@blueprint.get("")
async def show_settings() -> Response:
    """The first of the pages."""
    return see_other("/settings/profile")


@blueprint.get("/profile")
async def show_profile() -> Response:
    """The profile's form, also as the set-up after signing up."""
    account = await _account(require_viewer().id)
    values = {name: getattr(account, name) for name in PROFILE_FIELDS}
    people = []
    if _is_welcome():
        people = await suggested_cards(database().pool, viewer_id=account.id, page_size=WELCOME_SUGGESTIONS)
    return await _profile_page(values, suggestions=people)


@blueprint.post("/profile")
async def change_my_profile() -> Response:
    """Store the form; what was typed stays when something is wrong with it, or with the picture."""
    user_id = require_viewer().id
    async with received_form("file", "banner", most_files=2, reads_on=True) as form:
        return await _changed_profile(user_id, form)


async def _changed_profile(user_id: int, form: ReceivedForm) -> Response:
    values = {name: form.fields.get(name, "") for name in PROFILE_FIELDS}
    names: dict[str, str] = {}
    field = ""
    try:
        for field in PICTURE_FIELDS:
            if (upload := form.file(field)) is not None:
                await limit_upload(parts().limiter, user_id)
                names[field] = await (banner_key if field == "banner" else avatar_key)(upload)
    except (Invalid, TooLarge, WrongType, TooMany) as error:
        await _forget(names)
        return await _profile_page(values, {field: error.message}, error.status)
    change = ProfileChange(values["display_name"], values["bio"], values["link"], banner_alt=values["banner_alt"])
    try:
        await change_profile(database(), user_id=user_id, change=change)
    except Invalid as error:
        await _forget(names)
        return await _profile_page(values, error.fields, error.status)
    if "file" in names:
        await set_avatar(database(), media_storage(), user_id=user_id, key=names["file"])
    if "banner" in names:
        await set_banner(database(), media_storage(), user_id=user_id, key=names["banner"])
    return see_other("/?notice=profile-saved" if _is_welcome() else "/settings/profile?notice=profile-saved")


async def _forget(names: dict[str, str]) -> None:
    """Remove pictures that will not be used."""
    for name in names.values():
        await media_storage().delete(name)


@blueprint.post("/avatar/remove")
async def remove_my_avatar() -> Response:
    """Take the picture away."""
    await remove_avatar(database(), media_storage(), user_id=require_viewer().id)
    return see_other("/settings/profile?notice=profile-saved")


@blueprint.post("/banner/remove")
async def remove_my_banner() -> Response:
    """Take the picture above the profile away."""
    await remove_banner(database(), media_storage(), user_id=require_viewer().id)
    return see_other("/settings/profile?notice=profile-saved")


@blueprint.get("/security")
async def show_security() -> Response:
    """Password and devices."""
    return await _security_page({})


@blueprint.post("/password")
async def change_my_password() -> Response:
    """Change the password; all other devices are signed out."""
    person = require_viewer()
    form = await request.form
    try:
        await limit_password_check(parts().limiter, person.id)
        await change_password(
            database(),
            user_id=person.id,
            session_id=person.session_id,
            current_password=form.get("current_password", ""),
            password=form.get("password", ""),
        )
    except Invalid as error:
        return await _security_page(error.fields, error.status)
    except TooMany as error:
        return await _security_page({"current_password": error.message}, error.status)
    return see_other("/settings/security?notice=password-changed")


@blueprint.post("/devices/<device_id>/end")
async def end_device(device_id: str) -> Response:
    """Sign out one device."""
    person = require_viewer()
    await session_actions.end_device(database(), user_id=person.id, session_id=parse_id(device_id))
    return see_other("/settings/security?notice=signed-out-device")


@blueprint.post("/devices/end-others")
async def end_other_devices() -> Response:
    """Sign out everywhere else."""
    person = require_viewer()
    await session_actions.end_other_devices(database(), user_id=person.id, session_id=person.session_id)
    return see_other("/settings/security?notice=signed-out-others")


@blueprint.get("/privacy")
async def show_privacy() -> Response:
    """Private account and theme."""
    user_id, db = require_viewer().id, database().pool
    account = await _account(user_id)
    context = PrivacySettingsPage(
        account.is_private,
        account.is_out_of_for_you,
        account.theme,
        blocked=await blocked_cards(db, viewer_id=user_id),
        muted=await muted_cards(db, viewer_id=user_id),
        restricted=await restricted_cards(db, viewer_id=user_id),
    )
    return page("settings/privacy.html", context, active="settings")


@blueprint.post("/privacy")
async def change_privacy() -> Response:
    """Store the form; an unchecked switch is not sent, which means no."""
    user_id = require_viewer().id
    form = await request.form
    change = ProfileChange(
        is_private=form.get("is_private") == "true",
        is_out_of_for_you=form.get("is_out_of_for_you") == "true",
        theme=form.get("theme"),
    )
    await change_profile(database(), user_id=user_id, change=change)
    if change.is_private:
        await forget_everyones_side()
    return see_other("/settings/privacy?notice=settings-saved")


def _is_welcome() -> bool:
    return request.args.get("welcome") == "1"


async def _profile_page(
    values: dict[str, str],
    errors: dict[str, str] | None = None,
    status: int = 200,
    suggestions: list[PersonCard] | None = None,
) -> Response:
    account = await _account(require_viewer().id)
    context = ProfileSettingsPage(
        values, errors or {}, _is_welcome(), suggestions or [], banner_url=picture_url(account.banner_key)
    )
    return page("settings/profile.html", context, active="settings", status=status)


async def _security_page(errors: dict[str, str], status: int = 200) -> Response:
    person, settings = require_viewer(), parts().settings
    rows = await sessions.list_devices(
        database().pool,
        user_id=person.id,
        idle_days=settings.session_idle_days,
        max_days=settings.session_max_days,
    )
    devices = [device_line(row, person.session_id) for row in rows]
    standing = await second_factor.select_standing(database().pool, user_id=person.id)
    keys = await passkeys.list_passkeys(database().pool, user_id=person.id)
    context = SecuritySettingsPage(devices, errors, standing.is_on, len(keys))
    return page("settings/security.html", context, active="settings", status=status)


async def _account(user_id: int) -> accounts.AccountRow:
    account = await accounts.select_account(database().pool, user_id=user_id)
    if account is None:
        raise NotSignedIn
    return account
