"""Tasks that run as long as their process: how they run together, and how they are ended."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

CANCEL_AGAIN_SECONDS = 0.5
# For works that may have something to clear up.
PATIENT_SECONDS = 2.0


async def end_tasks(tasks: Iterable[asyncio.Task[Any]], *, again_after: float = CANCEL_AGAIN_SECONDS) -> None:
    """Cancel tasks until all have ended, whatever they end with.

    Once is not enough: a library that waits with a time-out of its own may take a cancellation for it when both come
    at the same moment, or answer it by the error of a server that is just going, and the task goes on.

    Args:
        again_after: seconds to wait before cancelling once more.
    """
    waiting = {task for task in tasks if not task.done()}
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=again_after)


async def run_together(works: Iterable[Coroutine[Any, Any, object]]) -> None:
    """Run works until all have ended, one fails, or this is cancelled; then end those that are left.

    Not a TaskGroup, which cancels once and then waits for ever.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in ended:
            task.result()
    finally:
        await end_tasks(tasks, again_after=PATIENT_SECONDS)
