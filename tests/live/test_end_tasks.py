"""Tasks end even where a library takes the first cancellation for a time-out of its own."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from app.tasks import end_tasks, run_together

LIMIT_SECONDS = 30


class Stubborn:
    """Swallows the first cancellation, as when a server goes at the same moment, and works on."""

    def __init__(self) -> None:
        self.swallowed = 0

    async def work(self) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        self.swallowed += 1
        await asyncio.Event().wait()


async def test_a_task_that_swallows_a_cancellation_ends() -> None:
    stubborn = Stubborn()
    task, done = asyncio.create_task(stubborn.work()), asyncio.create_task(asyncio.sleep(0))
    await done

    await end_tasks([task, done])

    assert task.cancelled()
    assert stubborn.swallowed == 1


async def test_works_that_run_together_end_when_they_are_cancelled() -> None:
    stubborn = Stubborn()
    together = asyncio.create_task(run_together([stubborn.work(), asyncio.Event().wait()]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    together.cancel()
    await asyncio.wait({together}, timeout=LIMIT_SECONDS)

    assert together.cancelled()
    assert stubborn.swallowed == 1


async def test_a_work_that_has_nothing_to_do_ends_alone() -> None:
    others: list[str] = []

    async def slower() -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        others.append("slower")

    await asyncio.wait_for(run_together([asyncio.sleep(0), slower()]), LIMIT_SECONDS)

    assert others == ["slower"]


async def test_when_one_work_fails_the_others_end_and_its_error_is_told() -> None:
    async def broken() -> None:
        raise LookupError

    ended: list[str] = []

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("endless")

    with pytest.raises(LookupError):
        await asyncio.wait_for(run_together([endless(), broken()]), LIMIT_SECONDS)

    assert ended == ["endless"]
