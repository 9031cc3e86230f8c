"""`/api/openapi.json`, and the page that shows it to people, `/api/docs`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from quart import Blueprint, Response, current_app
from quart_schema import HttpSecurityScheme, Info, QuartSchema, conversion, hide
from quart_schema.openapi import OpenAPIProvider
from werkzeug.sansio.response import Response as AnyResponse

from app.blueprints.render import page
from app.present.api_docs import api_docs_page

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from quart import Quart
    from werkzeug.routing import Rule

    MakeResponse = Callable[[Any], Coroutine[Any, Any, Any]]

blueprint = Blueprint("api_description", __name__, url_prefix="/api")

DESCRIPTION = (
    "The JSON API of a Skein server. Ids are strings, times are RFC 3339 in UTC. Sign in for a token and send it as "
    "Authorization: Bearer TOKEN. Lists are pages: send next_cursor back as cursor for the next one."
)

# The second word of an address to the subject that it is listed under.
_SUBJECTS = {
    "alt-suggestions": "Media",
    "auth": "Sign-in",
    "catch-up": "Feeds",
    "feeds": "Feeds",
    "follow-requests": "People",
    "insights": "Insights",
    "me": "My account",
    "media": "Media",
    "notifications": "Notifications",
    "posts": "Posts",
    "recommendations": "Feeds",
    "saved": "Posts",
    "search": "Search",
    "timeline": "Feeds",
    "topics": "Search",
    "track": "Feeds",
    "users": "People",
}

_ERROR = {
    "title": "Error",
    "type": "object",
    "description": "What went wrong; trace_id finds it in the server's log, fields has a sentence for each bad field.",
    "properties": {
        "error": {"type": "string"},
        "message": {"type": "string"},
        "trace_id": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["error", "message", "trace_id", "fields"],
}


class Description(OpenAPIProvider):
    """Describes the API only, with a subject, an answer and the one shape of errors for every call."""

    def generate_rules(self) -> Iterable[Rule]:
        """Leave the pages out."""
        return (rule for rule in super().generate_rules() if rule.rule.startswith("/api/"))

    def build_paths(self, rule: Rule) -> tuple[dict[str, Any], dict[str, Any]]:
        """Say of each call what holds for all."""
        paths, components = super().build_paths(rule)
        for path, operations in paths.items():
            subject = path.split("/")[2]
            for operation in operations.values():
                operation.setdefault("tags", [_SUBJECTS.get(subject, subject.replace("-", " ").capitalize())])
                answers = {str(status): answer for status, answer in operation["responses"].items()}
                if not answers:
                    answers["204"] = {"description": "Done."}
                answers["default"] = {
                    "description": "The error.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                }
                operation["responses"] = answers
        return paths, {**components, "Error": _ERROR}


def register(app: Quart) -> None:
    """Describe the API; the browsable page is our own, because the ready ones load from other hosts."""
    QuartSchema(
        app,
        info=Info(title="Skein", version="0.1.0", description=DESCRIPTION),
        openapi_path="/api/openapi.json",
        redoc_ui_path=None,
        scalar_ui_path=None,
        swagger_ui_path=None,
        security_schemes={"bearer": HttpSecurityScheme(scheme="bearer")},
        security=[{"bearer": []}, {}],
        conversion_preference="pydantic",
        convert_casing=False,
        openapi_provider_class=Description,
    )
    # quart-schema makes the validator of a model anew for each request.
    conversion.TypeAdapter = cache(TypeAdapter)  # type: ignore[attr-defined, assignment]
    app.make_response = _converting_only_values(app.make_response)  # type: ignore[method-assign, assignment]
    app.register_blueprint(blueprint)


def _converting_only_values(convert: MakeResponse) -> MakeResponse:
    """quart-schema asks of whatever a route gives whether it is a model; what is an answer already is none."""

    async def make_response(result: Any) -> Any:
        return result if isinstance(result, AnyResponse) else await convert(result)

    return make_response


@blueprint.get("/docs")
@hide
async def show_docs() -> Response:
    """Every call of the API, for people."""
    return page("api/docs.html", api_docs_page(_schema_of(current_app._get_current_object())))  # type: ignore[attr-defined]


@cache
def _schema_of(app: Quart) -> dict[str, Any]:
    """The description never changes while the process runs."""
    schema: dict[str, Any] = app.extensions["QUART_SCHEMA"].openapi_provider.schema()
    return schema
