"""The model: an immutable bundle of arrays that ranks, folds in and explains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from recsys.history import without_redundancy
from recsys.interactions import Ids, Interactions
from recsys.neighbours import Neighbours, neighbours_of, unit_rows
from recsys.ranking import rank_dense, rank_sparse, strongest
from recsys.settings import Settings
from recsys.similarity import similar_items
from recsys.sparse import blocks, powers, reach, scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    from numpy.typing import ArrayLike, NDArray

BACKFILL = np.float32(1e-6)  # popularity's voice where history says nothing
_ENTRY_BYTES = 16  # of a product: index, value, its limit and mask
_REASON_BYTES = 64  # of a pair of own item and listed item: keys, amount, order
_ROWS = 256  # a block's scratch should stay in the cache


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Best first: `items` int64 (people, k), -1 where there are fewer; `scores` float32 (people, k), then -inf."""

    items: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What `source` added to a score: an item's row; -1: popularity, -2: a feature, -3: people of the same taste."""

    source: int
    amount: float


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """More voices, each (people, items) or (items,) float32 with its weight: author affinity, topic, freshness."""

    parts: tuple[tuple[float, NDArray[np.float32]], ...] = ()

    def total(self, rows: slice, items: int) -> NDArray[np.float32] | None:
        """Weighted sum for some rows, (rows, items) or (1, items); None without parts."""
        if not self.parts:
            return None
        return sum(
            (np.float32(weight) * (part[None] if part.ndim == 1 else part[rows]) for weight, part in self.parts),
            np.zeros((1, items), np.float32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """CSR `histories` (people, items) and `similarity` (sources, targets); (items,) `popular` in 0…1, `counts`."""

    settings: Settings
    people: Ids
    items: Ids
    histories: sp.csr_matrix
    similarity: sp.csr_matrix
    popular: NDArray[np.float32]
    counts: NDArray[np.int64]
    order: NDArray[np.int64] = field(init=False, repr=False)  # items, most popular first
    neighbours: Neighbours | None = field(init=False, repr=False)  # None where `people_weight` is 0

    def __post_init__(self) -> None:
        """Sort what is popular and prepare the neighbours once, not at every request."""
        object.__setattr__(self, "order", np.argsort(-self.popular, kind="stable"))
        object.__setattr__(self, "neighbours", neighbours_of(self.histories, self.similarity, self.settings))

    def history(self, items: ArrayLike, weights: ArrayLike | None = None) -> sp.csr_matrix:
        """Fold a person in: one row (1, items) from item ids; unknown items are left out. No retraining."""
        columns = self.items.rows(items).ravel()
        data = np.ones(len(columns), np.float32) if weights is None else np.asarray(weights, np.float32).ravel()
        known = columns >= 0
        rows = np.zeros(int(known.sum()), np.int64)
        return sp.csr_matrix((data[known], (rows, columns[known])), shape=(1, len(self.items)))

    def rank(
        self,
        histories: sp.csr_matrix,
        k: int = 20,
        *,
        exclude: sp.csr_matrix | None = None,
        less: sp.csr_matrix | None = None,
        features: Features | None = None,
        executor: Executor | None = None,
    ) -> Ranked:
        """The best `k` items for each row of `histories` (people, items), its own items and `exclude` left out.

        score = x' · S + people + recent_weight · popular + Σ features, x' as `heard` makes it of x - less. `less` holds
        what people asked to see less of, with positive weights; negative weights in `histories` mean the same. Rows go
        in blocks of bounded memory.
        """
        wanted = histories.tocsr() if less is None else (histories - abs(less)).tocsr()
        seen = wanted
        for more in (less, exclude):
            if more is not None:
                seen = abs(seen) + abs(histories) + abs(more)
        seen = seen.tocsr()
        full = (features is not None and bool(features.parts)) or bool(wanted.nnz and wanted.data.min() < 0)
        full = full or self.neighbours is not None
        entries = max(1, self.settings.block_bytes // _ENTRY_BYTES)
        sizes = np.full(wanted.shape[0], len(self.items)) if full else reach(wanted, self.similarity) + k
        cuts = list(blocks(sizes, entries, _ROWS))
        run: Callable[..., Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]]] = (
            map if executor is None else executor.map
        )
        done = list(run(lambda cut: self._rank_block(wanted, seen, slice(*cut), k, features, full=full), cuts))
        if not done:
            return Ranked(np.empty((0, k), np.int64), np.empty((0, k), np.float32))
        return Ranked(np.concatenate([part[0] for part in done]), np.concatenate([part[1] for part in done]))

    def _rank_block(
        self,
        histories: sp.csr_matrix,
        seen: sp.csr_matrix,
        rows: slice,
        k: int,
        features: Features | None,
        *,
        full: bool,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        mine, own = histories[rows], seen[rows]
        popular = self._popularity() * self.popular
        if not full:
            loud = self.settings.recent_weight > 0
            return rank_sparse(self.heard(mine), self.similarity, own, k, popular, self.order, loud=loud)
        scores = self.taste(mine) + popular
        extra = None if features is None else features.total(rows, len(self.items))
        if extra is not None:
            scores += extra
        return rank_dense(scores.astype(np.float32, copy=False), own, k)

    def taste(self, histories: sp.csr_matrix) -> NDArray[np.float32]:
        """What history says, x' · S and the people of the same taste: dense (rows, items), so for a block of rows."""
        scores: NDArray[np.float32] = (self.heard(histories) @ self.similarity).toarray()
        if self.neighbours is not None:
            scores += self.neighbours.scores(histories).toarray()
        return scores

    def heard(self, histories: sp.csr_matrix) -> sp.csr_matrix:
        """Histories (rows, items) as `rank` hears them: x' of `recsys.history`, of the same structure."""
        return without_redundancy(histories, self.similarity, self.settings.redundancy, self.settings.block_bytes)

    def _popularity(self) -> np.float32:
        return np.float32(self.settings.recent_weight) if self.settings.recent_weight > 0 else BACKFILL

    def explain(self, history: sp.csr_matrix, item: int, features: Features | None = None) -> list[Contribution]:
        """What made the score of `item` (a row number) for one history (1, items); the amounts sum to the score."""
        column = self.similarity[:, [item]].toarray().ravel()
        heard = self.heard(history)
        amounts = heard.data * column[heard.indices]
        found = [Contribution(int(i), float(a)) for i, a in zip(heard.indices, amounts, strict=True) if a]
        people = 0.0 if self.neighbours is None else float(self.neighbours.scores(history)[0, item])
        if people:
            found.append(Contribution(-3, people))
        if self.settings.recent_weight > 0 and self.popular[item] > 0:
            found.append(Contribution(-1, float(self._popularity() * self.popular[item])))
        extra = None if features is None else features.total(slice(0, 1), len(self.items))
        if extra is not None and extra[0, item] != 0:
            found.append(Contribution(-2, float(extra[0, item])))
        return sorted(found, key=lambda part: -part.amount)

    def reasons(
        self, histories: sp.csr_matrix, items: NDArray[np.int64], count: int = 1, executor: Executor | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """What made the scores of many lists: for `items` (people, k) as `rank` gives them, the `count` own items that
        gave most, (people, k, count) rows and amounts, largest first; -1 and 0 where history gave nothing.

        The same terms as `explain`, for whole blocks of people at once. What people of the same taste gave is nobody's
        item: where it is most of a score, no own item reaches half of it.
        """
        sizes = np.diff(histories.indptr).astype(np.int64) * items.shape[1]
        cuts = list(blocks(np.maximum(sizes, 1), max(1, self.settings.block_bytes // _REASON_BYTES)))
        run: Callable[..., Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]]] = (
            map if executor is None else executor.map
        )
        done = list(
            run(
                lambda cut: strongest(self.heard(histories[slice(*cut)]), self.similarity, items[slice(*cut)], count),
                cuts,
            )
        )
        if not done:
            return np.empty((0, items.shape[1], count), np.int64), np.empty((0, items.shape[1], count), np.float32)
        return np.concatenate([part[0] for part in done]), np.concatenate([part[1] for part in done])

    def new_item(self, people: ArrayLike, k: int = 50) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Fold an item in: its `k` nearest known items, from the ids of the people who liked it, by the cosine part.

        cos_i = Σ_{u likes both} x_ui d_u^-a / (n_i^p · n^q); no retraining.
        """
        rows = self.people.rows(people).ravel()
        fans = self.histories[rows[rows >= 0]]
        if not fans.shape[0]:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        settings = self.settings
        fans = scaled(
            fans, powers(np.diff(fans.indptr), settings.person_exponent), powers(self.counts, settings.source_exponent)
        )
        scores = np.asarray(fans.sum(axis=0)).ravel() * fans.shape[0] ** -settings.target_exponent
        best = np.argsort(-scores, kind="stable")[:k]
        best = best[scores[best] > 0]
        return best.astype(np.int64), scores[best].astype(np.float32)

    def similar_people(self, history: sp.csr_matrix, k: int = 20) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` people most like one history (1, items), by the cosine of x / n^½: rarer shared tastes count more."""
        weights = powers(self.counts, 0.5)
        rare, mine = (unit_rows(scaled(matrix, None, weights)) for matrix in (self.histories, history))
        scores = (rare @ mine.T).toarray().ravel()
        best = np.argsort(-scores, kind="stable")[:k]
        best = best[scores[best] > 0]
        return best.astype(np.int64), scores[best].astype(np.float32)


def fit(
    data: Interactions,
    settings: Settings | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Model:
    """Learn a model. Deterministic: the same data and settings give the same arrays on any executor."""
    settings = settings or Settings()
    similarity = similar_items(data.matrix, settings, executor, progress)
    counts = np.asarray(data.matrix.getnnz(axis=0), dtype=np.int64)
    top = float(data.recent.max(initial=0))
    popular = (data.recent / np.float32(top) if top > 0 else data.recent).astype(np.float32)
    return Model(settings, data.people, data.items, data.matrix, similarity, popular, counts)
