"""Train the recommender once, now, in this process.

A worker does the same on a schedule; only one of them trains at a time.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

from app.launch.services import services, with_kept_values

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "train the recommender"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """There are no options."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Train, and print what came out."""
    if importlib.util.find_spec("app.jobs.train") is None:
        print("No recommender is installed yet.", file=sys.stderr)
        return 2
    train = importlib.import_module("app.jobs.train")
    with services(with_kept_values(settings)) as complete:
        outcome = asyncio.run(train.train(complete))
    print(outcome)
    return 0
