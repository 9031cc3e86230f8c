"""How one is told of what others do: the settings, and the way out of the digest that each mail carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions.notification_preferences import Preferences, change_preferences, load_preferences, stop_digest
from app.blueprints.auth import see_other
from app.blueprints.current import database, parts, require_viewer
from app.blueprints.render import page
from app.errors import Invalid, NotFound
from app.present.notifications import preference_lines
from app.present.pages import NotificationSettingsPage, UnsubscribePage
from app.security.push import public_key
from app.security.signed_links import STOP_DIGEST, read_link
from app.store.notifications import KINDS

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("notification_settings", __name__)


@blueprint.get("/settings/notifications")
async def show_notification_settings() -> Response:
    """The choices, a row per kind."""
    return _settings_page(await load_preferences(database().pool, viewer_id=require_viewer().id))


@blueprint.post("/settings/notifications")
async def change_notification_settings() -> Response:
    """Store the form."""
    viewer_id = require_viewer().id
    form = await request.form
    chosen = {kind: form[kind] for kind in KINDS if kind in form}
    try:
        await change_preferences(database(), viewer_id=viewer_id, deliveries=chosen, digest=form.get("digest"))
    except Invalid as error:
        kept = await load_preferences(database().pool, viewer_id=viewer_id)
        return _settings_page(kept, error.fields, error.status)
    return see_other("/settings/notifications?notice=settings-saved")


@blueprint.get("/unsubscribe/<token>")
async def ask_to_unsubscribe(token: str) -> Response:
    """A button: programs that look at every link of a mail must not end anything."""
    _person_of(token)
    return page("settings/unsubscribe.html", UnsubscribePage(f"/unsubscribe/{token}"))


@blueprint.post("/unsubscribe/<token>")
async def unsubscribe(token: str) -> Response:
    """End the digest; also sent by mail programs (RFC 8058), signed in or not."""
    await stop_digest(database(), user_id=_person_of(token))
    return page("settings/unsubscribe.html", UnsubscribePage(f"/unsubscribe/{token}", is_done=True))


def _person_of(token: str) -> int:
    user_id = read_link(parts().settings.secret_key, token, purpose=STOP_DIGEST)
    if user_id is None:
        raise NotFound
    return user_id


def _settings_page(chosen: Preferences, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    push_key = public_key(parts().settings.secret_key)
    context = NotificationSettingsPage(preference_lines(chosen.deliveries), chosen.digest, push_key, errors or {})
    return page("settings/notifications.html", context, active="settings", status=status)
