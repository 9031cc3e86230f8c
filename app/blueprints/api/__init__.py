"""The JSON API. Requests are validated by the same typed declarations that make `/api/openapi.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart import Quart


def register_api(app: Quart) -> None:
    """Hang every API blueprint and the OpenAPI description into the app, in alphabetical order."""
    from app.blueprints.api import auth, description, me
    from app.blueprints.api.bodies import ApiRequest

    app.request_class = ApiRequest
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(me.blueprint)
    description.register(app)
