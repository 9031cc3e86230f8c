"""What every storage does, in a folder and in a bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.storage import copy_all
from app.errors import NotFound
from app.storage.files import StoredFile, new_key
from app.storage.local import LocalStorage

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.files import Storage


async def read(storage: Storage, name: str, start: int = 0, length: int | None = None) -> bytes:
    return b"".join([piece async for piece in storage.read(name, start, length)])


async def put(storage: Storage, folder: Path, content: bytes, name: str = "") -> str:
    name = name or f"{new_key()}-480.webp"
    (folder / "source").write_bytes(content)
    await storage.put(name, folder / "source")
    return name


async def test_a_file_is_stored_read_in_parts_listed_and_removed(storage: Storage, tmp_path: Path) -> None:
    content = bytes(range(256)) * 1_000
    name = await put(storage, tmp_path, content)

    assert await storage.size(name) == len(content)
    assert await read(storage, name) == content
    assert await read(storage, name, 100_001, 70_000) == content[100_001:170_001]
    assert await read(storage, name, len(content) - 3) == content[-3:]
    assert [file async for file in storage.list()] == [StoredFile(name, len(content))]

    await storage.delete(name)
    await storage.delete(name)

    assert [file async for file in storage.list()] == []
    with pytest.raises(NotFound):
        await storage.size(name)
    with pytest.raises(NotFound):
        await read(storage, name)


async def test_a_large_file_goes_in_parts(storage: Storage, tmp_path: Path) -> None:
    content = bytes(range(250)) * 80_000

    name = await put(storage, tmp_path, content, f"{new_key()}-video.mp4")

    assert await storage.size(name) == len(content)
    assert await read(storage, name, 8 * 1024 * 1024 - 5, 10) == content[8 * 1024 * 1024 - 5 :][:10]


async def test_other_names_are_no_files(storage: Storage) -> None:
    for name in ("", "a.webp", "../../etc/passwd", "0" * 32, f"{'0' * 32}-480.webp/x"):
        with pytest.raises(NotFound):
            await storage.size(name)


async def test_everything_moves_to_another_storage_once(
    storage: Storage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, files = LocalStorage(tmp_path / "old"), {}
    for number in range(3):
        content = bytes([number]) * (number + 1)
        files[await put(source, tmp_path, content)] = content

    assert await copy_all(source, storage) == 0
    await storage.open()
    copied = {name: await read(storage, name) for name in files}
    assert await copy_all(source, storage) == 0

    assert copied == files
    assert "left 3 that were there" in capsys.readouterr().out
    await storage.open()
