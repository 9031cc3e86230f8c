"""Train the recommender once, now, in this process.

A worker does the same on a schedule; only one of them trains at a time, and this command waits for its turn.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError
from app.launch.services import services, with_kept_values

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "train the recommender"
_LOW_PRIORITY = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--background", action="store_true", help="with low priority, as the worker does it")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Train, and print what came out."""
    # Before numpy is imported: blocks run on threads already, and more of them only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from app.jobs.evaluate import evaluate_when_due
    from app.jobs.train import TrainingFailed, train
    from app.log import configure_logging

    if arguments.background:
        os.nice(_LOW_PRIORITY)
    with services(with_kept_values(settings), with_redis=False) as complete:
        configure_logging(complete.log_level, complete.log_format)
        try:
            print(asyncio.run(train(complete, waits=not arguments.background)))
            if arguments.background:
                asyncio.run(evaluate_when_due(complete))
        except TrainingFailed as error:
            raise LaunchError(str(error)) from error
    return 0
