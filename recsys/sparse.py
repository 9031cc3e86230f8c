"""Small steps on CSR matrices that scipy does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

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


def prune(matrix: sp.csr_matrix, keep: NDArray[np.int64]) -> sp.csr_matrix:
    """The `keep[r]` largest entries of each row r; among equals those stored first."""
    indptr, data = matrix.indptr, matrix.data
    sizes = np.diff(indptr)
    full = np.flatnonzero((sizes > keep) & (keep > 0))
    if not len(full) and (keep > 0).all():
        return matrix
    threshold = np.where(keep > 0, -np.inf, np.inf).astype(np.float32)
    for row in full.tolist():
        values = data[indptr[row] : indptr[row + 1]].copy()
        place = len(values) - int(keep[row])
        values.partition(place)
        threshold[row] = values[place]
    limit = np.repeat(threshold, sizes)
    above = data > limit
    tied = data == limit
    need = keep - _row_sums(above, indptr)
    seen = np.concatenate(([0], np.cumsum(tied)))
    rank = seen[1:] - np.repeat(seen[indptr[:-1]], sizes)
    kept = above | (tied & (rank <= np.repeat(need, sizes)))
    starts = np.concatenate(([0], np.cumsum(kept)))[indptr]
    return sp.csr_matrix((data[kept], matrix.indices[kept], starts.astype(np.int64)), shape=matrix.shape)


def blocks(sizes: NDArray[Any], limit: int) -> Iterator[tuple[int, int]]:
    """Cut rows into runs whose sizes add up to at most `limit` (one row at least)."""
    ends = np.cumsum(sizes.astype(np.int64))
    start, total = 0, len(sizes)
    while start < total:
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + limit, side="right")))
        yield start, stop
        start = stop


def _row_sums(flags: NDArray[np.bool_], indptr: NDArray[Any]) -> NDArray[np.int64]:
    seen = np.concatenate(([0], np.cumsum(flags)))
    return np.asarray(seen[indptr[1:]] - seen[indptr[:-1]], dtype=np.int64)
