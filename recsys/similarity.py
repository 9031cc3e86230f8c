"""How alike two items are, the best K per item, in blocks of bounded memory.

With X (people × items), person counts d, item counts n, co-counts c and target j, source i:

    cosine   [Σ_u x_ui x_uj d_u^-a] · c_ij/(c_ij + h) / (n_i^p n_j^q)
    linear   n_i^-e · v_i·v_j · n_j^e              V: the right singular vectors of d^-e X n^-e
    latent   Σ_f max(0, cos(√s v_i, √s v_j))² · n_j^g   over the first f factors, for four f
    ridge    -n_i^-r (P_ij / P_jj) n_j^r           P = (NᵀN + λI)⁻¹, N = d^-r X n^-r

a = h = 0, p = q = ½ is the cosine of Sarwar et al. (2001); p ≠ q the asymmetric cosine of Aiolli (2013); a takes weight
from people who like everything (Deshpande & Karypis 2004); h shrinks what few people support (Bell & Koren 2007);
linear is PureSVD (Cremonesi et al. 2010) as a similarity; ridge is EASE (Steck 2019) of the normalised matrix, only for
small catalogues: it inverts an items × items matrix. The parts are divided by their spread and added up; the sum is
raised to a power below 1, by which many weak ties count more beside one strong one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from recsys.factors import item_factors, ridge_weights
from recsys.sparse import blocks, powers, product, prune, reach, scaled

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from recsys.settings import Settings

_ENTRY_BYTES = 16  # a product's index and value, twice while it is pruned
_PAIRS = 4_096  # so many pairs of vectors stay in the cache
_SCALES = (2, 3, 4, 6)  # sixths of the latent factors
_SAMPLE_PEOPLE, _SAMPLE_ITEMS = 2_000, 256


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Everything a block needs. Arrays are float32; `left` is (items, people), `right` (people, items)."""

    left: sp.csr_matrix
    right: sp.csr_matrix
    support_left: sp.csr_matrix | None
    support_right: sp.csr_matrix | None
    shrinkage: float
    linear_target: NDArray[np.float32]
    linear_source: NDArray[np.float32]
    latent: NDArray[np.float32]
    scales: tuple[int, ...]
    # Of each scale: 1 / length of each item's vector.
    latent_lengths: tuple[NDArray[np.float32], ...]
    latent_target: NDArray[np.float32]
    ridge: NDArray[np.float32] | None
    neighbours: int
    dense: bool
    weights: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)

    def cosine(self, start: int, stop: int) -> sp.csr_matrix:
        """Rows are the targets start…stop, columns the sources in any order; the item itself is among them."""
        indptr, indices, data = product(self.left[start:stop], self.right)
        if self.support_left is not None and self.support_right is not None:
            # The same walk over the same structure with nothing negative: the same order of entries.
            _, _, counts = product(self.support_left[start:stop], self.support_right)
            data *= counts / (counts + np.float32(self.shrinkage))
        return sp.csr_matrix((data, indices, indptr), shape=(stop - start, self.right.shape[1]))

    def vectors(
        self, targets: slice | NDArray[np.int64], sources: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(linear, latent): each target against all sources (targets, items), or pair by pair (pairs,)."""
        if sources is None:
            linear = self.linear_target[targets] @ self.linear_source.T
            return linear, self._latent(targets) * self.latent_target[targets][:, None]
        linear, latent = np.empty(len(sources), np.float32), np.empty(len(sources), np.float32)
        pairs = np.asarray(targets)
        for start in range(0, len(sources), _PAIRS):
            one, other = pairs[start : start + _PAIRS], sources[start : start + _PAIRS]
            linear[start : start + _PAIRS] = np.einsum("ij,ij->i", self.linear_target[one], self.linear_source[other])
            latent[start : start + _PAIRS] = self._latent(one, other)
        return linear, latent * self.latent_target[targets]

    def _latent(
        self, targets: slice | NDArray[np.int64], sources: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """Sum of the squared cosines; one more slice of factors gives the products of the next scale."""
        one = self.latent[targets]
        other = self.latent if sources is None else self.latent[sources]
        dots = np.zeros((len(one), len(other)) if sources is None else len(one), np.float32)
        total = np.zeros_like(dots)
        for place, (start, stop) in enumerate(zip((0, *self.scales), self.scales, strict=False)):
            left, right = one[:, start:stop], other[:, start:stop]
            lengths = self.latent_lengths[place]
            if sources is None:
                dots += left @ right.T
                cosine = dots * lengths[targets][:, None] * lengths
            else:
                dots += np.einsum("ij,ij->i", left, right)
                cosine = dots * lengths[targets] * lengths[sources]
            np.maximum(cosine, 0, out=cosine)
            cosine *= cosine
            total += cosine
        return total


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 / length of each row, 0 for a row of zeros."""
    length = np.sqrt((vectors * vectors).sum(axis=1))
    inverse: NDArray[np.float32] = np.divide(1, length, out=np.zeros_like(length), where=length > 1e-12)
    return inverse


def similarity_block(parts: Parts, start: int, stop: int) -> sp.csr_matrix:
    """The pruned rows start…stop: a pure function of its arguments, for any executor."""
    cosine = parts.cosine(start, stop)
    weight, linear_weight, latent_weight, ridge_weight = (np.float32(value) for value in parts.weights)
    if not parts.dense:
        cosine = _without_own(cosine, start, parts.neighbours)
        cosine.data *= weight
        if parts.latent.shape[1]:
            targets = np.repeat(np.arange(start, stop), np.diff(cosine.indptr))
            linear, latent = parts.vectors(targets, cosine.indices)
            cosine.data += linear_weight * linear + latent_weight * latent
        return _positive(cosine)
    scores = cosine.toarray()
    linear, latent = parts.vectors(slice(start, stop))
    scores *= weight
    scores += linear_weight * linear
    scores += latent_weight * latent
    if parts.ridge is not None:
        scores += ridge_weight * parts.ridge[start:stop]
    scores[np.arange(stop - start), np.arange(start, stop)] = 0
    size = min(parts.neighbours, scores.shape[1])
    best = np.sort(np.argpartition(-scores, size - 1, axis=1)[:, :size], axis=1)
    data = np.take_along_axis(scores, best, axis=1)
    rows = np.arange(0, (stop - start) * size + 1, size)
    return _positive(sp.csr_matrix((data.ravel(), best.ravel(), rows), shape=scores.shape))


def similar_items(
    matrix: sp.csr_matrix,
    settings: Settings,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> sp.csr_matrix:
    """CSR float32 (items, items): row i holds what source i gives to each target, so scores are `x @ S`.

    Blocks are cut by the data alone, so the result is bit for bit the same on any executor.
    """
    items = matrix.shape[1]
    if not matrix.nnz:
        return sp.csr_matrix((items, items), dtype=np.float32)
    parts = _parts(matrix, settings)
    spread = reach(parts.left, parts.right) if not parts.dense else np.full(items, items)
    cuts = list(blocks(spread, max(1, settings.block_bytes // _ENTRY_BYTES)))
    starts, stops = [cut[0] for cut in cuts], [cut[1] for cut in cuts]
    run = map if executor is None else executor.map
    joined = _Joined(items, min(settings.neighbours, items))
    for done, block in enumerate(run(similarity_block, [parts] * len(cuts), starts, stops), start=1):
        joined.add(block)
        if progress is not None:
            progress(done, len(cuts))
    rows = joined.matrix()
    _flatten(rows, matrix, settings.similarity_exponent)
    return rows if settings.neighbours_of == "source" else rows.T.tocsr()


def _flatten(rows: sp.csr_matrix, matrix: sp.csr_matrix, exponent: float) -> None:
    """Raise each element of `rows` (targets, sources) to a power, in place; a sample of scores keeps its spread."""
    if exponent == 1 or not rows.nnz:
        return
    sample, targets = _samples(matrix)
    before = float((sample @ rows[targets].T).toarray().std())
    np.power(rows.data, np.float32(exponent), out=rows.data)
    after = float((sample @ rows[targets].T).toarray().std())
    if after > 0:
        rows.data *= np.float32(before / after)


def _samples(matrix: sp.csr_matrix) -> tuple[sp.csr_matrix, NDArray[np.int64]]:
    """Evenly spaced people's histories and items, by which spreads are measured."""
    people = np.unique(np.linspace(0, matrix.shape[0] - 1, _SAMPLE_PEOPLE).astype(np.int64))
    return matrix[people], np.unique(np.linspace(0, matrix.shape[1] - 1, _SAMPLE_ITEMS).astype(np.int64))


class _Joined:
    """Stacks blocks of rows in place: stacking them at the end would hold everything twice."""

    def __init__(self, items: int, width: int) -> None:
        # Pages that are never written do not exist.
        self._indices, self._data = np.empty(items * width, np.int32), np.empty(items * width, np.float32)
        self._sizes: list[NDArray[np.int64]] = []
        self._used, self._items = 0, items

    def add(self, block: sp.csr_matrix) -> None:
        stop = self._used + block.nnz
        self._indices[self._used : stop], self._data[self._used : stop] = block.indices, block.data
        self._sizes.append(np.diff(block.indptr).astype(np.int64))
        self._used = stop

    def matrix(self) -> sp.csr_matrix:
        indptr = np.concatenate(([0], np.cumsum(np.concatenate(self._sizes))))
        kind = np.int32 if self._used <= np.iinfo(np.int32).max else np.int64
        parts = (self._data[: self._used], self._indices[: self._used].astype(kind, copy=False), indptr.astype(kind))
        return sp.csr_matrix(parts, shape=(self._items, self._items))


def _without_own(block: sp.csr_matrix, start: int, keep: int) -> sp.csr_matrix:
    """The `keep` largest entries of each row but the item itself, columns sorted."""
    rows = block.shape[0]
    block = prune(block, np.full(rows, keep + 1, np.int64))
    other = np.repeat(np.arange(start, start + rows), np.diff(block.indptr)) != block.indices
    sums = np.concatenate(([0], np.cumsum(other)))
    block = sp.csr_matrix(
        (block.data[other], block.indices[other], sums[block.indptr].astype(block.indptr.dtype)), shape=block.shape
    )
    block = prune(block, np.full(rows, keep, np.int64))
    block.sort_indices()
    return block


def _positive(matrix: sp.csr_matrix) -> sp.csr_matrix:
    if matrix.nnz and matrix.data.min() <= 0:
        matrix.data[matrix.data < 0] = 0
        matrix.eliminate_zeros()
    return matrix


def _parts(matrix: sp.csr_matrix, settings: Settings) -> Parts:
    degrees, counts = np.diff(matrix.indptr), np.asarray(matrix.getnnz(axis=0))
    right = scaled(matrix, powers(degrees, settings.person_exponent), powers(counts, settings.source_exponent))
    left = scaled(matrix, None, powers(counts, settings.target_exponent)).T.tocsr()
    support_left = support_right = None
    if settings.shrinkage > 0:
        support_right = sp.csr_matrix((np.ones(matrix.nnz, np.float32), matrix.indices, matrix.indptr), matrix.shape)
        support_left = sp.csr_matrix((np.ones(matrix.nnz, np.float32), left.indices, left.indptr), left.shape)
    wanted = settings.factors if settings.factor_weight or settings.latent_weight else 0
    small = matrix.shape[1] <= settings.dense_items
    # One decomposition has to do for both where it is dear.
    exponent = settings.factor_exponent if small else settings.latent_exponent
    vectors, values = item_factors(matrix, wanted, exponent, settings.seed)
    first = (vectors, values)
    if exponent != settings.latent_exponent and settings.latent_weight and wanted:
        first = item_factors(matrix, settings.latent_factors, settings.latent_exponent, settings.seed)
    latent = (first[0] * np.sqrt(first[1]))[:, : settings.latent_factors]
    scales = tuple(sorted({max(1, latent.shape[1] * part // 6) for part in _SCALES})) if latent.shape[1] else ()
    dense = small and vectors.shape[1] > 0
    with_ridge = dense and settings.ridge_weight > 0 and matrix.shape[1] <= settings.ridge_items
    parts = Parts(
        left,
        right,
        support_left,
        support_right,
        settings.shrinkage,
        np.ascontiguousarray(vectors * powers(counts, -exponent)[:, None]),
        np.ascontiguousarray(vectors * powers(counts, exponent)[:, None]),
        np.ascontiguousarray(latent),
        scales,
        tuple(_lengths(latent[:, :scale]) for scale in scales),
        powers(counts, -settings.latent_popularity),
        ridge_weights(matrix, settings.ridge, settings.ridge_exponent) if with_ridge else None,
        settings.neighbours,
        dense,
    )
    return _weighed(parts, matrix, settings) if vectors.shape[1] else parts


def _weighed(parts: Parts, matrix: sp.csr_matrix, settings: Settings) -> Parts:
    """Divide each part by the standard deviation of its scores over evenly spaced people and items."""
    sample, targets = _samples(matrix)
    cosine = sp.vstack([_without_own(parts.cosine(i, i + 1), i, matrix.shape[1]) for i in targets.tolist()])
    linear, latent = parts.vectors(targets)
    spreads = [float((sample @ cosine.T).toarray().std())]
    spreads += [float((sample @ np.ascontiguousarray(part.T)).std()) for part in (linear, latent)]
    if parts.ridge is not None:
        spreads.append(float((sample @ np.ascontiguousarray(parts.ridge[targets].T)).std()))
    else:
        spreads.append(0.0)
    wanted = (settings.item_weight, settings.factor_weight, settings.latent_weight, settings.ridge_weight)
    first, second, third, fourth = (
        weight / spread if spread > 0 else 0.0 for weight, spread in zip(wanted, spreads, strict=True)
    )
    return replace(parts, weights=(first, second, third, fourth))
