"""The folder of figures: servers of one machine that start at once leave each other's alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.launch.data_folder import FolderLock
from app.observe import slots

if TYPE_CHECKING:
    import pytest


def test_a_folder_that_is_just_being_made_is_no_orphan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class LateLock(FolderLock):
        def acquire(self) -> bool:
            # Its file is there, it is not held yet, and another server starts.
            self._path.touch()
            with monkeypatch.context() as elsewhere:
                elsewhere.setattr(slots, "FolderLock", FolderLock)
                slots._remove_orphans()
            return super().acquire()

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(slots, "FolderLock", LateLock)

    with slots.figures_folder():
        folder = Path(os.environ[slots.FOLDER_VARIABLE])
        assert folder.is_dir()

    assert not folder.exists()
