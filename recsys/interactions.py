"""From events to a sparse person × item matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from recsys.settings import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

# What an action says about taste. A view says little, hiding says the opposite and is left to the caller's filters.
ACTION_WEIGHTS: Mapping[str, float] = {
    "view": 0.1,
    "click": 0.3,
    "profile_visit": 0.3,
    "like": 1.0,
    "share": 1.2,
    "reply": 1.5,
    "repost": 1.5,
}


@dataclass(frozen=True, slots=True, eq=False)
class Ids:
    """The ids of one side, sorted, so that a row number is a place in this array.

    `values` has shape (count,) and any sortable dtype (int64 or text).
    """

    values: NDArray[Any]

    def __len__(self) -> int:
        return len(self.values)

    def rows(self, ids: ArrayLike) -> NDArray[np.int64]:
        """Row numbers, int64, of the same shape as `ids`; -1 for an unknown id."""
        wanted = np.asarray(ids)
        if not len(self.values):
            return np.full(wanted.shape, -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.values, wanted), len(self.values) - 1)
        return np.where(self.values[places] == wanted, places, -1).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Interactions:
    """Positive feedback as a matrix, with what is popular at `now`.

    `matrix`: CSR float32 of shape (people, items), sorted, without duplicates or zeros.
    `recent`: float32 (items,), each item's people by their last event: Σ 2^(-age/half-life of popularity).
    """

    people: Ids
    items: Ids
    matrix: sp.csr_matrix
    recent: NDArray[np.float32]
    timed: bool


@dataclass(slots=True)
class Builder:
    """Collects events chunk by chunk, in 24 bytes an event, and builds the matrix from them.

    The weight of an event is w · 2^(-age/half_life) (Ding & Li 2005, "Time weight collaborative filtering"), half-lives
    in the unit of the times; None does not decay. Events of one person and item add up, until `ceiling`.
    """

    half_life: float | None = None
    recent_half_life: float | None = 4 * DAY
    ceiling: float = 3.0
    _chunks: list[tuple[NDArray[Any], NDArray[Any], NDArray[np.float32], NDArray[np.float64] | None]] = field(
        default_factory=list
    )

    def add(
        self,
        people: ArrayLike,
        items: ArrayLike,
        weights: ArrayLike | None = None,
        times: ArrayLike | None = None,
    ) -> None:
        """Take one chunk; all arrays have shape (events,). Without weights each counts 1."""
        who, what = np.asarray(people), np.asarray(items)
        weight = np.ones(len(who), np.float32) if weights is None else np.asarray(weights, np.float32)
        when = None if times is None else np.asarray(times, np.float64)
        if not len(who) == len(what) == len(weight) or (when is not None and len(when) != len(who)):
            raise ValueError("people, items, weights and times must be equally long")
        if not np.isfinite(weight).all() or (when is not None and not np.isfinite(when).all()):
            raise ValueError("weights and times must be finite")
        if len(who):
            self._chunks.append((who, what, weight, when))

    def build(self, now: float | None = None, people: Ids | None = None, items: Ids | None = None) -> Interactions:
        """Make the matrix as of `now` (default: the newest event). Given ids fix the rows; other ids are dropped."""
        who = _join([chunk[0] for chunk in self._chunks])
        what = _join([chunk[1] for chunk in self._chunks])
        weights = _join([chunk[2] for chunk in self._chunks]).astype(np.float64)
        timed = bool(self._chunks) and all(chunk[3] is not None for chunk in self._chunks)
        people_ids, rows = _number(who, people)
        items_ids, columns = _number(what, items)
        times: NDArray[np.float64] | None = None
        if timed:
            times = _join([chunk[3] for chunk in self._chunks])
            age = np.maximum((float(times.max()) if now is None else now) - times, 0.0)
            weights *= decay(age, self.half_life)
            times = -age
        known = (rows >= 0) & (columns >= 0) & (weights > 0)
        rows, columns, weights = rows[known], columns[known], weights[known]
        times = None if times is None else times[known]
        shape = (len(people_ids), len(items_ids))
        matrix = sp.csr_matrix((weights, (rows, columns)), shape=shape)  # adds duplicates up, in float64
        matrix.sort_indices()
        matrix = sp.csr_matrix(
            (np.minimum(matrix.data, self.ceiling).astype(np.float32), matrix.indices, matrix.indptr), shape=shape
        )
        if matrix.nnz < len(rows):
            last = latest(rows, columns, times)
            columns, times = columns[last], None if times is None else times[last]
        recent = recent_popularity(columns, shape[1], None if times is None else -times, self.recent_half_life)
        return Interactions(people_ids, items_ids, matrix, recent, timed)


def latest(rows: NDArray[np.int64], columns: NDArray[np.int64], times: NDArray[np.float64] | None) -> NDArray[np.int64]:
    """Places of the last event of each person and item."""
    newest = np.arange(len(rows)) if times is None else np.argsort(-times, kind="stable")
    _, first = np.unique(rows[newest] * (int(columns.max(initial=0)) + 1) + columns[newest], return_index=True)
    places: NDArray[np.int64] = newest[first]
    return places


def recent_popularity(
    columns: NDArray[np.int64], items: int, age: NDArray[np.float64] | None, half_life: float | None
) -> NDArray[np.float32]:
    """float32 (items,): Σ 2^(-age/half_life) over `latest` events, so that nobody counts twice for one item."""
    weights = None if age is None else decay(age, half_life)
    return np.bincount(columns, weights=weights, minlength=items).astype(np.float32)


def decay(age: NDArray[np.float64], half_life: float | None) -> NDArray[np.float64]:
    """2^(-age/half_life), float64 of the shape of `age`; all ones when there is no half-life."""
    return np.ones_like(age) if half_life is None else np.exp2(-age / half_life)


def _join(parts: list[Any]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _number(values: NDArray[Any], fixed: Ids | None) -> tuple[Ids, NDArray[np.int64]]:
    if fixed is not None:
        return fixed, fixed.rows(values)
    unique, rows = np.unique(values, return_inverse=True)
    return Ids(unique), rows.astype(np.int64)
