"""What people look at, reported by their browsers in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from pydantic import ValidationError
from quart import Blueprint, request
from quart_schema import RequestSchemaValidationError, document_response, validate_request

from app.actions.tracking import MAX_DWELL_MS, track
from app.blueprints.api.answers import json
from app.blueprints.api.schemas.tracking import Interaction, TrackAnswer, TrackRequest
from app.blueprints.current import database, require_viewer
from app.blueprints.tracking_allowed import asks_not_to_track
from app.store.interactions import Event

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("api_track", __name__, url_prefix="/api")

SOURCES = frozenset({"for_you", "following"})
RANKINGS = frozenset({"model", "trending", "newest"})
NOT_FOUND = "Nothing here has this id, or you can't see it."


@blueprint.post("/track")
@validate_request(TrackRequest)
@document_response(TrackAnswer, 200)
async def track_interactions(data: TrackRequest) -> Response:
    """Note one event or a batch.

    A bad event of a batch is refused by itself: `errors` tells its place. With Do-Not-Track, Global Privacy Control
    or the recommender off everything is accepted, and nothing stored.
    """
    viewer_id = require_viewer().id
    if asks_not_to_track(request.headers):
        return json({"tracked": 0, "errors": []})
    sent, errors = _read(data)
    found = await track(database(), viewer_id=viewer_id, events=list(sent.values()))
    places = list(sent)
    errors += [{"index": places[at], "error": "not_found", "message": NOT_FOUND} for at in found.unknown]
    return json({"tracked": found.count, "errors": sorted(errors, key=lambda error: error["index"])})


def _read(data: TrackRequest) -> tuple[dict[int, Event], list[dict[str, Any]]]:
    """The good events by their place, and what is wrong with the others.

    Raises:
        RequestSchemaValidationError: a single event is bad (answered with 400).
    """
    if data.interactions is None:
        try:
            single = Interaction.model_validate(data.model_dump(exclude={"interactions"}))
        except ValidationError as error:
            raise RequestSchemaValidationError(error) from error
        return {0: _event(single)}, []
    events: dict[int, Event] = {}
    errors: list[dict[str, Any]] = []
    for place, item in enumerate(data.interactions):
        try:
            events[place] = _event(Interaction.model_validate(item))
        except ValidationError as error:
            errors.append({"index": place, "error": "invalid", "message": _sentence(error)})
    return events, errors


def _event(item: Interaction) -> Event:
    is_visit = item.interaction_type == "profile_visit"
    more = item.metadata
    dwell_ms = None if more is None else more.dwell_ms
    return Event(
        event_id=_event_id(None if more is None else more.event_id),
        kind=item.interaction_type,
        post_id=int(item.post_id) if item.post_id is not None and not is_visit else None,
        subject_id=int(item.user_id) if item.user_id is not None and is_visit else None,
        dwell_ms=None if dwell_ms is None else min(dwell_ms, MAX_DWELL_MS),
        source=None if more is None else _one_of(more.source, SOURCES),
        ranking=None if more is None else _one_of(more.ranking, RANKINGS),
    )


def _event_id(text: str | None) -> UUID:
    """The client's id; ids of another form are as good, as long as they are told apart."""
    if text is None:
        return uuid4()
    try:
        return UUID(text)
    except ValueError:
        # Lone surrogates cannot be hashed as they are.
        return uuid5(NAMESPACE_URL, text.encode("utf-8", "backslashreplace").decode())


def _one_of(value: Any, known: frozenset[str]) -> str | None:
    return value if isinstance(value, str) and value in known else None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    message = str(first["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
