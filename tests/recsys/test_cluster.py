"""A model fitted on a Dask cluster is the model fitted here, bit for bit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from distributed import LocalCluster

from recsys import Settings, fit
from recsys.cluster import ClusterExecutor, workers
from tests.recsys.worlds import crowd


@pytest.mark.slow
def test_two_dask_workers_give_the_same_model_bit_for_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    # Small enough for several blocks.
    settings = Settings(factors=8, latent_factors=4, block_bytes=16 * 2000)
    variants = (settings, replace(settings, dense_items=1, neighbours=40, neighbours_of="source"))
    alone = [fit(crowd(), each) for each in variants]

    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster as dask:
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", dask.scheduler_address)
        with workers() as executor:
            assert isinstance(executor, ClusterExecutor)
            far = [fit(crowd(), each, executor) for each in variants]
            assert executor.submit(pow, 2, 5).result() == 32

    for here, there in zip(alone, far, strict=True):
        assert here.similarity.data.tobytes() == there.similarity.data.tobytes()
        assert here.similarity.indices.tobytes() == there.similarity.indices.tobytes()
        assert here.similarity.indptr.tobytes() == there.similarity.indptr.tobytes()


def test_without_an_address_threads_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASK_SCHEDULER_ADDRESS", raising=False)

    with workers(2) as executor:
        assert not isinstance(executor, ClusterExecutor)
        threaded = fit(crowd(), Settings(factors=8), executor)

    assert threaded.similarity.data.tobytes() == fit(crowd(), Settings(factors=8)).similarity.data.tobytes()
