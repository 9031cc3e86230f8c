"""The Dagster project as it is deployed: in an environment of its own, against a running Skein."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.launch.services import environment_of
from simulation import steps
from simulation.api import Skein
from simulation.people import MARKER, read_cast
from simulation.writing import TemplateWriter
from tests.people import checked
from tests.simulation.seeds import new_seed
from tests.web_server import PROJECT_DIR

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People

# Dagster is too large for every developer's environment: `make test-slow` makes this one.
PYTHON = Path(os.environ.get("SIMULATION_PYTHON", PROJECT_DIR / "build" / "simulation" / "bin" / "python"))

EARLIER_POSTS = 40


@pytest.fixture
def environment(people: People, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """What the service of docker-compose.yml has, for servers of this test."""
    if not PYTHON.exists():
        pytest.fail(f"There is no {PYTHON}. `make test-slow` installs Dagster there.")
    return {
        **environment_of(settings),
        "SKEIN_URL": people.base_url,
        "SIMULATION_FOLDER": str(tmp_path),
        "SIMULATION_PEOPLE": "6",
        "OLLAMA_HOST": "http://127.0.0.1:9",
        "DAGSTER_HOME": str(tmp_path),
        "PYTHONPATH": str(PROJECT_DIR),
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    """What a command of that environment prints; it has to succeed."""
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=PROJECT_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def earlier_rounds(base_url: str, path: Path, seed: int) -> int:
    """Enough acts that there is something to learn; gives the number of likes."""
    dice = random.Random(seed)
    with Skein(base_url) as skein:
        cast = steps.fake_users(skein, path, size=6, seed=seed)
        steps.generated_posts(skein, path, cast, TemplateWriter(), posts=EARLIER_POSTS, dice=dice)
        return sum(steps.simulated_interactions(skein, path, cast, dice).likes for _ in range(3))


@pytest.mark.slow
async def test_the_job_makes_people_posts_likes_and_a_model(
    people: People, environment: dict[str, str], tmp_path: Path, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    path, seed = tmp_path / "simulation.json", new_seed()
    environment["SIMULATION_SEED"] = str(seed)
    before = await asyncio.to_thread(earlier_rounds, people.base_url, path, seed)

    printed = await asyncio.to_thread(run, environment, "tests/simulation/run_dagster.py")

    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    assert told["success"] is True
    assert told["assets"] == ["fake_users", "generated_posts", "simulated_interactions", "trained_model"]
    assert "simulation" in told["jobs"]
    assert told["schedule"] == {"cron": "* * * * *", "job": "simulation", "status": "STOPPED"}
    assert told["ticks"] == [
        {"runs": 1, "skipped": None},
        {"runs": 0, "skipped": "The last round has not ended."},
    ]
    assert list(told["made"]) == told["assets"]
    assert told["made"]["fake_users"] == {"people": 6}
    assert told["made"]["generated_posts"] == {"posts": 5, "texts from": "templates"}
    assert told["made"]["simulated_interactions"]["views"] > 0
    assert told["made"]["trained_model"]["outcome"].startswith("Model ")

    cast = read_cast(path)
    assert cast is not None
    nobody = people.signed_out()
    profiles = [checked(await nobody.get(f"/api/users/{person.user_id}")) for person in cast.people]
    posts = [checked(await nobody.get(f"/api/posts/{post_id}")) for post_id in cast.posts]
    assert all(MARKER in profile["bio"] for profile in profiles)
    assert sum(profile["posts_count"] for profile in profiles) == len(posts) == EARLIER_POSTS + 5
    assert sum(post["likes_count"] for post in posts) == before + told["made"]["simulated_interactions"]["likes"]
    version = told["made"]["trained_model"]["outcome"].split()[1].rstrip(":")
    assert await db.fetchval("SELECT is_current FROM recommender_models WHERE version = $1", version)


@pytest.mark.slow
def test_the_commands_of_dagster_find_the_project(environment: dict[str, str]) -> None:
    run(environment, "-m", "dagster", "definitions", "validate", "--module-name", "simulation.definitions")

    jobs = run(environment, "-m", "dagster", "job", "list", "--module-name", "simulation.definitions")
    schedules = run(environment, "-m", "dagster", "schedule", "list", "--module-name", "simulation.definitions")

    assert "simulation" in jobs
    assert "every_minute [STOPPED]" in schedules
