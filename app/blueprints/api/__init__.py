"""The JSON API. Requests are validated by the same typed declarations that make `/api/openapi.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart import Quart


def register_api(app: Quart) -> None:
    """Hang every API blueprint and the OpenAPI description into the app, in alphabetical order."""
    from app.blueprints.api import (
        account,
        auth,
        blocks,
        comments,
        description,
        devices,
        feeds,
        follows,
        live,
        me,
        notifications,
        passkeys,
        passwords,
        posts,
        reactions,
        search,
        second_factor,
        timeline,
        users,
    )

    app.register_blueprint(account.blueprint)
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(blocks.blueprint)
    app.register_blueprint(comments.blueprint)
    app.register_blueprint(devices.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(follows.blueprint)
    app.register_blueprint(live.blueprint)
    app.register_blueprint(me.blueprint)
    app.register_blueprint(notifications.blueprint)
    app.register_blueprint(passkeys.blueprint)
    app.register_blueprint(passwords.blueprint)
    app.register_blueprint(posts.blueprint)
    app.register_blueprint(reactions.blueprint)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(second_factor.blueprint)
    app.register_blueprint(timeline.blueprint)
    app.register_blueprint(users.blueprint)
    description.register(app)
