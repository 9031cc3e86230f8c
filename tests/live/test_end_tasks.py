"""Tasks end even where a library takes the first cancellation for a time-out of its own."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from app.tasks import end_tasks


async def test_a_task_that_swallows_a_cancellation_ends() -> None:
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        swallowed += 1
        await asyncio.Event().wait()

    task, done = asyncio.create_task(stubborn()), asyncio.create_task(asyncio.sleep(0))
    await done

    await end_tasks([task, done])

    assert task.cancelled()
    assert swallowed == 1
