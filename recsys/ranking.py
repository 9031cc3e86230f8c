"""The best k of each person in a block: sparse where history alone speaks, dense where everything has a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recsys.sparse import product, thresholds

if TYPE_CHECKING:
    import scipy.sparse as sp
    from numpy.typing import NDArray

Lists = tuple["NDArray[np.int64]", "NDArray[np.float32]"]


def rank_sparse(
    histories: sp.csr_matrix,
    similarity: sp.csr_matrix,
    seen: sp.csr_matrix,
    k: int,
    popular: NDArray[np.float32],
    order: NDArray[np.int64],
    *,
    loud: bool,
) -> Lists:
    """Top `k` of x · S + popular for non-negative histories, without `seen`; (rows, k) items and scores.

    `popular` (items,) is weighted already and `order` its items, largest first. When it is not `loud` it only breaks
    silence: it counts for people whose history reaches too few items.
    """
    indptr, columns, values = product(histories, similarity)
    degrees = np.diff(seen.indptr).astype(np.int64)
    wanted = degrees + k
    short = np.diff(indptr) < wanted
    if loud:
        values += popular[columns]
    limits = thresholds(indptr, values, wanted)
    places = np.flatnonzero(values >= np.repeat(limits, np.diff(indptr)))
    rows = np.repeat(np.arange(len(degrees)), np.diff(np.searchsorted(places, indptr)))
    keys, values = rows * similarity.shape[1] + columns[places], values[places]
    if loud or short.any():
        asked = np.arange(len(degrees)) if loud else np.flatnonzero(short)
        keys, values = _with_popular(keys, values, asked, wanted, popular, order)
    fresh = ~_contained(keys, _keys(seen))
    return best_of(keys[fresh], values[fresh], (len(degrees), similarity.shape[1]), k)


def rank_dense(scores: NDArray[np.float32], seen: sp.csr_matrix, k: int) -> Lists:
    """Top `k` of each row of `scores` (rows, items), without `seen`. `scores` is written to."""
    rows, items = scores.shape
    scores[np.repeat(np.arange(rows), np.diff(seen.indptr)), seen.indices] = -np.inf
    if k < items:
        limits = np.partition(scores, items - k, axis=1)[:, items - k]
        keys = np.flatnonzero((scores >= limits[:, None]) & (scores > -np.inf))
    else:
        keys = np.flatnonzero(scores > -np.inf)
    return best_of(keys, scores.ravel()[keys], scores.shape, k)


def strongest(
    histories: sp.csr_matrix, similarity: sp.csr_matrix, items: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The `count` sources that gave most to each listed item: (rows, k, count) item rows and amounts, then -1 and 0."""
    rows, k = items.shape
    owners = np.repeat(np.arange(rows), np.diff(histories.indptr))
    sources = np.repeat(histories.indices, k)
    targets = items[owners].ravel()
    known = targets >= 0
    places = (owners[:, None] * k + np.arange(k)).ravel()[known]
    sources, weights = sources[known], np.repeat(histories.data, k)[known]
    amounts = np.asarray(similarity[sources, targets[known]]).ravel() * weights
    given = amounts > 0
    found, values = best_of(
        places[given] * similarity.shape[0] + sources[given], amounts[given], (rows * k, similarity.shape[0]), count
    )
    values[found < 0] = 0
    return found.reshape(rows, k, count), values.reshape(rows, k, count)


def best_of(keys: NDArray[np.int64], values: NDArray[np.float32], shape: tuple[int, int], k: int) -> Lists:
    """The `k` largest values of each row, equal ones by column, from keys row · columns + column of any order.

    Items are -1 and scores -inf where a row has fewer.
    """
    rows = keys // shape[1]
    if len(rows) and (np.diff(rows) < 0).any():
        by_row = np.argsort(rows, kind="stable")
        keys, values, rows = keys[by_row], values[by_row], rows[by_row]
    counts = np.bincount(rows, minlength=shape[0])
    if len(keys) and counts.max() > 2 * k:
        edges = np.concatenate(([0], np.cumsum(counts)))
        limits = thresholds(edges, values, np.full(shape[0], k))
        kept = values >= limits[rows]
        keys, values, rows = keys[kept], values[kept], rows[kept]
        counts = np.bincount(rows, minlength=shape[0])
    width = max(k, int(counts.max(initial=0)))
    places = rows * width + np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    items = np.full(shape[0] * width, -1, np.int64)
    scores = np.full(shape[0] * width, -np.inf, np.float32)
    items[places], scores[places] = keys - rows * shape[1], values
    wide_items, wide_scores = items.reshape(shape[0], width), scores.reshape(shape[0], width)
    first = np.lexsort((wide_items, -wide_scores), axis=1)[:, :k]
    return np.take_along_axis(wide_items, first, axis=1), np.take_along_axis(wide_scores, first, axis=1)


def _with_popular(
    keys: NDArray[np.int64],
    values: NDArray[np.float32],
    asked: NDArray[np.int64],
    wanted: NDArray[np.int64],
    popular: NDArray[np.float32],
    order: NDArray[np.int64],
) -> Lists:
    """Add the most popular items that could still come in for the rows `asked`.

    What history reached but left out of the candidates scores less than each of them, with popularity and all the more
    without.
    """
    sizes = np.minimum(wanted[asked], len(order))
    places = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    columns = order[places]
    more = np.repeat(asked, sizes) * len(popular) + columns
    new = ~_contained(more, np.sort(keys))
    return np.concatenate((keys, more[new])), np.concatenate((values, popular[columns[new]]))


def _keys(matrix: sp.csr_matrix) -> NDArray[np.int64]:
    """row · columns + column of every entry, sorted."""
    keys = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * matrix.shape[1] + matrix.indices
    return keys if matrix.has_sorted_indices else np.sort(keys)


def _contained(keys: NDArray[np.int64], ordered: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which `keys` are among `ordered`, which is sorted."""
    if not len(ordered):
        return np.zeros(len(keys), np.bool_)
    places = np.searchsorted(ordered, keys)
    places[places == len(ordered)] = 0
    found: NDArray[np.bool_] = ordered[places] == keys
    return found
