"""Measure the recommender on the live database, against random, popularity and plain neighbours.

It learns from the earlier acts and is measured on the later ones. The figures go to the insights page, and to MLflow
when MLFLOW_TRACKING_URI is set.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError
from app.launch.services import services, with_kept_values

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "measure the recommender on the live database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--k", type=int, default=20, help="length of the lists (20)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure, and print a table."""
    from app.jobs.evaluate import LEAST_PEOPLE, LEAST_POSTS, NothingToMeasure, evaluate, figures_of, log_to_mlflow
    from recsys.__main__ import bar, table

    if arguments.k < 1:
        raise LaunchError("--k has to be at least 1.")
    with services(with_kept_values(settings), with_redis=False) as complete:
        try:
            found = asyncio.run(evaluate(complete, arguments.k, bar("blend")))
        except NothingToMeasure as error:
            raise LaunchError(str(error)) from error
    scores = found.scores
    if not found.is_telling:
        print(
            f"Too little data yet: {scores[0].people} people and {found.posts} posts, and it takes {LEAST_PEOPLE} and "
            f"{LEAST_POSTS} until figures mean something. They are not kept for the insights page.",
            file=sys.stderr,
        )
    if arguments.json:
        figures = {name: value for score in scores for name, value in figures_of(score, arguments.k).items()}
        print(json.dumps({"people": scores[0].people, "k": arguments.k, "scores": figures}))
    else:
        print(table(scores, arguments.k))
    try:
        if log_to_mlflow(scores, arguments.k):
            print("Logged to MLflow.", file=sys.stderr)
    except ImportError:
        print("MLFLOW_TRACKING_URI is set, but mlflow is not installed: `pip install skein[mlflow]`.", file=sys.stderr)
    return 0
