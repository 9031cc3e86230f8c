"""Pages and JSON API: thin routes that parse, call one action or read, and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quart import Quart


def register_blueprints(app: Quart) -> None:
    """Hang every blueprint into the app; one line per subject, in alphabetical order."""
    from app.blueprints import (
        about,
        account,
        account_notices,
        alt_texts,
        auth,
        compose,
        conversations,
        data,
        deletion,
        dev_mail,
        feeds,
        follows,
        health,
        hidden_words,
        identities,
        insights,
        later,
        live,
        media,
        metrics,
        moderation,
        notification_settings,
        notifications,
        passkeys,
        passwords,
        people,
        post_parts,
        posts,
        reactions,
        recommender_settings,
        reports,
        restrictions,
        saved,
        search,
        second_factor,
        settings,
        static_files,
        topics,
        unwanted,
    )
    from app.blueprints.api import (
        register_api,
    )
    from app.blueprints.bodies import SkeinConnection, SkeinRequest

    app.request_class = SkeinRequest
    app.asgi_http_class = SkeinConnection
    app.register_blueprint(about.blueprint)
    app.register_blueprint(account.blueprint)
    app.register_blueprint(account_notices.blueprint)
    app.register_blueprint(alt_texts.blueprint)
    app.register_blueprint(auth.blueprint)
    app.register_blueprint(compose.blueprint)
    app.register_blueprint(conversations.blueprint)
    app.register_blueprint(data.blueprint)
    app.register_blueprint(deletion.blueprint)
    app.register_blueprint(dev_mail.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(follows.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(identities.blueprint)
    app.register_blueprint(hidden_words.blueprint)
    app.register_blueprint(insights.blueprint)
    app.register_blueprint(later.blueprint)
    app.register_blueprint(live.blueprint)
    app.register_blueprint(media.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(moderation.blueprint)
    app.register_blueprint(notification_settings.blueprint)
    app.register_blueprint(notifications.blueprint)
    app.register_blueprint(passkeys.blueprint)
    app.register_blueprint(passwords.blueprint)
    app.register_blueprint(people.blueprint)
    app.register_blueprint(post_parts.blueprint)
    app.register_blueprint(posts.blueprint)
    app.register_blueprint(reactions.blueprint)
    app.register_blueprint(recommender_settings.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(restrictions.blueprint)
    app.register_blueprint(saved.blueprint)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(second_factor.blueprint)
    app.register_blueprint(settings.blueprint)
    app.register_blueprint(topics.blueprint)
    app.register_blueprint(unwanted.blueprint)
    app.add_url_rule("/static/<path:path>", "static_file", static_files.show_file)
    app.add_url_rule("/service-worker.js", "service_worker", static_files.show_service_worker)
    register_api(app)
