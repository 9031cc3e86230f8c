"""What is folded in at reading scores as the library scores it."""

from __future__ import annotations

import numpy as np
import pytest

from app.feeds.fold_in import score_history
from recsys import Settings, fit
from tests.recsys.worlds import crowd


@pytest.mark.parametrize("redundancy", [0.0, 2.0])
def test_a_folded_history_scores_as_in_the_library(redundancy: float) -> None:
    model = fit(crowd(), Settings(factors=8, redundancy=redundancy))
    history = model.history([0, 4, 8, 12, 1]) - model.history([5])

    folded = score_history(model, history.indices.astype(np.int64), history.data, size=10)

    ranked = model.rank(history, 10)
    assert folded.items.tolist() == ranked.items[0].tolist()
    assert np.allclose(folded.scores, ranked.scores[0], atol=1e-4)
