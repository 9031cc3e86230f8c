"""How loud each item of a history is: what the other items say already counts less.

With x a history (of positive weights), r_i = Σ_k x_k S_ki what its other items say of item i, and r̄ the mean of r:

    x'_i = z x_i / (1 + h r_i / r̄)            z keeps Σ x' = Σ x

Ten items of one kind and one of another are two tastes, not ten against one. Weights against redundancy are usual where
samples come in families (Henikoff & Henikoff 1994); it is also what the diagonal of (S + λI)⁻¹ x, the kernel regression
of the history on itself, does, without a matrix to invert for each person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from recsys.sparse import blocks, product, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ENTRY_BYTES = 16  # of a product: index and value, twice while the own items are picked


def without_redundancy(
    histories: sp.csr_matrix, similarity: sp.csr_matrix, redundancy: float, block_bytes: int
) -> sp.csr_matrix:
    """x' of each row of `histories` (people, items), CSR float32 of the same structure; h is `redundancy`.

    Negative weights stay as they are and say nothing of others. With h = 0 the histories come back themselves.
    """
    if not redundancy or not histories.nnz or not similarity.nnz:
        return histories
    histories = histories.tocsr()
    liked = np.maximum(histories.data, 0).astype(np.float32)
    positive = sp.csr_matrix((liked, histories.indices, histories.indptr), shape=histories.shape)
    said = np.empty(histories.nnz, np.float32)
    for start, stop in blocks(reach(positive, similarity), max(1, block_bytes // _ENTRY_BYTES)):
        entries = slice(histories.indptr[start], histories.indptr[stop])
        said[entries] = _said_of_own(positive[start:stop], similarity)
    owners = np.repeat(np.arange(histories.shape[0]), np.diff(histories.indptr))
    data = histories.data * loudness(liked, said, redundancy, owners, histories.shape[0])
    return sp.csr_matrix((data.astype(np.float32), histories.indices, histories.indptr), shape=histories.shape)


def loudness(
    liked: NDArray[np.float32],
    said: NDArray[np.float32],
    redundancy: float,
    owners: NDArray[np.int64],
    people: int,
) -> NDArray[np.float32]:
    """What to multiply each entry of histories by, float32 (entries,): 1 for entries that are not positive.

    `liked` are the weights, 0 for those below, `said` their r, and `owners` whose entries they are, 0…`people`.
    """
    counted = liked > 0
    counts = np.bincount(owners, counted, minlength=people)
    mean = np.bincount(owners, said * counted, minlength=people) / np.maximum(counts, 1)
    relative = np.divide(said, mean[owners], out=np.zeros(len(said)), where=mean[owners] > 0)
    factors = np.where(counted, 1 / (1 + redundancy * np.maximum(relative, 0)), 1.0)
    before, after = (np.bincount(owners, amounts, minlength=people) for amounts in (liked, liked * factors))
    level = np.divide(before, after, out=np.ones(people), where=after > 0)
    return np.where(counted, factors * level[owners], 1.0).astype(np.float32)


def _said_of_own(histories: sp.csr_matrix, similarity: sp.csr_matrix) -> NDArray[np.float32]:
    """(histories · similarity) at the entries of `histories`, float32 (entries,)."""
    indptr, columns, values = product(histories, similarity)
    scores = sp.csr_matrix((values, columns, indptr), shape=histories.shape)
    pattern = sp.csr_matrix((np.ones(histories.nnz, np.float32), histories.indices, histories.indptr), histories.shape)
    own = scores.multiply(pattern).tocsr()
    own.sort_indices()
    rows = np.repeat(np.arange(histories.shape[0]), np.diff(histories.indptr))
    return np.asarray(own[rows, histories.indices], np.float32).ravel()
