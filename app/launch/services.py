"""PostgreSQL and Valkey for one command: the given ones, those of a running `skein run`, or our own."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from app.launch import postgres, valkey
from app.launch.data_folder import keep_secret, make_folder
from app.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def postgres_dir(settings: Settings) -> Path:
    """Where our own PostgreSQL keeps its data."""
    return settings.skein_data / "postgres"


def valkey_dir(settings: Settings) -> Path:
    """Where our own Valkey keeps its log."""
    return settings.skein_data / "valkey"


def connections_needed(settings: Settings) -> int:
    """Connections that web processes, the worker and a few commands may open together."""
    return max(100, (settings.web_workers + 1) * settings.database_pool_size + 30)


def with_kept_values(settings: Settings) -> Settings:
    """Complete the settings by what is kept in the data folder: its absolute path and the secret key."""
    data = settings.skein_data.absolute()
    make_folder(data)
    return replace(settings, skein_data=data, secret_key=settings.secret_key or keep_secret(data / "secret-key", 48))


@contextmanager
def services(settings: Settings, *, with_redis: bool = True) -> Iterator[Settings]:
    """The settings with a database and a Redis that answer; what was started here is stopped at the end."""
    with ExitStack() as stack:
        if not settings.database_url:
            url = postgres.running_url(postgres_dir(settings))
            if url is None:
                server = postgres.OwnPostgres(postgres_dir(settings), max_connections=connections_needed(settings))
                server.start()
                stack.callback(server.stop)
                url = server.url
            settings = replace(settings, database_url=url)
        if with_redis and not settings.redis_url:
            redis_url = valkey.running_url(valkey_dir(settings))
            if redis_url is None:
                cache = valkey.OwnValkey(valkey_dir(settings))
                cache.start()
                stack.callback(cache.stop)
                redis_url = cache.url
            settings = replace(settings, redis_url=redis_url)
        yield settings


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which `load_settings` gives these settings, for child processes."""
    environment = dict(os.environ)
    for setting in fields(Settings):
        value = getattr(settings, setting.name)
        if value == setting.default:
            environment.pop(setting.name.upper(), None)
        else:
            environment[setting.name.upper()] = str(value)
    return environment
