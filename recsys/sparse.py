"""Small steps on CSR matrices that scipy does not have, or does in two passes where one is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

try:
    from scipy.sparse._sparsetools import csr_matmat
except ImportError:  # pragma: no cover - private to scipy; without it products take the usual two passes
    csr_matmat = None

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def powers(counts: NDArray[Any], exponent: float) -> NDArray[np.float32]:
    """counts^-exponent as float32 of shape (n,); 0 where the count is 0."""
    safe = np.where(counts > 0, counts, 1).astype(np.float64)
    return np.where(counts > 0, safe**-exponent, 0).astype(np.float32)


def scaled(matrix: sp.csr_matrix, rows: NDArray[Any] | None, columns: NDArray[Any] | None) -> sp.csr_matrix:
    """diag(rows) · matrix · diag(columns), float32, sharing the structure of `matrix`."""
    data = matrix.data.astype(np.float32)
    if rows is not None:
        data *= np.repeat(rows, np.diff(matrix.indptr))
    if columns is not None:
        data *= columns[matrix.indices]
    return sp.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def reach(left: sp.csr_matrix, right: sp.csr_matrix) -> NDArray[np.int64]:
    """Upper bound, int64 (rows,), of the entries of each row of left @ right."""
    width = np.diff(right.indptr).astype(np.int64)
    sums = np.concatenate(([0], np.cumsum(width[left.indices])))
    bound: NDArray[np.int64] = np.minimum(sums[left.indptr[1:]] - sums[left.indptr[:-1]], right.shape[1])
    return bound


def product(left: sp.csr_matrix, right: sp.csr_matrix) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.float32]]:
    """(indptr, indices, data) of left @ right, float32, indices unsorted.

    scipy walks all pairs twice, first to count. The bound of `reach` is room enough; what is not written costs nothing.
    """
    if csr_matmat is None:
        done = (left @ right).tocsr()
        return done.indptr, done.indices, done.data
    room = int(reach(left, right).sum())
    large = max(room, right.nnz, *right.shape, *left.shape) > np.iinfo(np.int32).max
    kind = np.int64 if large else np.int32
    indptr, indices = np.empty(left.shape[0] + 1, kind), np.empty(room, kind)
    data = np.empty(room, np.float32)
    csr_matmat(
        left.shape[0], right.shape[1],
        left.indptr.astype(kind, copy=False), left.indices.astype(kind, copy=False),
        left.data.astype(np.float32, copy=False),
        right.indptr.astype(kind, copy=False), right.indices.astype(kind, copy=False),
        right.data.astype(np.float32, copy=False),
        indptr, indices, data,
    )  # fmt: skip
    used = int(indptr[-1])
    return indptr, indices[:used], data[:used]


def thresholds(indptr: NDArray[Any], data: NDArray[np.float32], keep: NDArray[np.int64]) -> NDArray[np.float32]:
    """The `keep[r]`-th largest value of each row r, float32 (rows,); -inf for rows that are not longer."""
    found = np.full(len(keep), -np.inf, np.float32)
    for row in np.flatnonzero(np.diff(indptr) > keep).tolist():
        # Row by row: a padded rectangle would cost more than the partition.
        values = data[indptr[row] : indptr[row + 1]].copy()
        place = len(values) - int(keep[row])
        if place == len(values):
            found[row] = np.inf
            continue
        values.partition(place)
        found[row] = values[place]
    return found


def prune(matrix: sp.csr_matrix, keep: NDArray[np.int64]) -> sp.csr_matrix:
    """The `keep[r]` largest entries of each row r; among equals those stored first."""
    indptr, data = matrix.indptr, matrix.data
    sizes = np.diff(indptr)
    if (sizes <= keep).all():
        return matrix
    limits = thresholds(indptr, data, keep)
    places = np.flatnonzero(data >= np.repeat(limits, sizes))
    edges = np.searchsorted(places, indptr)
    surplus = np.diff(edges) - keep
    for row in np.flatnonzero(surplus > 0).tolist():
        mine = places[edges[row] : edges[row + 1]]
        ties = np.flatnonzero(data[mine] == limits[row])
        mine[ties[len(ties) - int(surplus[row]) :]] = -1
    places = places[places >= 0]
    starts = np.concatenate(([0], np.cumsum(np.minimum(sizes, keep)))).astype(indptr.dtype)
    return sp.csr_matrix((data[places], matrix.indices[places], starts), shape=matrix.shape)


def blocks(sizes: NDArray[Any], limit: int, most: int | None = None) -> Iterator[tuple[int, int]]:
    """Cut rows into runs whose sizes add up to at most `limit` (one row at least), of at most `most` rows."""
    ends = np.cumsum(sizes.astype(np.int64))
    start, total = 0, len(sizes)
    while start < total:
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + limit, side="right")))
        if most is not None:
            stop = min(stop, start + most)
        yield start, stop
        start = stop
