"""Skein: a Threads-style social network. `create_app` is the only place where its parts are joined."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import Gauge
    from quart import Quart

    from app.blueprints.current import Parts
    from app.observe.sampler import Sampler
    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Quart:
    """The web application of one process.

    Args:
        settings: by default read from the environment.
    """
    from app.blueprints import auth_session, errors, hooks, register_blueprints
    from app.blueprints.current import EXTENSION, Parts, trace_id
    from app.blueprints.health import is_redis_up
    from app.blueprints.static_files import StaticFiles
    from app.db import Database
    from app.feeds.model_source import ModelSource
    from app.framework import SkeinQuart
    from app.live.hub import Hub
    from app.log import configure_logging, log_loop_errors
    from app.media.decoder import Decoder
    from app.observe.extras import start_observing, stop_observing
    from app.observe.site import SiteWatch
    from app.present.posts import use_edit_window
    from app.redis_client import connect_redis
    from app.replica import Replica
    from app.security.passwords import use_memory
    from app.security.rate_limits import RateLimiter
    from app.security.steady_time import SteadyTime
    from app.settings import load_settings
    from app.storage.choose import make_storage

    settings = settings or load_settings()
    configure_logging(settings.log_level, settings.log_format, trace_id)
    use_edit_window(settings.edit_window_minutes)
    use_memory(settings.password_memory_kib)
    app = SkeinQuart(__name__, static_folder=None)
    app.secret_key = settings.secret_key
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    tracing = start_observing(settings, "skein-web")
    database = Database(settings, None if tracing is None else tracing.on_connect)
    redis = connect_redis(
        settings.redis_url,
        socket_connect_timeout=settings.redis_timeout_seconds,
        socket_timeout=settings.redis_timeout_seconds,
    )
    parts = Parts(
        settings=settings,
        database=database,
        replica=Replica(settings, database) if settings.database_replica_url else None,
        redis=redis,
        limiter=RateLimiter(settings),
        steady_time=SteadyTime(),
        hub=Hub(settings, database),
        models=ModelSource(settings, database),
        static_files=StaticFiles(),
        auth=auth_session.make_auth(app, settings),
        storage=make_storage(settings),
        decoder=Decoder(),
        site=SiteWatch(database, partial(is_redis_up, redis)),
    )
    sampler = _sampler(parts)
    app.extensions[EXTENSION] = parts
    hooks.register(app)
    if tracing is not None:
        hooks.trace(app, settings, tracing)
    errors.register(app)
    register_blueprints(app)
    if settings.bench_routes:
        app.add_url_rule("/hello", hooks.HELLO, hooks.hello)

    @app.before_serving
    async def open_parts() -> None:
        log_loop_errors(asyncio.get_running_loop())
        await database.open()
        if parts.replica is not None:
            await parts.replica.open()
        await parts.storage.open()
        database.after_commit = parts.hub.wake
        await parts.hub.start()
        parts.models.start()
        sampler.start()

    @app.after_serving
    async def close_parts() -> None:
        parts.steady_time.stop()
        await sampler.stop()
        await parts.models.stop()
        await parts.hub.stop()
        await parts.decoder.close()
        await parts.storage.close()
        if parts.replica is not None:
            await parts.replica.close()
        await database.close()
        await parts.limiter.close()
        await redis.aclose()
        await asyncio.to_thread(stop_observing, tracing)

    return app


def _sampler(parts: Parts) -> Sampler:
    from app.media.uploads import uploads_under_way
    from app.observe import metrics
    from app.observe.sampler import Sampler

    gauges: dict[Gauge, Callable[[], float]] = {
        metrics.SOCKETS: lambda: parts.hub.socket_count,
        metrics.UPLOADS: uploads_under_way,
        metrics.MODEL_LOADED: lambda: parts.models.current is not None,
    }
    if (replica := parts.replica) is not None:
        gauges[metrics.REPLICA_USED.labels(metrics.PROCESS)] = lambda: replica.is_used
    return Sampler(parts.database, gauges)
