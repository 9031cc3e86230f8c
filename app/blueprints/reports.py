"""The page for reporting a post or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions.reports import report
from app.blueprints.api.answers import parse_id
from app.blueprints.current import database, require_viewer
from app.blueprints.render import page
from app.blueprints.returning import return_to
from app.errors import Invalid, NotFound
from app.feeds.hydrate import hydrate_cards
from app.feeds.profile import find_person
from app.present.people import person_card
from app.present.reports import ReportPage
from app.security.redirects import safe_next

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quart import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("reports", __name__)


@blueprint.get("/report")
async def show_report() -> Response:
    """The reasons, and room for words."""
    require_viewer()
    return await _page(request.args, {})


@blueprint.post("/report")
async def send_report() -> Response | WerkzeugResponse:
    """Send it to the moderators; what was typed stays when something is wrong."""
    viewer_id = require_viewer().id
    form = await request.form
    post_id, user_id = _ids(form)
    try:
        await report(
            database(),
            viewer_id=viewer_id,
            reason=form.get("reason", ""),
            text=form.get("text", ""),
            post_id=post_id,
            user_id=None if post_id is not None else user_id,
        )
    except Invalid as error:
        return await _page(form, error.fields or {"reason": error.message}, error.status)
    return await return_to("/", notice="reported")


def _ids(values: Mapping[str, str]) -> tuple[int | None, int | None]:
    post, user = values.get("post"), values.get("user")
    return (parse_id(post) if post else None, parse_id(user) if user else None)


async def _page(values: Mapping[str, str], errors: dict[str, str], status: int = 200) -> Response:
    pool, viewer_id = database().pool, require_viewer().id
    post_id, user_id = _ids(values)
    card, person, back = None, None, "/"
    if post_id is not None:
        cards = await hydrate_cards(pool, viewer_id=viewer_id, post_ids=[post_id])
        if not cards or cards[0].is_unavailable:
            raise NotFound
        card = cards[0]
        back = card.url
    elif user_id is not None:
        person = person_card(await find_person(pool, viewer_id=viewer_id, user_id=user_id), viewer_id)
        back = person.url
    else:
        raise NotFound
    typed = {name: values.get(name, "") for name in ("reason", "text")}
    context = ReportPage(person, card, safe_next(values.get("back"), back), typed, errors)
    return page("moderation/report.html", context, status=status)
