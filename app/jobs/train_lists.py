"""The best posts of active people, scored in batches and written by COPY, so that a page starts from one read."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from app.feeds.fold_in import ONE_REASON_SHARE
from app.store import training
from app.store.training import RecommendedLists
from recsys.sparse import prune

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    import asyncpg
    from numpy.typing import NDArray

    from app.feeds.model_files import TrainedModel

LIST_SIZE = 100
PEOPLE_AT_ONCE = 1_000
# Of a longer history the strongest acts decide.
HISTORY_SIZE = 100


async def write_lists(
    connection: asyncpg.Connection[asyncpg.Record], trained: TrainedModel, people: Sequence[int]
) -> int:
    """Write the lists of these people, as far as the model knows them; gives how many people."""
    rows = trained.model.people.rows(np.array(people, np.int64)).ravel() if people else np.empty(0, np.int64)
    rows = rows[rows >= 0]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for start in range(0, len(rows), PEOPLE_AT_ONCE):
            lists = await asyncio.to_thread(_lists_of, trained, rows[start : start + PEOPLE_AT_ONCE], threads)
            await training.insert_recommendations(connection, model_version=trained.version, lists=lists)
    return len(rows)


def _lists_of(trained: TrainedModel, people: NDArray[np.int64], executor: Executor) -> RecommendedLists:
    model = trained.model
    known = model.histories[people]
    histories = prune(known, np.full(len(people), HISTORY_SIZE, np.int64))
    ranked = model.rank(histories, LIST_SIZE, exclude=known, executor=executor)
    sources, amounts = (part[:, :, 0] for part in model.reasons(histories, ranked.items, 1, executor))
    # The others are there because they are popular, which is known without a list.
    wanted = amounts > 0
    ranks = np.cumsum(wanted, axis=1)[wanted].astype(np.int16)
    is_one = amounts[wanted] >= ONE_REASON_SHARE * ranked.scores[wanted]
    return RecommendedLists(
        np.repeat(model.people.values[people], wanted.sum(axis=1)),
        ranks,
        model.items.values[ranked.items[wanted]],
        ranked.scores[wanted],
        np.where(is_one, model.items.values[sources[wanted]], 0),
    )
