"""A trained model in a folder: the library's arrays, authors and topics beside them, and one manifest over all.

    models/VERSION/manifest.json   format, version, topic names, SHA-256 of every other file
    models/VERSION/model/…         what `recsys.save` wrote
    models/VERSION/{authors,topics}.npy

A folder is written under a hidden name and renamed when it is complete, so VERSION is whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recsys import Model, ModelCorrupt, load, save

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

FORMAT = 1
MANIFEST = "manifest.json"
UNFINISHED = ".new-"
NO_TOPIC = -1


@dataclass(frozen=True, slots=True, eq=False)
class TrainedModel:
    """A model with what it has to know of posts: (items,) `authors` int64 and `topics` int32, -1 for none."""

    version: str
    model: Model
    authors: NDArray[np.int64]
    topics: NDArray[np.int32]
    topic_names: list[str]
    # Acts with greater ids came after the training.
    trained_until: int

    def topics_of(self, items: NDArray[np.int64]) -> list[str | None]:
        """The topics of items' rows."""
        names = self.topic_names
        return [None if code == NO_TOPIC else names[code] for code in self.topics[items].tolist()]


def write_model(folder: Path, trained: TrainedModel) -> str:
    """Write a model below `folder`; gives the checksum by which it is opened.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        save(trained.model, temporary / "model")
        _write(temporary / "authors.npy", trained.authors)
        _write(temporary / "topics.npy", trained.topics)
        manifest = json.dumps(
            {
                "format": FORMAT,
                "version": trained.version,
                "trained_until": trained.trained_until,
                "topic_names": trained.topic_names,
                "sha256": {name: _checksum(temporary / name) for name in _FILES},
            }
        ).encode()
        with (temporary / MANIFEST).open("wb") as file:
            file.write(manifest)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o755)
        temporary.rename(folder / trained.version)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return hashlib.sha256(manifest).hexdigest()


def read_model(folder: Path, version: str, checksum: str) -> TrainedModel:
    """Open a model below `folder`, its arrays mapped read-only.

    Raises:
        ModelCorrupt: it is not there, or any byte is not what was written.
    """
    place = folder / version
    try:
        text = (place / MANIFEST).read_bytes()
        if hashlib.sha256(text).hexdigest() != checksum:
            raise ModelCorrupt(f"{place / MANIFEST} is not what was written")
        manifest: dict[str, Any] = json.loads(text)
        if manifest["format"] != FORMAT or manifest["version"] != version:
            raise ModelCorrupt(f"{place} has another format")
        for name in _FILES:
            if _checksum(place / name) != manifest["sha256"][name]:
                raise ModelCorrupt(f"{place / name} is not what was written")
        model = load(place / "model")
        authors = np.load(place / "authors.npy", mmap_mode="r", allow_pickle=False)
        topics = np.load(place / "topics.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(f"{place}: {error}") from error
    if len(authors) != len(model.items) or len(topics) != len(model.items):
        raise ModelCorrupt(f"{place}: the arrays do not fit each other")
    return TrainedModel(version, model, authors, topics, manifest["topic_names"], manifest["trained_until"])


def remove_unfinished(folder: Path) -> None:
    """Remove what trainers left behind that were killed; only the one trainer may call this."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def remove_models(folder: Path, kept: Collection[str]) -> None:
    """Remove all models but the kept ones. A process that serves one keeps its mapping."""
    for place in folder.iterdir():
        if place.is_dir() and not place.name.startswith(".") and place.name not in kept:
            shutil.rmtree(place, ignore_errors=True)


_FILES = ("model/manifest.json", "authors.npy", "topics.npy")


def _write(path: Path, array: NDArray[Any]) -> None:
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
