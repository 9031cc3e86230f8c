"""`skein demo --live`: the people go on talking while one watches."""

from __future__ import annotations

import asyncio
import random
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from app.db import Database
from app.jobs.demo.live import LiveDemo
from app.launch.data_folder import write_secret
from app.launch.services import environment_of
from tests.people import checked
from tests.web_server import PROJECT_DIR, START_SECONDS

if TYPE_CHECKING:
    from tests.demo.conftest import DemoTown


async def test_conversations_keep_their_thread_and_visitors_are_liked(living_town: DemoTown) -> None:
    post = checked(await living_town.mira.post("/api/posts", json={"body": "Is anybody there?"}), 201)
    database = Database(living_town.settings)
    await database.open()
    demo = LiveDemo(database, random.Random(4))
    await demo.prepare()

    happened = [await demo.act() for _ in range(60)]

    await database.close()
    assert len([line for line in happened if " posts: " in line]) >= 3
    answered = next(line for line in happened if " answers: " in line).partition(" answers: ")[2]
    found = checked(await living_town.mira.get("/api/search", params={"q": f'"{answered}"', "type": "posts"}))["items"]
    assert found[0]["reply_to_id"]
    assert checked(await living_town.mira.get(f"/api/posts/{post['id']}"))["likes_count"] > 0


async def test_the_command_shows_what_happens_until_it_is_stopped(living_town: DemoTown) -> None:
    write_secret(living_town.settings.skein_data / "demo-sign-in", "mira kept-password")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", "demo", "--live", "--every", "0.01", "--seed", "1",
        cwd=PROJECT_DIR, env=environment_of(living_town.settings), stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(START_SECONDS):
        lines = [(await process.stdout.readline()).decode() for _ in range(12)]
        process.send_signal(signal.SIGINT)
        rest = (await process.stdout.read()).decode()
        code = await process.wait()

    assert lines[0] == "Sign in as mira with the password kept-password\n"
    assert all(re.match(r"\d\d:\d\d:\d\d  @\S+ (posts|answers|likes|reposts|reads)", line) for line in lines[1:])
    assert rest.endswith("They fall silent.\n")
    assert code == 0
