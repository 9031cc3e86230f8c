"""Folders for saved posts. Only their owner knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Conflict, Invalid, NotFound
from app.store import posts, saves
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from app.db import Connection, Database

MAX_NAME = 50
MOST_FOLDERS = 100


async def create_folder(database: Database, *, user_id: int, name: str) -> int:
    """Make a folder; gives its id.

    Raises:
        Invalid: the name cannot be used.
        Conflict: there is one of that name, or there are too many.
    """
    name = clean_line(name, "name", MAX_NAME, required=True)
    async with database.transaction() as db:
        await _require_free(db, user_id, name)
        return await saves.insert_folder(db, user_id=user_id, name=name)


async def rename_folder(database: Database, *, user_id: int, folder_id: int, name: str) -> None:
    """Give a folder another name.

    Raises:
        Invalid: the name cannot be used.
        Conflict: there is another of that name.
        NotFound: there is no such folder.
    """
    name = clean_line(name, "name", MAX_NAME, required=True)
    async with database.transaction() as db:
        await _require_free(db, user_id, name, but_id=folder_id)
        if not await saves.update_folder(db, user_id=user_id, folder_id=folder_id, name=name):
            raise NotFound


async def delete_folder(database: Database, *, user_id: int, folder_id: int) -> None:
    """Remove a folder; the posts in it stay saved.

    Raises:
        NotFound: there is no such folder.
    """
    async with database.transaction() as db:
        if not await saves.delete_folder(db, user_id=user_id, folder_id=folder_id):
            raise NotFound


async def save_into_folder(database: Database, *, viewer_id: int, post_id: int, folder_id: int | None) -> None:
    """Save a post into a folder, or (None) into none; one that is saved already moves there.

    Raises:
        NotFound: the post is unknown or not visible.
        Invalid: there is no such folder.
    """
    async with database.transaction() as db:
        if folder_id is not None and not await _has_folder(db, viewer_id, folder_id):
            raise Invalid(folder_id="There is no such folder.")
        await saves.insert_save(db, viewer_id=viewer_id, post_id=post_id)
        await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        await saves.update_save(db, viewer_id=viewer_id, post_id=post_id, folder_id=folder_id)


async def _has_folder(db: Connection, user_id: int, folder_id: int) -> bool:
    return any(folder.id == folder_id for folder in await saves.list_folders(db, user_id=user_id))


async def _require_free(db: Connection, user_id: int, name: str, *, but_id: int | None = None) -> None:
    """Names are told apart by people: two forms sent at the same moment may still make two folders of one name."""
    others = [folder for folder in await saves.list_folders(db, user_id=user_id) if folder.id != but_id]
    if any(folder.name.casefold() == name.casefold() for folder in others):
        raise Conflict(name="You have a folder of that name.")
    if but_id is None and len(others) >= MOST_FOLDERS:
        raise Conflict(f"There is room for {MOST_FOLDERS} folders. Delete one first.")
