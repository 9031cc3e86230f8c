"""Scores for one history by the model's similarity, and which of its posts made each: no retraining.

score(t) = Σ_i w_i S_it over the history's items i, heard as the model hears them (`recsys.history`); the source of t is
the i with the largest term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recsys.history import loudness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recsys import Model

# From this share on one post is the reason; below it is several together.
ONE_REASON_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Item rows, best first, their scores, and the row of the item that is the reason (-1: several together)."""

    items: NDArray[np.int64]
    scores: NDArray[np.float32]
    reasons: NDArray[np.int64]


EMPTY = Scored(np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.int64))


def score_history(
    model: Model,
    rows: NDArray[np.int64],
    weights: NDArray[np.float32],
    *,
    size: int,
    left_out: NDArray[np.int64] | None = None,
) -> Scored:
    """The `size` best items for a history (`rows` of items, `weights`), without its own and `left_out`."""
    similarity = model.similarity
    starts = similarity.indptr[rows].astype(np.int64)
    lengths = similarity.indptr[rows + 1].astype(np.int64) - starts
    total = int(lengths.sum())
    if not total:
        return EMPTY
    places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(total)
    columns = similarity.indices[places]
    if model.settings.redundancy:
        liked = np.maximum(weights, 0)
        given = np.repeat(liked, lengths) * similarity.data[places]
        said = np.bincount(columns, weights=given, minlength=similarity.shape[1])[rows].astype(np.float32)
        weights = weights * loudness(liked, said, model.settings.redundancy, np.zeros(len(rows), np.int64), 1)
    amounts = similarity.data[places] * np.repeat(weights, lengths)
    sums: NDArray[np.float64] = np.bincount(columns, weights=amounts, minlength=similarity.shape[1]).astype(np.float64)
    sums[rows] = 0
    if left_out is not None:
        sums[left_out] = 0
    items = np.flatnonzero(sums)
    if len(items) > size:
        items = items[np.argpartition(-np.abs(sums[items]), size - 1)[:size]]
    items = items[np.argsort(-sums[items], kind="stable")]
    if not len(items):
        return EMPTY
    return Scored(
        items, sums[items].astype(np.float32), _reasons(items, sums, columns, amounts, np.repeat(rows, lengths))
    )


def _reasons(
    items: NDArray[np.int64],
    sums: NDArray[np.float64],
    columns: NDArray[np.int32],
    amounts: NDArray[np.float32],
    origins: NDArray[np.int64],
) -> NDArray[np.int64]:
    place_of = np.full(len(sums), -1, np.int64)
    place_of[items] = np.arange(len(items))
    places = place_of[columns]
    mine = places >= 0
    places, amounts, origins = places[mine], amounts[mine], origins[mine]
    order = np.lexsort((amounts, places))
    # The last of each run is its largest.
    last = np.searchsorted(places[order], np.arange(len(items)), side="right") - 1
    largest = order[last]
    is_one = amounts[largest] >= ONE_REASON_SHARE * np.maximum(sums[items], 1e-12)
    return np.where(is_one, origins[largest], -1)
