"""A model in a folder: memory-mapped .npy files and a manifest, complete or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from recsys.interactions import Ids
from recsys.model import Model
from recsys.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
MANIFEST = "manifest.json"
_NAMES = (
    "people", "items", "popular", "counts",
    "history_data", "history_indices", "history_indptr",
    "similarity_data", "similarity_indices", "similarity_indptr",
)  # fmt: skip


class ModelCorrupt(Exception):
    """The folder holds no complete model of this format; the old one should serve on."""


def save(model: Model, folder: Path) -> None:
    """Write a model to `folder`, which must not exist: into a temporary neighbour, synced, then renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        raise FileExistsError(folder)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        files = {}
        for name, array in _arrays(model).items():
            with (temporary / f"{name}.npy").open("wb") as file:
                np.save(file, array, allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())
            files[name] = _checksum(temporary / f"{name}.npy")
        manifest = {"format": FORMAT, "settings": asdict(model.settings), "sha256": files}
        with (temporary / MANIFEST).open("w", encoding="utf-8") as text:
            json.dump(manifest, text, indent=1, sort_keys=True)
            text.flush()
            os.fsync(text.fileno())
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def load(folder: Path) -> Model:
    """Open a model, its arrays mapped read-only. Raises `ModelCorrupt` unless every file is what was written."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or set(manifest["sha256"]) != set(_NAMES):
            raise ModelCorrupt(f"{folder} has another format")
        for name in _NAMES:
            if _checksum(folder / f"{name}.npy") != manifest["sha256"][name]:
                raise ModelCorrupt(f"{name}.npy is not what was written")
        arrays = {name: _open(folder / f"{name}.npy") for name in _NAMES}
        return _assemble(arrays, Settings.from_mapping(manifest["settings"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(f"{folder}: {error}") from error


def _arrays(model: Model) -> dict[str, NDArray[Any]]:
    history, similarity = model.histories, model.similarity
    values = (
        model.people.values, model.items.values, model.popular, model.counts,
        history.data, history.indices, history.indptr,
        similarity.data, similarity.indices, similarity.indptr,
    )  # fmt: skip
    return dict(zip(_NAMES, values, strict=True))


def _assemble(arrays: dict[str, NDArray[Any]], settings: Settings) -> Model:
    people, items = Ids(arrays["people"]), Ids(arrays["items"])

    def matrix(name: str, rows: int) -> sp.csr_matrix:
        parts = (arrays[f"{name}_data"], arrays[f"{name}_indices"], arrays[f"{name}_indptr"])
        return sp.csr_matrix(parts, shape=(rows, len(items)), copy=False)

    return Model(
        settings, people, items, matrix("history", len(people)), matrix("similarity", len(items)),
        arrays["popular"], arrays["counts"],
    )  # fmt: skip


def _open(path: Path) -> NDArray[Any]:
    # An empty file cannot be mapped.
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:
        return np.asarray(np.load(path, allow_pickle=False))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
