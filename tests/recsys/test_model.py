"""Planted tastes are found, the fast path equals brute force, and reasons are what made the score."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from recsys import Features, Settings, fit
from recsys.evaluate import PLAIN
from tests.recsys.worlds import checkerboard, crowd

COSINE = replace(PLAIN, neighbours=1000)
VARIANTS = {
    "cosine": COSINE,
    "shrunk": replace(COSINE, shrinkage=2.0, person_exponent=0.7),
    "blend": Settings(factors=8, latent_factors=4),
    "large catalogue": Settings(factors=8, latent_factors=4, dense_items=1, neighbours=40),
    "recent": Settings(factors=8, recent_weight=0.5),
    "small blocks": Settings(factors=8, block_bytes=4096),
    "people": Settings(factors=8, people_weight=0.5, people_neighbours=20, block_bytes=4096),
}


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_the_missing_square_of_the_checkerboard_comes_first(settings: Settings) -> None:
    model = fit(checkerboard(), replace(settings, factors=min(settings.factors, 2)))

    first = model.rank(model.histories, 1).items[:, 0]

    assert first.tolist() == list(range(20))


def test_sparse_cosine_equals_brute_force() -> None:
    data = crowd()
    dense = data.matrix.toarray()
    lengths = np.linalg.norm(dense, axis=0)
    expected = dense.T @ dense / np.outer(lengths, lengths)
    np.fill_diagonal(expected, 0)

    assert np.allclose(fit(data, COSINE).similarity.toarray(), expected, atol=1e-5)


def test_shrinkage_equals_brute_force() -> None:
    data = crowd()
    dense = data.matrix.toarray()
    d, n, c = dense.sum(axis=1), dense.sum(axis=0), dense.T @ dense
    expected = (dense.T * d**-0.7) @ dense * c / (c + 2) / np.outer(n**0.5, n**0.5)
    np.fill_diagonal(expected, 0)

    assert np.allclose(fit(data, VARIANTS["shrunk"]).similarity.toarray(), expected, atol=1e-5)


def test_pruning_keeps_the_largest() -> None:
    data = crowd()
    full = fit(data, COSINE).similarity.toarray()

    pruned = fit(data, replace(COSINE, neighbours=5)).similarity.toarray()

    for target in range(full.shape[1]):
        kept = pruned[:, target][pruned[:, target] > 0]
        assert np.allclose(np.sort(kept)[::-1], np.sort(full[:, target])[::-1][: len(kept)])
        assert len(kept) == min(5, (full[:, target] > 0).sum())


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_ranking_equals_brute_force(settings: Settings) -> None:
    model = fit(crowd(), settings)
    scores = (
        model.heard(model.histories).toarray() @ model.similarity.toarray()
        + (settings.recent_weight or 1e-6) * model.popular
    )
    if model.neighbours is not None:
        scores += model.neighbours.scores(model.histories).toarray()
    scores[model.histories.nonzero()] = -np.inf

    ranked = model.rank(model.histories, 10)

    assert np.allclose(ranked.scores, -np.sort(-scores, axis=1)[:, :10], atol=2e-5)
    assert np.allclose(np.take_along_axis(scores, ranked.items, axis=1), ranked.scores, atol=2e-5)


def test_features_and_exclusions_count() -> None:
    model = fit(crowd(), VARIANTS["blend"])
    boost = np.zeros(len(model.items), np.float32)
    boost[[3, 4]] = 1
    hidden = sp.csr_matrix(([1.0], ([0], [3])), shape=(1, len(model.items)))

    ranked = model.rank(model.history([0]), 5, exclude=hidden, features=Features(((1e3, boost),)))

    assert ranked.items[0, 0] == 4
    assert 3 not in ranked.items[0]


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_reasons_sum_to_the_score(settings: Settings) -> None:
    model = fit(crowd(), settings)
    ranked = model.rank(model.histories, 5)

    for row in range(20):
        for item, score in zip(ranked.items[row], ranked.scores[row], strict=True):
            reasons = model.explain(model.histories[row], int(item))
            assert sum(reason.amount for reason in reasons) == pytest.approx(score, abs=1e-4)
            assert {reason.source for reason in reasons} <= {*model.histories[row].indices.tolist(), -1, -3}
            assert any(reason.source == -3 for reason in reasons) <= (settings.people_weight > 0)


def test_reasons_of_many_lists_are_those_of_explain() -> None:
    model = fit(crowd(), VARIANTS["blend"])
    ranked = model.rank(model.histories, 5)

    sources, amounts = model.reasons(model.histories, ranked.items, 2)

    for row in range(0, 300, 9):
        for place, item in enumerate(ranked.items[row].tolist()):
            expected = [part for part in model.explain(model.histories[row], item) if part.amount > 0][:2]
            assert amounts[row, place][: len(expected)] == pytest.approx([part.amount for part in expected], abs=1e-5)
            assert sources[row, place][: len(expected)].tolist() == [part.source for part in expected]
    assert model.reasons(model.histories[:0], ranked.items[:0], 1)[0].shape == (0, 5, 1)


def test_less_of_an_item_pushes_down_what_is_like_it() -> None:
    model = fit(crowd(), VARIANTS["blend"])
    # Somebody who likes taste 0 and taste 1, and then wants less of one item of taste 1.
    history = model.history([0, 4, 8, 12, 1, 5, 9, 13])
    before = model.rank(history, 20).items[0] % 4
    disliked = model.history([17, 21])

    after = model.rank(history, 20, less=disliked)
    same = model.rank(history - disliked, 20)

    assert (before == 1).sum() >= 5
    assert (after.items[0] % 4 == 1).sum() < (before == 1).sum() / 2
    assert (after.items[0] % 4 == 0).sum() >= (before == 0).sum()
    assert not {17, 21} & set(after.items[0].tolist())
    assert same.items.tolist() == after.items.tolist()
    reasons = model.explain(history - disliked, int(after.items[0, 0]))
    assert sum(part.amount for part in reasons) == pytest.approx(after.scores[0, 0], abs=1e-4)


@pytest.mark.parametrize("settings", [VARIANTS["shrunk"], VARIANTS["small blocks"]])
def test_every_executor_gives_the_same_model_bit_for_bit(settings: Settings) -> None:
    data, small = crowd(), replace(settings, block_bytes=16 * 2000)
    alone = fit(data, small).similarity
    # Forked, the processes could inherit a lock that a thread of this one holds.
    started_anew = multiprocessing.get_context("spawn")
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, started_anew) as processes:
        others = [fit(data, small, threads).similarity, fit(data, small, processes).similarity]

    for other in others:
        assert alone.data.tobytes() == other.data.tobytes()
        assert np.array_equal(alone.indices, other.indices)


def test_a_person_folded_in_is_ranked_as_if_trained() -> None:
    model = fit(crowd(), VARIANTS["blend"])
    known = model.histories[5]

    folded = model.rank(model.history(model.items.values[known.indices]), 10)

    assert folded.items.tolist() == model.rank(known, 10).items.tolist()


def test_an_item_folded_in_has_the_neighbours_training_would_give() -> None:
    data = crowd()
    trained = fit(data, COSINE)
    column = data.matrix[:, 8]
    fans = data.people.values[column.nonzero()[0]]

    near, _ = trained.new_item(fans, 11)

    best = set(np.argsort(-trained.similarity[:, [8]].toarray().ravel())[:10].tolist())
    assert len(best & (set(near.tolist()) - {8})) >= 9


def test_someone_new_sees_what_is_popular() -> None:
    model = fit(crowd(), VARIANTS["blend"])

    ranked = model.rank(model.history([]), 3)

    assert ranked.items[0].tolist() == np.argsort(-model.popular, kind="stable")[:3].tolist()


def test_people_of_one_taste_are_alike() -> None:
    model = fit(crowd(), VARIANTS["blend"])

    near, _ = model.similar_people(model.histories[2], 10)

    assert near[0] == 2
    assert sum(model.people.values[near] % 4 == 2) >= 8


def test_a_world_of_one_event_or_none_works() -> None:
    data = crowd(1, 4, 1)

    assert fit(data).rank(data.matrix, 3).items.tolist() == [[-1, -1, -1]]
