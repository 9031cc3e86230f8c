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
    if (sizes <= keep).all():
        return matrix
    # Row by row: masks over the whole block would cost more than the product itself.
    kept: list[NDArray[np.int64]] = []
    for start, size, limit in zip(indptr[:-1].tolist(), sizes.tolist(), keep.tolist(), strict=True):
        if size <= limit:
            kept.append(np.arange(start, start + size))
            continue
        values = data[start : start + size]
        ordered = np.partition(values, size - limit) if limit else values
        threshold = ordered[size - limit] if limit else np.inf
        best = np.flatnonzero(values >= threshold)
        if len(best) > limit:
            above = values[best] > threshold
            ties = np.flatnonzero(~above)[: limit - int(above.sum())]
            above[ties] = True
            best = best[above]
        kept.append(best + start)
    places = np.concatenate(kept)
    starts = np.concatenate(([0], np.cumsum(np.minimum(sizes, keep)))).astype(np.int64)
    return sp.csr_matrix((data[places], matrix.indices[places], starts), shape=matrix.shape)


def blocks(sizes: NDArray[Any], limit: int) -> Iterator[tuple[int, int]]:
    """Cut rows into runs whose sizes add up to at most `limit` (one row at least)."""
    ends = np.cumsum(sizes.astype(np.int64))
    start, total = 0, len(sizes)
    while start < total:
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + limit, side="right")))
        yield start, stop
        start = stop
