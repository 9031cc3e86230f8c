"""Dense algebra on items: truncated SVD (PureSVD: Cremonesi et al. 2010) and ridge regression (EASE: Steck 2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cholesky, lapack
from scipy.sparse.linalg import svds

from recsys.sparse import powers, scaled

if TYPE_CHECKING:
    import scipy.sparse as sp
    from numpy.typing import NDArray


def item_factors(
    matrix: sp.csr_matrix, count: int, exponent: float, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Right singular vectors V, float32 (items, f), and values s (f,), largest first, of d^-e X n^-e.

    f = min(count, smaller side - 1). The start vector comes from `seed`, signs are fixed: the same on every run.
    """
    rank = min(count, min(matrix.shape) - 1)
    if rank < 1 or not matrix.nnz:
        return np.zeros((matrix.shape[1], 0), np.float32), np.zeros(0, np.float32)
    people = np.diff(matrix.indptr)
    items = np.asarray(matrix.getnnz(axis=0))
    normal = scaled(matrix, powers(people, exponent), powers(items, exponent))
    start = np.random.default_rng(seed).random(min(matrix.shape)).astype(np.float32)
    _, values, vectors = svds(normal, k=rank, v0=start, return_singular_vectors="vh")
    order = np.argsort(-values, kind="stable")
    values, vectors = values[order], vectors[order]
    strongest = vectors[np.arange(rank), np.abs(vectors).argmax(axis=1)]
    vectors = vectors * np.where(strongest < 0, -1, 1)[:, None]
    return np.ascontiguousarray(vectors.T, dtype=np.float32), values.astype(np.float32)


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
