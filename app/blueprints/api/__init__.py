"""The JSON API. Requests are validated by the same typed declarations that make `/api/openapi.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart import Quart


def register_api(app: Quart) -> None:
    """Hang every API blueprint and the OpenAPI description into the app, in alphabetical order."""
    from app.blueprints.api import (
        account,
        account_notices,
        alt_suggestions,
        auth,
        blocks,
        comments,
        conversations,
        deletion,
        description,
        devices,
        exports,
        feeds,
        follows,
        hidden_words,
        identities,
        imports,
        insights,
        later,
        live,
        me,
        media,
        moderation,
        notifications,
        passkeys,
        passwords,
        post_parts,
        posts,
        push,
        reactions,
        recommendations,
        recommender,
        reports,
        restrictions,
        save_folders,
        search,
        second_factor,
        timeline,
        track,
        users,
    )

    app.register_blueprint(account.blueprint)
    app.register_blueprint(account_notices.blueprint)
    app.register_blueprint(alt_suggestions.blueprint)
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(blocks.blueprint)
    app.register_blueprint(comments.blueprint)
    app.register_blueprint(conversations.blueprint)
    app.register_blueprint(deletion.blueprint)
    app.register_blueprint(devices.blueprint)
    app.register_blueprint(exports.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(follows.blueprint)
    app.register_blueprint(hidden_words.blueprint)
    app.register_blueprint(identities.blueprint)
    app.register_blueprint(imports.blueprint)
    app.register_blueprint(insights.blueprint)
    app.register_blueprint(later.blueprint)
    app.register_blueprint(live.blueprint)
    app.register_blueprint(me.blueprint)
    app.register_blueprint(media.blueprint)
    app.register_blueprint(moderation.blueprint)
    app.register_blueprint(notifications.blueprint)
    app.register_blueprint(passkeys.blueprint)
    app.register_blueprint(passwords.blueprint)
    app.register_blueprint(post_parts.blueprint)
    app.register_blueprint(posts.blueprint)
    app.register_blueprint(push.blueprint)
    app.register_blueprint(reactions.blueprint)
    app.register_blueprint(recommendations.blueprint)
    app.register_blueprint(recommender.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(restrictions.blueprint)
    app.register_blueprint(save_folders.blueprint)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(second_factor.blueprint)
    app.register_blueprint(timeline.blueprint)
    app.register_blueprint(track.blueprint)
    app.register_blueprint(users.blueprint)
    description.register(app)
