"""Every setting of Skein: name, type, default and one sentence each.

A setting is read from the environment variable of the same name in upper case. `docs/settings.md` lists
them, and a test keeps that page equal to this file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping


DATA_FOLDER = Path(".skein")


class InvalidSetting(ValueError):
    """A setting's text cannot be read as its type; the message names the setting."""


def _setting(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True)
class Settings:
    """Immutable settings of one process."""

    database_url: str = _setting("", "PostgreSQL address; empty: `skein run` starts its own.")
    database_direct_url: str = _setting(
        "", "PostgreSQL address that bypasses a pooler, for worker, trainer and migrations; empty: the same."
    )
    database_replica_url: str = _setting(
        "", "PostgreSQL address of a streaming replica for feeds, profiles and search; empty: none."
    )
    redis_url: str = _setting(
        "",
        "Redis or Valkey address, for a cluster redis+cluster://host:port,host:port; empty: `skein run` starts one.",
    )
    redis_timeout_seconds: int = _setting(
        2, "Seconds to wait for an answer of Redis before going on without it, until it answers again."
    )
    skein_data: Path = _setting(DATA_FOLDER, "Folder for everything that Skein keeps on this machine.")
    host: str = _setting("127.0.0.1", "Address that the web server listens on.")
    port: int = _setting(8000, "Port that the web server listens on.")
    base_url: str = _setting("", "Public address, used in links; mail needs it. Empty: taken from each request.")
    secret_key: str = _setting("", "Signs cookies; `skein run` makes one and keeps it in the data folder.")
    operator_contact: str = _setting("", "Address of whoever runs the server, shown on /about.")
    web_workers: int = _setting(2, "Number of web processes.")
    drain_seconds: int = _setting(
        0, "Seconds between the stop signal and the stop, in which /readyz is 503 so that a proxy turns away."
    )
    bench_routes: bool = _setting(False, "Adds /hello, which the benchmark compares with.")
    trusted_proxies: str = _setting(
        "", "Comma-separated addresses or networks whose X-Forwarded-For and -Proto are believed."
    )
    database_pool_size: int = _setting(10, "Connections to PostgreSQL per web process.")
    database_statement_cache: int = _setting(
        256, "Prepared statements kept per connection; 0 for PgBouncer older than 1.21."
    )
    fanout_limit: int = _setting(
        5000, "An account with more followers than this is read at reading time instead of fanned out."
    )
    address_rate_factor: int = _setting(
        1, "Multiplies every limit per address; `skein run` on loopback sets it to 100."
    )
    session_idle_days: int = _setting(30, "Days without use after which a session ends.")
    session_max_days: int = _setting(180, "Days after which a session ends in any case.")
    search_language: str = _setting(
        "simple", "Language whose word forms post search knows, as `english`; `skein migrate` indexes anew."
    )
    edit_window_minutes: int = _setting(15, "Minutes during which a post can be edited.")
    link_cards: bool = _setting(True, "Whether the worker reads the pages that posts link to, for a card.")
    link_card_networks: str = _setting(
        "", "Comma-separated networks that cards may be read from though they are not public; meant for tests."
    )
    push_networks: str = _setting(
        "", "Comma-separated networks that push services may be in though they are not public; meant for tests."
    )
    socket_queue_size: int = _setting(256, "Messages waiting for one socket before it is dropped as slow.")
    socket_ping_seconds: int = _setting(20, "Seconds between pings of a socket.")
    notification_retention_days: int = _setting(365, "Days for which notifications are kept.")
    interaction_retention_days: int = _setting(
        180, "Days for which views, clicks and profile visits are kept for the recommender."
    )
    log_level: str = _setting("INFO", "Least severe level that is logged.")
    log_format: str = _setting("json", "`json` for machines, `console` for people.")
    metrics_token: str = _setting(
        "", "Bearer token for /metrics; empty: it is shown to this machine only, and on no public site."
    )
    otlp_endpoint: str = _setting(
        "", "OpenTelemetry collector, as http://host:4318, for traces; needs the extra `tracing`. Empty: none."
    )
    sentry_dsn: str = _setting(
        "", "Sentry project that unexpected errors are sent to; needs the extra `sentry`. Empty: none."
    )
    storage_dir: str = _setting("", "Folder for media; empty: `media` in the data folder.")
    smtp_url: str = _setting(
        "", "Mail server, as smtp://user:password@host:port or smtps://…; empty: mail is only shown, at /dev/mail."
    )
    mail_from: str = _setting("Skein <skein@localhost>", "Sender of the mail that Skein sends.")
    mail_max_days: int = _setting(3, "Days after which a mail that cannot be sent is given up.")
    password_memory_kib: int = _setting(
        19_456, "KiB of memory that hashing a password takes; hashes with another value are made anew at sign-in."
    )
    verified_to_post: bool = _setting(False, "Only people whose e-mail address is confirmed may post.")
    google_client_id: str = _setting("", "Sign-in with Google: client id; empty: no button.")
    google_client_secret: str = _setting("", "Sign-in with Google: client secret.")
    google_issuer: str = _setting("https://accounts.google.com", "OpenID Connect issuer that Google's button leads to.")
    github_client_id: str = _setting("", "Sign-in with GitHub: client id; empty: no button.")
    github_client_secret: str = _setting("", "Sign-in with GitHub: client secret.")
    github_url: str = _setting("https://github.com", "Where GitHub's button leads to.")
    github_api_url: str = _setting("https://api.github.com", "Where GitHub says who somebody is.")
    s3_bucket: str = _setting("", "Bucket for media and models on a server that speaks S3; empty: the folder.")
    s3_endpoint_url: str = _setting("", "Address of the S3 server; empty: Amazon's.")
    s3_region: str = _setting("us-east-1", "Region of the bucket.")
    s3_access_key_id: str = _setting("", "Name of the key for the bucket; empty: what the machine is given.")
    s3_secret_access_key: str = _setting("", "The key for the bucket.")
    train_check_seconds: int = _setting(
        20, "Seconds between the worker's looks at whether the recommender has to be trained; 0: it never trains."
    )
    train_after_actions: int = _setting(50, "So many new likes, replies and reposts start a training.")
    train_every_minutes: int = _setting(60, "Minutes after which anything new starts a training.")
    dask_scheduler_address: str = _setting(
        "", "Dask scheduler whose workers train the recommender, as tcp://host:8786; empty: this machine alone."
    )
    train_memory_mb: int = _setting(64, "Memory that the trainer may use for one block of its matrices.")
    train_max_days: int = _setting(365, "Older acts are not learned from.")
    train_active_days: int = _setting(30, "For people who were here in so many days the best posts are written down.")

    @property
    def direct_url(self) -> str:
        """The address for connections that need a session: locks, LISTEN, migrations."""
        return self.database_direct_url or self.database_url

    @property
    def media_dir(self) -> Path:
        """The folder of the local media storage."""
        return Path(self.storage_dir) if self.storage_dir else self.skein_data / "media"

    @property
    def uploads_dir(self) -> Path:
        """The folder of files that are being received and decoded."""
        return self.skein_data / "uploads"

    @property
    def models_dir(self) -> Path:
        """The folder of the trained models."""
        return self.skein_data / "models"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from environment variables.

    Raises:
        InvalidSetting: a variable's text does not fit the setting's type.
    """
    environ = os.environ if environ is None else environ
    types = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        text = environ.get(setting.name.upper())
        if text is not None and text != "":
            values[setting.name] = _parse(setting.name, text, types[setting.name])
    return Settings(**values)


def _parse(name: str, text: str, kind: type) -> Any:
    if kind is bool:
        lowered = text.strip().lower()
        if lowered in {"1", "true", "yes", "on"}:
            return True
        if lowered in {"0", "false", "no", "off"}:
            return False
        raise InvalidSetting(f"{name.upper()} is {text!r}; it has to be true or false")
    try:
        return kind(text)
    except ValueError as error:
        raise InvalidSetting(f"{name.upper()} is {text!r}; it has to be {kind.__name__}") from error
