"""The best posts of active people, scored in batches and written by COPY, so that a page starts from one read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.feeds.fold_in import score_history
from app.store import training

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import asyncpg
    from numpy.typing import NDArray

    from app.feeds.model_files import TrainedModel

LIST_SIZE = 100
PEOPLE_AT_ONCE = 500
# Of a longer history the strongest acts decide.
HISTORY_SIZE = 100

Row = tuple[int, str, int, int, float, str, int | None]


async def write_lists(
    connection: asyncpg.Connection[asyncpg.Record], trained: TrainedModel, people: Sequence[int]
) -> int:
    """Write the lists of these people, as far as the model knows them; gives how many people."""
    rows = trained.model.people.rows(np.array(people, np.int64)).ravel() if people else np.empty(0, np.int64)
    rows = rows[rows >= 0]
    for start in range(0, len(rows), PEOPLE_AT_ONCE):
        batch = [row for person in rows[start : start + PEOPLE_AT_ONCE].tolist() for row in _list_of(trained, person)]
        await training.insert_recommendations(connection, rows=batch)
    return len(rows)


def _list_of(trained: TrainedModel, person: int) -> Iterator[Row]:
    model = trained.model
    start, end = model.histories.indptr[person : person + 2]
    items = model.histories.indices[start:end].astype(np.int64)
    weights = model.histories.data[start:end]
    left_out: NDArray[np.int64] = items
    if len(items) > HISTORY_SIZE:
        strongest = np.argpartition(-weights, HISTORY_SIZE)[:HISTORY_SIZE]
        items, weights = items[strongest], weights[strongest]
    scored = score_history(model.similarity, items, weights, size=LIST_SIZE, left_out=left_out)
    user_id = int(model.people.values[person])
    found = zip(scored.items.tolist(), scored.scores.tolist(), scored.reasons.tolist(), strict=True)
    for rank, (item, score, reason) in enumerate(found, start=1):
        # Items come best first: below are those that the history speaks against.
        if score <= 0:
            break
        source = int(model.items.values[reason]) if reason >= 0 else None
        kind = "people" if source is None else "post"
        yield user_id, trained.version, rank, int(model.items.values[item]), score, kind, source
