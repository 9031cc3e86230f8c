"""People of the same taste have a voice of their own: the right people, as loud as asked, and silent at 0."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from recsys import Model, Settings, fit
from tests.recsys.worlds import crowd

SILENT = Settings(factors=8)
HEARD = replace(SILENT, people_weight=0.5, people_neighbours=20)


@pytest.fixture(scope="module")
def model() -> Model:
    return fit(crowd(), HEARD)


def given(model: Model, histories: sp.csr_matrix) -> sp.csr_matrix:
    assert model.neighbours is not None
    return model.neighbours.scores(histories)


def test_the_nearest_people_equal_brute_force(model: Model) -> None:
    liked = model.histories.toarray()
    n = liked.sum(axis=0)
    rare = liked * n**-0.25
    rare /= np.linalg.norm(rare, axis=1, keepdims=True)
    common = liked @ liked.T
    weights = rare @ rare.T * common / (common + 10)
    weights[common >= liked.sum(axis=1)] = 0
    weights[weights < -np.sort(-weights, axis=1)[:, [19]]] = 0
    expected = weights @ liked

    scores = given(model, model.histories).toarray()

    assert scores.max() > 0
    assert np.allclose(scores / scores.std(), expected / expected.std(), atol=1e-3)


def test_they_are_as_loud_as_asked(model: Model) -> None:
    history = (model.histories @ model.similarity).toarray()

    assert given(model, model.histories).toarray().std() == pytest.approx(0.5 * history.std(), rel=1e-3)


def test_nobody_is_their_own_neighbour(model: Model) -> None:
    alone = replace(model, histories=model.histories[:1])

    assert given(alone, model.histories[:1]).nnz == 0


def test_what_is_refused_finds_no_neighbours(model: Model) -> None:
    likes, refusals = model.history([0, 4, 8]), model.history([1, 5])

    both = given(model, likes - refusals)

    assert both.nnz
    assert np.array_equal(both.toarray(), given(model, likes).toarray())
    assert given(model, -refusals).nnz == given(model, model.history([])).nnz == 0
    ranked = model.rank(likes, 5, less=refusals)
    amounts = [part.amount for part in model.explain(likes - refusals, int(ranked.items[0, 0]))]
    assert sum(amounts) == pytest.approx(ranked.scores[0, 0], abs=1e-4)


def test_a_weight_of_0_leaves_them_out() -> None:
    model = fit(crowd(), SILENT)

    assert model.neighbours is None
    assert np.array_equal(model.taste(model.histories), (model.heard(model.histories) @ model.similarity).toarray())


def test_a_site_without_events_has_none() -> None:
    empty = crowd(1, 4, 0)

    assert fit(empty, HEARD).neighbours is None
