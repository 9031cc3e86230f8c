"""The JSON API. Requests are validated by the same typed declarations that make `/api/openapi.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart import Quart


def register_api(app: Quart) -> None:
    """Hang every API blueprint and the OpenAPI description into the app, in alphabetical order."""
    from app.blueprints.api import description, live

    description.register(app)
    app.register_blueprint(live.blueprint)
