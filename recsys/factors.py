"""Dense algebra on items: truncated SVD (PureSVD: Cremonesi et al. 2010) and ridge regression (EASE: Steck 2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg import cholesky, eigh, lapack
from scipy.sparse.linalg import LinearOperator, eigsh

from recsys.sparse import powers, scaled

if TYPE_CHECKING:
    import scipy.sparse as sp
    from numpy.typing import NDArray

_NOISE = 1e-3  # of the largest singular value; below is rounding
_DENSE_RANKS = 4  # up to so many rows per factor the dense solver is faster, and surer


def item_factors(
    matrix: sp.csr_matrix, count: int, exponent: float, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Right singular vectors V, float32 (items, f), and values s (f,), largest first, of d^-e X n^-e.

    f ≤ min(count, smaller side - 1): directions that hold next to nothing are left out. Everything random comes from
    `seed` and signs are fixed: the same on every run.
    """
    rank = min(count, min(matrix.shape) - 1)
    if rank < 1 or not matrix.nnz:
        return np.zeros((matrix.shape[1], 0), np.float32), np.zeros(0, np.float32)
    people = np.diff(matrix.indptr)
    items = np.asarray(matrix.getnnz(axis=0))
    normal = scaled(matrix, powers(people, exponent), powers(items, exponent))
    has_fewer_items = normal.shape[1] <= normal.shape[0]
    values, vectors = _gram_vectors(normal if has_fewer_items else normal.T.tocsr(), rank, seed)
    values = np.sqrt(np.maximum(values, 0))
    strong = values > _NOISE * values[0]
    values, vectors = values[strong], vectors[:, strong]
    if not has_fewer_items:
        vectors = (normal.T @ vectors) / values
    strongest = vectors[np.abs(vectors).argmax(axis=0), np.arange(len(values))]
    vectors = vectors * np.where(strongest < 0, -1, 1)
    return np.ascontiguousarray(vectors, dtype=np.float32), values.astype(np.float32)


def _gram_vectors(matrix: sp.csr_matrix, rank: int, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The `rank` largest eigenvalues of MᵀM, largest first, and their vectors (columns of M, rank)."""
    size = matrix.shape[1]
    if size <= _DENSE_RANKS * rank:
        gram = (matrix.T @ matrix).toarray().astype(np.float64)
        values, vectors = eigh(gram, subset_by_index=(size - rank, size - 1))
        return values[::-1], vectors[:, ::-1]
    back = matrix.T.tocsr()
    gram = LinearOperator((size, size), matvec=lambda vector: back @ (matrix @ vector), dtype=np.float32)
    start = np.random.default_rng(seed).random(size).astype(np.float32)
    # Not svds: it cannot be told where to take its restarts from.
    values, vectors = eigsh(gram, k=rank, v0=start, rng=np.random.default_rng(seed))
    order = np.argsort(-values, kind="stable")
    return values[order], vectors[:, order]


def ridge_weights(matrix: sp.csr_matrix, penalty: float, exponent: float) -> NDArray[np.float32]:
    """Float32 (targets, sources): -n_i^-r (P_ij / P_jj) n_j^r, P = (NᵀN + penalty · I)⁻¹, N = d^-r X n^-r.

    Needs room for a few dense items × items matrices.
    """
    counts = np.asarray(matrix.getnnz(axis=0))
    normal = scaled(matrix, powers(np.diff(matrix.indptr), exponent), powers(counts, exponent))
    gram = np.asfortranarray((normal.T @ normal).toarray(), dtype=np.float32)
    gram[np.diag_indices_from(gram)] += np.float32(penalty)
    half = cholesky(gram, lower=False, overwrite_a=True, check_finite=False)
    upper, failed = lapack.spotri(half, lower=0, overwrite_c=1)
    if failed:  # pragma: no cover - the penalty keeps the matrix positive definite
        return np.zeros(gram.shape, np.float32)
    inverse = np.triu(upper) + np.triu(upper, 1).T
    # Symmetric, so rows may be the targets.
    weights = -inverse / np.diag(inverse)[:, None] * powers(counts, -exponent)[:, None] * powers(counts, exponent)
    np.fill_diagonal(weights, 0)
    return np.ascontiguousarray(weights, dtype=np.float32)
