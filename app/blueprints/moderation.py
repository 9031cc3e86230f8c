"""The moderators' pages: queue, context, appeals, log. Everybody else gets 403."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, request

from app.actions import moderation as moderation_actions
from app.blueprints.api.answers import parse_id
from app.blueprints.auth import see_other
from app.blueprints.current import database
from app.blueprints.feed_parts import cursor_of_request, next_url
from app.blueprints.moderators import appeal_addresses, load_context, require_moderator
from app.blueprints.render import page
from app.blueprints.side import forget_everyones_side
from app.errors import Conflict, Invalid
from app.present.moderation import (
    AppealsPage,
    LogPage,
    QueuePage,
    ReportContextPage,
    act_line,
    appeal_line,
    choices_for,
    report_line,
    thread_lines,
)
from app.store import moderation
from app.store.paging import before_id, page_of

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")

PAGE_SIZE = 30


@blueprint.get("")
async def show_queue() -> Response:
    """The reports that wait, or those that are closed."""
    require_moderator()
    pool = database().pool
    state = "closed" if request.args.get("state") == "closed" else "open"
    rows = await moderation.list_reports(
        pool, is_open=state == "open", before_id=before_id(cursor_of_request()), page_size=PAGE_SIZE
    )
    found = page_of(rows, PAGE_SIZE, lambda row: row.id)
    waiting = await moderation.count_open(pool)
    context = QueuePage(
        [report_line(row) for row in found.items],
        next_url(found.next_cursor),
        state,
        waiting.reports_count,
        waiting.appeals_count,
    )
    return page("moderation/queue.html", context, active="moderation")


@blueprint.get("/reports/<report_id>")
async def show_report(report_id: str) -> Response:
    """One report with its context."""
    require_moderator()
    return await _context_page(parse_id(report_id), {}, {})


@blueprint.post("/reports/<report_id>/act")
async def act(report_id: str) -> Response:
    """Act on a report; what was typed stays when something is wrong with it."""
    person = require_moderator()
    form = await request.form
    values = {name: form.get(name, "") for name in ("action", "reason")}
    try:
        await moderation_actions.act_on_report(
            database(),
            moderator_id=person.id,
            moderator_role=person.role,
            report_id=parse_id(report_id),
            act=values["action"],
            reason=values["reason"],
            addresses=appeal_addresses(),
        )
    except (Invalid, Conflict) as error:
        errors = error.fields or {"action": error.message}
        return await _context_page(parse_id(report_id), values, errors, error.status)
    await forget_everyones_side()
    return see_other("/moderation?notice=act-done")


@blueprint.get("/appeals")
async def show_appeals() -> Response:
    """The appeals that wait, the oldest first."""
    require_moderator()
    return await _appeals_page(None, {})


@blueprint.post("/appeals/<act_id>")
async def decide(act_id: str) -> Response:
    """Answer an appeal."""
    person = require_moderator()
    form = await request.form
    try:
        await moderation_actions.decide_appeal(
            database(),
            moderator_id=person.id,
            act_id=parse_id(act_id),
            decision=form.get("decision", ""),
            reason=form.get("reason", ""),
            addresses=appeal_addresses(),
        )
    except (Invalid, Conflict) as error:
        return await _appeals_page(parse_id(act_id), error.fields or {"reason": error.message}, error.status)
    return see_other("/moderation/appeals?notice=act-done")


@blueprint.get("/log")
async def show_log() -> Response:
    """What moderators did; nobody can change it."""
    require_moderator()
    rows = await moderation.list_log(database().pool, before_id=before_id(cursor_of_request()), page_size=PAGE_SIZE)
    found = page_of(rows, PAGE_SIZE, lambda row: row.id)
    context = LogPage([act_line(row) for row in found.items], next_url(found.next_cursor))
    return page("moderation/log.html", context, active="moderation")


async def _context_page(report_id: int, values: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    found = await load_context(report_id)
    report = report_line(found.report)
    context = ReportContextPage(
        report,
        thread_lines(found.thread, report.post_id or 0),
        [act_line(row) for row in found.acts],
        [report_line(row) for row in found.others],
        choices_for(report),
        values,
        errors,
    )
    return page("moderation/context.html", context, active="moderation", status=status)


async def _appeals_page(act_id: int | None, errors: dict[str, str], status: int = 200) -> Response:
    rows = await moderation.list_appeals(database().pool)
    context = AppealsPage([appeal_line(row) for row in rows], act_id, errors)
    return page("moderation/appeals.html", context, active="moderation", status=status)
