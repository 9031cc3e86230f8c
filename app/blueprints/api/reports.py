"""Reporting over the API."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions.reports import report
from app.blueprints.api.answers import json, parse_id
from app.blueprints.api.schemas.reports import NewReport, Reported
from app.blueprints.current import database, require_viewer

blueprint = Blueprint("api_reports", __name__, url_prefix="/api/reports")


@blueprint.post("")
@validate_request(NewReport)
@document_response(Reported, 201)
async def report_something(data: NewReport) -> Response:
    """Report a post or a person to the moderators; the reported person is not told."""
    report_id = await report(
        database(),
        viewer_id=require_viewer().id,
        reason=data.reason,
        text=data.text,
        post_id=None if data.post_id is None else parse_id(data.post_id),
        user_id=None if data.user_id is None else parse_id(data.user_id),
    )
    return json({"id": str(report_id), **data.model_dump()}, 201)
