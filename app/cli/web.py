"""Serve pages, JSON API and WebSockets with Hypercorn, in WEB_WORKERS processes.

Reads hypercorn.toml beside the `app` package; HOST and PORT say where it listens. On SIGTERM it takes no
new connections, finishes the requests under way, and ends; DRAIN_SECONDS lets it serve on for a while first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import app
from app.blueprints.current import EXTENSION
from app.launch.draining import BEGIN_DRAINING, Draining
from app.launch.ports import open_listener
from app.launch.processes import die_with_parent
from app.launch.services import environment_of, services, with_kept_values
from app.live.hypercorn import HypercornSockets

if TYPE_CHECKING:
    import argparse

    from hypercorn.config import Config
    from quart import Quart

    from app.settings import Settings

HELP = "serve the web pages and the API"
_CONFIGURATION = Path(app.__file__).parent.parent / "hypercorn.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--fd", type=int, metavar="N", help="serve the listening socket with this descriptor")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until a stop signal; a web process that dies is replaced, and 1 is given when that does not help."""
    from hypercorn.run import run as run_hypercorn

    from app.launch.web_processes import WebProcesses

    with services(with_kept_values(settings)) as complete:
        # The web processes are started afresh and read their settings from the environment.
        os.environ.update(environment_of(complete))
        descriptor = arguments.fd
        if descriptor is None:
            descriptor = open_listener(complete.host, complete.port).detach()
        config = configuration(complete, descriptor)
        if config.workers:
            return WebProcesses(config, drain_seconds=complete.drain_seconds).serve()
        return run_hypercorn(config)


def configuration(settings: Settings, descriptor: int) -> Config:
    """Hypercorn's configuration: the file, and what the settings say."""
    from hypercorn.config import Config

    config = Config.from_toml(_CONFIGURATION) if _CONFIGURATION.exists() else Config()
    config.application_path = "app.cli.web:application()"
    config.bind = [f"fd://{descriptor}"]
    # With 0, Hypercorn serves in this very process: a single worker needs no second one to watch it, unless to drain.
    config.workers = settings.web_workers if settings.web_workers > 1 or settings.drain_seconds else 0
    config.worker_class = "uvloop"
    config.websocket_ping_interval = settings.socket_ping_seconds
    return config


def application() -> Quart:
    """The app of one web process."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        die_with_parent(signal.SIGKILL, parent.pid)
        # Hypercorn tells its processes to stop by an event, lets them finish, and sends SIGTERM to the slower
        # ones as soon as the first has ended, which would cut their requests.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    quart_app = app.create_app()
    hub = quart_app.extensions[EXTENSION].hub
    draining = Draining(HypercornSockets(quart_app.asgi_app, hub.close_sockets))
    signal.signal(BEGIN_DRAINING, draining.begin)
    quart_app.asgi_app = draining  # type: ignore[method-assign]
    return quart_app
