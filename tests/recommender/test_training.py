"""Training on a real database: one at a time, whole or not at all, the last three kept."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import asyncpg
import pytest

from app.cli import evaluate as evaluate_command
from app.cli import model as model_command
from app.feeds.model_files import UNFINISHED, read_model
from app.feeds.model_source import ModelSource
from app.jobs import evaluate as evaluate_job
from app.jobs.evaluate import evaluate_when_due
from app.jobs.train import KEPT_MODELS, TrainingFailed, train, use_model
from app.jobs.train_when_due import is_due, run_trainer
from app.launch.processes import LaunchError
from app.launch.services import environment_of
from app.store import training
from app.store.training import StateRow
from recsys import ModelCorrupt

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings import Settings
    from tests.recommender.world import World

PROJECT = Path(__file__).parent.parent.parent
WAIT_SECONDS = 30


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


def trainer(settings: Settings, *prefix: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **environment_of(settings), "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "app.cli", "train"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


async def test_a_model_leaves_lists_that_point_at_it(world: World) -> None:
    reader = await world.reader()
    liked = (await world.posts_of("wool"))[:2]
    for post_id in liked:
        await reader.like(post_id)

    outcome = await train(world.settings)
    await world.models.check()

    assert outcome.version == await world.current() == world.models.current.version  # type: ignore[union-attr]
    rows = await world.db.fetch(
        "SELECT post_id, rank, reason_kind, reason_post_id FROM user_recommendations "
        "WHERE user_id = $1 AND model_version = $2 ORDER BY rank",
        reader.id,
        outcome.version,
    )
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["post_id"] for row in rows[:5]} <= set(await world.posts_of("wool")) - set(liked)
    assert {row["reason_post_id"] for row in rows[:5]} <= {*liked, None}
    page = await reader.feed()
    assert page["metadata"]["model_version"] == outcome.version
    assert all(item["body"].startswith("wool") for item in page["items"][:5])


async def test_a_post_that_came_after_the_training_is_placed_by_its_likers(world: World) -> None:
    await train(world.settings)
    author = await world.db.fetchval("SELECT id FROM users WHERE username = 'wool_author_1'")
    post_id = await world.db.fetchval(
        "INSERT INTO posts (author_id, body, root_id) VALUES ($1, 'wool, later', 0) RETURNING id", author
    )
    await world.db.execute(
        "INSERT INTO likes (post_id, user_id) SELECT $1, id FROM users WHERE username LIKE 'wool_fan%'", post_id
    )
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    fresh = ModelSource(world.settings, world.app.extensions["skein"].database)
    await fresh.check()
    world.models.current = fresh.current  # a switch also empties what the process keeps for some seconds

    item = next(item for item in (await reader.feed())["items"] if item["id"] == str(post_id))

    assert "you liked" in item["reason"]
    await world.db.execute("DELETE FROM posts WHERE id = $1", post_id)


async def test_the_last_three_are_kept_and_one_can_go_back(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    made = [(await train(world.settings)).version for _ in range(KEPT_MODELS + 1)]

    folders = {path.name for path in world.settings.models_dir.iterdir()}
    assert folders == set(made[1:])
    assert await use_model(world.settings, str(made[1]))
    assert await world.current() == made[1]
    assert not await use_model(world.settings, str(made[0]))
    await world.models.check()
    assert world.models.current.version == made[1]  # type: ignore[union-attr]
    await asyncio.to_thread(model_command.run, argparse.Namespace(act="list"), world.settings)
    assert f"* {made[1]}" in capsys.readouterr().out
    await asyncio.to_thread(model_command.run, argparse.Namespace(act="use", version=made[3]), world.settings)
    assert await world.current() == made[3]
    with pytest.raises(LaunchError, match="There is no model"):
        await asyncio.to_thread(model_command.run, argparse.Namespace(act="use", version="nonsense"), world.settings)


async def test_only_one_trains_at_a_time(world: World) -> None:
    other = await asyncpg.connect(world.settings.database_url)
    assert await training.lock(other)

    outcome = await train(world.settings)
    await other.close()

    assert outcome.version is None
    assert "another trainer" in str(outcome)


async def test_a_killed_trainer_changes_nothing(world: World) -> None:
    before, reader = await world.current(), await world.reader()
    known = {path.name for path in world.settings.models_dir.iterdir()}
    blocker = await asyncpg.connect(world.settings.database_url)
    transaction = blocker.transaction()
    await transaction.start()
    await blocker.execute("LOCK TABLE user_recommendations IN EXCLUSIVE MODE")
    process = trainer(world.settings)
    # It has written its files, and waits to note its lists.
    await until(lambda: any(path.name not in known for path in world.settings.models_dir.glob("[!.]*")))

    process.send_signal(signal.SIGKILL)
    await asyncio.to_thread(process.wait)
    await transaction.rollback()
    await blocker.close()

    assert await world.current() == before
    assert (await reader.feed())["items"]
    # PostgreSQL notices a little later that the killed one has gone, and until then keeps its lock.
    assert (await train(world.settings, waits=True)).version == await world.current() != before
    kept = {row["version"] for row in await world.db.fetch("SELECT version FROM recommender_models")}
    assert {path.name for path in world.settings.models_dir.iterdir()} == kept


async def test_a_full_disk_changes_nothing(world: World) -> None:
    before = await world.current()

    process = trainer(world.settings, "prlimit", "--fsize=500")
    output, _ = await asyncio.to_thread(process.communicate)

    assert process.returncode == 1, output
    assert b"the model could not be written" in output
    assert b"Traceback" not in output
    assert await world.current() == before
    assert not list(world.settings.models_dir.glob(f"{UNFINISHED}*"))


async def test_a_folder_that_is_none_is_told_in_words(world: World, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("")

    with pytest.raises(TrainingFailed, match="could not be written"):
        await train(replace(world.settings, skein_data=tmp_path))


@pytest.mark.parametrize("file", ["manifest.json", "model/similarity_data.npy"])
async def test_a_bad_file_is_refused_and_the_old_model_serves_on(file: str, world: World) -> None:
    await train(world.settings)
    await world.models.check()
    old, reader = world.models.current, await world.reader()
    await reader.like((await world.posts_of("wool"))[0])
    version = str((await train(world.settings)).version)
    path = world.settings.models_dir / version / file
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    await world.models.check()
    page = await reader.feed()
    # A process that has just started takes the newest that is whole.
    started = ModelSource(world.settings, world.app.extensions["skein"].database)
    await started.check()

    assert page["metadata"]["model_version"] == old.version  # type: ignore[union-attr]
    assert started.current is not None
    assert started.current.version == old.version  # type: ignore[union-attr]
    checksum = await world.db.fetchval("SELECT checksum FROM recommender_models WHERE version = $1", version)
    with pytest.raises(ModelCorrupt):
        read_model(world.settings.models_dir, version, checksum)
    await train(world.settings)


async def test_no_files_at_all_fall_back(world: World, tmp_path: Path) -> None:
    source = ModelSource(replace(world.settings, skein_data=tmp_path), world.app.extensions["skein"].database)

    await source.check()

    assert source.current is None


async def test_enough_new_acts_start_the_trainer(world: World) -> None:
    await train(world.settings)
    database = world.app.extensions["skein"].database
    few = replace(world.settings, train_after_actions=3)
    assert not is_due(await training.select_state(database.pool, most=3), few)
    reader = await world.reader()
    for post_id in (await world.posts_of("cars"))[:3]:
        await reader.like(post_id)

    await world.db.execute("UPDATE recommender_models SET trained_seconds = 0")  # else it rests a while
    assert is_due(await training.select_state(database.pool, most=3), few)
    before = await world.current()
    assert await run_trainer(world.settings) == 0
    assert await world.current() != before


@pytest.mark.parametrize(
    ("age", "took", "acts", "due"),
    [
        (None, None, 19, False),
        (None, None, 20, True),
        (10, 1, 49, False),
        (10, 1, 50, True),
        (10, 100, 50, False),
        (3600, 1, 1, True),
        (3600, 1, 0, False),
    ],
)
def test_when_it_is_time(age: float | None, took: float | None, acts: int, due: bool, settings: Settings) -> None:
    assert is_due(StateRow(age, took, acts), settings) is due


async def test_figures_of_a_few_people_are_not_kept(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    kept = await world.db.fetchval("SELECT count(*) FROM recommender_scores")

    await asyncio.to_thread(evaluate_command.run, argparse.Namespace(k=5, json=False), world.settings)

    printed = capsys.readouterr()
    assert "blend" in printed.out
    assert "Too little data yet" in printed.err
    assert await world.db.fetchval("SELECT count(*) FROM recommender_scores") == kept


async def test_the_live_database_is_measured(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate_job, "LEAST_PEOPLE", 5)
    monkeypatch.setattr(evaluate_job, "LEAST_POSTS", 5)
    logged: dict[str, float] = {}
    mlflow = SimpleNamespace(
        set_experiment=lambda _name: None,
        start_run=nullcontext,
        log_param=lambda _name, _value: None,
        log_metric=logged.__setitem__,
    )
    monkeypatch.setitem(sys.modules, "mlflow", mlflow)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:1")

    await asyncio.to_thread(evaluate_command.run, argparse.Namespace(k=5, json=False), world.settings)

    printed = capsys.readouterr().out
    assert "blend" in printed
    assert "popularity" in printed
    rows = await world.db.fetch("SELECT name, value, model_version FROM recommender_scores")
    scores = {row["name"]: row["value"] for row in rows}
    assert {"recall@5", "ndcg@5", "coverage", "novelty", "popularity recall@5", "random recall@5"} <= set(scores)
    assert await world.current() in {row["model_version"] for row in rows}
    assert logged["recall_at_5"] == scores["recall@5"]
    assert not await evaluate_when_due(world.settings)
