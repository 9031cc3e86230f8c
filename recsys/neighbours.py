"""People of the same taste, and what they like: collaborative filtering from user to user, as a voice beside x · S.

With x a history, X what the people v of train like and n the item counts:

    w_v    = cosine(x n^-¼, X_v n^-¼) · c_v / (c_v + h)    c_v: the items that both have
    score  = Σ_v w_v X_vj                                  over the K people of the largest w

Rarer items count more in the cosine (Breese, Heckerman & Kadie 1998); h shrinks what few common items support and K
bounds the neighbourhood, as in Herlocker et al. (1999). Whoever likes nothing beyond x gives nothing and is no
neighbour, so nobody is their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from recsys.sparse import blocks, powers, product, prune, reach, scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recsys.settings import Settings

_RARITY = 0.25
_SHRINKAGE = np.float32(10)
_ENTRY_BYTES = 16  # of a product: index and value, twice while it is pruned
_SAMPLE_PEOPLE, _SAMPLE_ITEMS = 2_000, 256


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """CSR float32: `tastes` (items, people) of unit length a person, `support` its ones, `given` (people, items)."""

    tastes: sp.csr_matrix
    support: sp.csr_matrix
    given: sp.csr_matrix
    rarity: NDArray[np.float32]
    sizes: NDArray[np.int64]
    count: int
    block_bytes: int

    def scores(self, histories: sp.csr_matrix) -> sp.csr_matrix:
        """What the people most like each row of `histories` (rows, items) give to every item, CSR of the same shape.

        Neighbours are found by positive weights only. Not linear in x: the neighbours change with it.
        """
        liked = histories.maximum(0).tocsr()
        liked.eliminate_zeros()
        rare = unit_rows(scaled(liked, None, self.rarity))
        cuts = blocks(reach(rare, self.tastes), max(1, self.block_bytes // _ENTRY_BYTES))
        found = [self._weights(rare[slice(*cut)]) @ self.given for cut in cuts]
        return sp.vstack(found, format="csr") if found else sp.csr_matrix(histories.shape, dtype=np.float32)

    def _weights(self, rare: sp.csr_matrix) -> sp.csr_matrix:
        """w of the `count` nearest people, (rows, people)."""
        indptr, people, weights = product(rare, self.tastes)
        ones = sp.csr_matrix((np.ones(rare.nnz, np.float32), rare.indices, rare.indptr), rare.shape)
        # The same walk over the same structure with nothing negative: the same order of entries.
        _, _, common = product(ones, self.support)
        weights *= common / (common + _SHRINKAGE)
        weights[common >= self.sizes[people]] = 0
        near = sp.csr_matrix((weights, people, indptr), shape=(rare.shape[0], self.tastes.shape[1]))
        return prune(near, np.full(rare.shape[0], self.count, np.int64))


def neighbours_of(histories: sp.csr_matrix, similarity: sp.csr_matrix, settings: Settings) -> Neighbours | None:
    """The people's voice, `people_weight` times as loud as x · S by the standard deviation of a sample of scores.

    None where the weight is 0: then it costs nothing.
    """
    if not settings.people_weight or not histories.nnz:
        return None
    rarity = powers(histories.getnnz(axis=0), _RARITY)
    tastes = unit_rows(scaled(histories, None, rarity)).T.tocsr()
    voice = Neighbours(
        tastes,
        sp.csr_matrix((np.ones(tastes.nnz, np.float32), tastes.indices, tastes.indptr), tastes.shape),
        histories,
        rarity,
        np.diff(histories.indptr).astype(np.int64),
        settings.people_neighbours,
        settings.block_bytes,
    )
    people = np.unique(np.linspace(0, histories.shape[0] - 1, _SAMPLE_PEOPLE).astype(np.int64))
    targets = np.unique(np.linspace(0, histories.shape[1] - 1, _SAMPLE_ITEMS).astype(np.int64))
    sample = histories[people]
    spread = float(voice.scores(sample)[:, targets].toarray().std())
    wanted = settings.people_weight * float((sample @ similarity[:, targets]).toarray().std())
    return replace(voice, given=voice.given * np.float32(wanted / spread if spread > 0 else 0))


def unit_rows(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Each row divided by its length; empty rows stay empty."""
    return scaled(matrix, powers(np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()), 1), None)
