"""Does "show less like this" work? How much of a list is like an item before and after somebody wants less of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recsys.model import Model

WEIGHTS = (1.0, 3.0, 10.0)
_PEOPLE, _NEAR = 1_000, 50


def effect_of_less(model: Model, k: int = 20, weights: tuple[float, ...] = WEIGHTS) -> dict[str, float]:
    """Share of the `k` best that is among the items most like a person's first one: as it is, and when that one was
    refused with each of `weights` (a like is 1). Means over evenly spaced people with a history.

    The refused item itself never counts, before neither.

    Raises:
        ValueError: there is too little data for any list.
    """
    people = np.flatnonzero(np.diff(model.histories.indptr) > 0)
    people = people[:: max(1, len(people) // _PEOPLE)]
    histories = model.histories[people]
    lists = model.rank(histories, k + 1).items
    known = lists[:, 0] >= 0
    histories, lists = histories[known], lists[known]
    if not len(lists):
        raise ValueError("too little data: nobody can be recommended anything")
    refused = lists[:, 0]
    rows = np.arange(len(refused))
    alike = model.similarity[refused]
    limits = np.array([np.sort(alike[[row]].data)[-_NEAR:].min(initial=np.inf) for row in rows.tolist()], np.float32)
    near = alike.copy()
    near.data = (alike.data >= np.repeat(limits, np.diff(alike.indptr))).astype(np.float32)

    def share(items: NDArray[np.int64]) -> float:
        found = np.asarray(near[np.repeat(rows, items.shape[1]), items.clip(0).ravel()]).reshape(items.shape) > 0
        return float((found & (items >= 0)).mean())

    shares = {"before": share(lists[:, 1:])}
    for weight in weights:
        data = np.full(len(rows), weight, np.float32)
        less = sp.csr_matrix((data, (rows, refused)), shape=histories.shape)
        shares[f"{weight:g}"] = share(model.rank(histories, k, less=less).items)
    return shares
