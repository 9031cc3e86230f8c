"""The simulation as a Dagster project: four assets, a job by hand, a schedule each minute.

Started by `dagster dev --module-name simulation.definitions`. SKEIN_URL says where Skein is, SIMULATION_FOLDER where
the people are kept, SIMULATION_PEOPLE and SIMULATION_SEED who they are.
"""

from __future__ import annotations

import os
import random
from dataclasses import asdict
from pathlib import Path

import dagster as dg

from simulation import steps
from simulation.api import Skein
from simulation.people import Cast, read_cast
from simulation.writing import choose_writer

POSTS_A_ROUND = 5


def _path() -> Path:
    return Path(os.environ.get("SIMULATION_FOLDER", ".skein")) / "simulation.json"


def _skein() -> Skein:
    return Skein(os.environ.get("SKEIN_URL", "http://127.0.0.1:8000"))


def _cast() -> Cast:
    cast = read_cast(_path())
    if cast is None:
        raise dg.Failure("There are no people yet: materialise fake_users first.")
    return cast


@dg.asset
def fake_users() -> dg.MaterializeResult[None]:
    """Five to ten people with interests; their bio says FAKE_USER."""
    size, seed = int(os.environ.get("SIMULATION_PEOPLE", "8")), int(os.environ.get("SIMULATION_SEED", "1"))
    with _skein() as skein:
        cast = steps.fake_users(skein, _path(), size=size, seed=seed)
    return dg.MaterializeResult(metadata={"people": len(cast.people)})


@dg.asset(deps=[fake_users])
def generated_posts() -> dg.MaterializeResult[None]:
    """A few new posts, by a language model or out of templates."""
    writer = choose_writer()
    with _skein() as skein:
        made = steps.generated_posts(skein, _path(), _cast(), writer, posts=POSTS_A_ROUND, dice=random.Random())
    return dg.MaterializeResult(metadata={"posts": made, "texts from": writer.source})


@dg.asset(deps=[generated_posts])
def simulated_interactions() -> dg.MaterializeResult[None]:
    """Everybody looks at what is new and reacts by their interests."""
    with _skein() as skein:
        counts = steps.simulated_interactions(skein, _path(), _cast(), random.Random())
    return dg.MaterializeResult(metadata=dict(asdict(counts)))


@dg.asset(deps=[simulated_interactions])
def trained_model() -> dg.MaterializeResult[None]:
    """A new model of the recommender."""
    return dg.MaterializeResult(metadata={"outcome": steps.trained_model()})


simulation_job = dg.define_asset_job("simulation", selection="*")
UNDER_WAY = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


@dg.schedule(job=simulation_job, cron_schedule="* * * * *")
def every_minute(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A round, unless the last one goes on: two at once would overwrite what each knows of the people."""
    filters = dg.RunsFilter(job_name=simulation_job.name, statuses=UNDER_WAY)
    if context.instance.get_runs(filters=filters, limit=1):
        return dg.SkipReason("The last round has not ended.")
    return dg.RunRequest()


defs = dg.Definitions(
    assets=[fake_users, generated_posts, simulated_interactions, trained_model],
    jobs=[simulation_job],
    schedules=[every_minute],
)
