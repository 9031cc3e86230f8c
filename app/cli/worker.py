"""Do the background work: fan-out, media, mail, clean-up, training on a schedule.

Runs until SIGTERM or Ctrl-C; unfinished jobs stay in the database and are taken up by the next worker.
"""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from app.launch.services import services, with_kept_values

if TYPE_CHECKING:
    import argparse
    from collections.abc import Coroutine

    from app.settings import Settings

HELP = "do the background work"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """There are no options."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Work until a stop signal."""
    from app.jobs.worker import run_worker

    with services(with_kept_values(settings)) as complete:
        asyncio.run(_until_stopped(run_worker(complete)))
    return 0


async def _until_stopped(work: Coroutine[None, None, None]) -> None:
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return
