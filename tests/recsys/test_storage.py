"""A stored model comes back as it was, or is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recsys import ModelCorrupt, Settings, fit, load, save
from tests.recsys.worlds import crowd


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(fit(crowd(), Settings(factors=4)), tmp_path / "model")
    return tmp_path / "model"


def test_a_loaded_model_ranks_the_same(folder: Path) -> None:
    model, loaded = fit(crowd(), Settings(factors=4)), load(folder)

    assert loaded.settings == model.settings
    assert np.array_equal(loaded.rank(loaded.histories, 5).items, model.rank(model.histories, 5).items)


def test_nothing_else_is_left_behind(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_any_damaged_or_missing_file_is_refused(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        good = path.read_bytes()
        for bad in (good[:-3], b"", bytes([good[-1] ^ 1]).join([good[:-1], b""])):
            path.write_bytes(bad)
            if path.suffix == ".npy" or bad != good[:-1]:
                with pytest.raises(ModelCorrupt):
                    load(folder)
        path.unlink()
        with pytest.raises(ModelCorrupt):
            load(folder)
        path.write_bytes(good)
    load(folder)


def test_a_model_is_never_written_over(folder: Path) -> None:
    with pytest.raises(FileExistsError):
        save(fit(crowd(), Settings(factors=4)), folder)
