"""Moderation over the API, for moderators and operators."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import moderation as moderation_actions
from app.blueprints.api.answers import json, page_json, parse_id
from app.blueprints.api.querystrings import validate_querystring
from app.blueprints.api.schemas.moderation import (
    AppealPage,
    DoneAct,
    ModerationActPage,
    NewAct,
    NewDecision,
    ReportInContext,
    ReportPage,
    ReportsQuery,
)
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.current import database
from app.blueprints.moderators import appeal_addresses, load_context, require_moderator
from app.blueprints.side import forget_everyones_side
from app.present.moderation import act_json, appeal_json, report_json
from app.store import moderation
from app.store.paging import Page, before_id, page_of

blueprint = Blueprint("api_moderation", __name__, url_prefix="/api/moderation")


@blueprint.get("/reports")
@validate_querystring(ReportsQuery)
@document_response(ReportPage, 200)
async def list_reports(query_args: ReportsQuery) -> Response:
    """The queue: reports that wait, or closed ones."""
    require_moderator()
    rows = await moderation.list_reports(
        database().pool,
        is_open=query_args.state == "open",
        before_id=before_id(query_args.cursor),
        page_size=query_args.limit,
    )
    return page_json(page_of(rows, query_args.limit, lambda row: row.id).map(report_json))


@blueprint.get("/reports/<report_id>")
@document_response(ReportInContext, 200)
async def show_report(report_id: str) -> Response:
    """A report with the conversation, the history of the account and further reports about it."""
    require_moderator()
    found = await load_context(parse_id(report_id))
    return json(
        {
            **report_json(found.report),
            "thread": [{"id": str(row.id), "username": row.username, "body": row.body} for row in found.thread],
            "history": [act_json(row) for row in found.acts],
            "other_reports": [report_json(row) for row in found.others],
        }
    )


@blueprint.post("/reports/<report_id>/act")
@validate_request(NewAct)
@document_response(DoneAct, 200)
async def act(report_id: str, data: NewAct) -> Response:
    """Act on a report, and close it with all others about the same thing."""
    person = require_moderator()
    act_id = await moderation_actions.act_on_report(
        database(),
        moderator_id=person.id,
        moderator_role=person.role,
        report_id=parse_id(report_id),
        act=data.action,
        reason=data.reason,
        addresses=appeal_addresses(),
    )
    await forget_everyones_side()
    return json({"id": str(act_id), "action": data.action, "reason": data.reason})


@blueprint.get("/appeals")
@document_response(AppealPage, 200)
async def list_appeals() -> Response:
    """The appeals that wait, the oldest first."""
    require_moderator()
    rows = await moderation.list_appeals(database().pool)
    return page_json(Page([appeal_json(row) for row in rows], None))


@blueprint.post("/appeals/<act_id>")
@validate_request(NewDecision)
@document_response(DoneAct, 200)
async def decide(act_id: str, data: NewDecision) -> Response:
    """Answer an appeal: uphold the act, or overturn it, which takes it back."""
    person = require_moderator()
    line_id = await moderation_actions.decide_appeal(
        database(),
        moderator_id=person.id,
        act_id=parse_id(act_id),
        decision=data.decision,
        reason=data.reason,
        addresses=appeal_addresses(),
    )
    return json({"id": str(line_id), "action": data.decision, "reason": data.reason})


@blueprint.get("/log")
@validate_querystring(PageQuery)
@document_response(ModerationActPage, 200)
async def list_log(query_args: PageQuery) -> Response:
    """What moderators did, the last first; nobody can change it."""
    require_moderator()
    rows = await moderation.list_log(
        database().pool, before_id=before_id(query_args.cursor), page_size=query_args.limit
    )
    return page_json(page_of(rows, query_args.limit, lambda row: row.id).map(act_json))
