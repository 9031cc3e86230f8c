"""What the other items of a history say already counts less, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from recsys import Model, Settings, fit
from recsys.history import without_redundancy
from tests.recsys.worlds import crowd


@pytest.fixture(scope="module")
def model() -> Model:
    return fit(crowd(), Settings(factors=8, latent_factors=4, redundancy=2.0))


def test_it_equals_brute_force_in_blocks_of_any_size(model: Model) -> None:
    x, s = model.histories.toarray(), model.similarity.toarray()
    own = np.where(x > 0, x @ s, 0)
    mean = own.sum(axis=1) / (x > 0).sum(axis=1)
    expected = x / (1 + 2 * own / mean[:, None])
    expected *= (x.sum(axis=1) / expected.sum(axis=1))[:, None]

    for size in (1, 2**12, 2**26):
        heard = without_redundancy(model.histories, model.similarity, 2.0, size)
        assert np.allclose(heard.toarray(), expected, atol=1e-4)


def test_the_odd_one_out_is_heard_best(model: Model) -> None:
    history = model.history([0, 4, 8, 12, 16, 1])

    heard = model.heard(history)

    assert model.items.values[heard.indices[heard.data.argmax()]] == 1
    assert heard.sum() == pytest.approx(history.sum())


def test_refusals_keep_their_weight(model: Model) -> None:
    likes, refused = model.history([0, 4, 8, 1]), model.history([5, 9])

    heard = model.heard(likes - refused)

    assert np.allclose(heard.maximum(0).toarray(), model.heard(likes).toarray())
    assert np.allclose(-heard.minimum(0).toarray(), refused.toarray())


@pytest.mark.parametrize("ids", [[], [3], [3, 3]])
def test_histories_of_one_item_or_none_stay(ids: list[int], model: Model) -> None:
    history = model.history(ids)

    assert np.array_equal(model.heard(history).toarray(), history.toarray())


def test_at_0_histories_are_heard_as_they_are(model: Model) -> None:
    plain = replace(model, settings=replace(model.settings, redundancy=0))

    assert plain.heard(model.histories) is model.histories


def test_where_nothing_is_alike_histories_stay() -> None:
    history = sp.csr_matrix(np.array([[1, 2, 0]], np.float32))

    assert without_redundancy(history, sp.csr_matrix((3, 3), dtype=np.float32), 3.0, 1).toarray().tolist() == [
        [1, 2, 0]
    ]
