"""Saved posts as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder for saved posts."""

    id: int
    name: str
    posts_count: int


_INSERT_SAVE: Query[None] = Query("saves/insert_save")
_DELETE_SAVE: Query[None] = Query("saves/delete_save")
_UPDATE_SAVE: Query[None] = Query("saves/update_save")
_SELECT_FOLDER_ID: Query[int] = Query("saves/select_folder_id")
_LIST_FOLDERS = Query("saves/list_folders", FolderRow)
_INSERT_FOLDER: Query[int] = Query("saves/insert_folder")
_UPDATE_FOLDER: Query[None] = Query("saves/update_folder")
_DELETE_FOLDER: Query[None] = Query("saves/delete_folder")


async def insert_save(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Save a post as far as it is visible; twice changes nothing."""
    await _INSERT_SAVE.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_save(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Take a post out of the saved ones."""
    await _DELETE_SAVE.none(db, viewer_id=viewer_id, post_id=post_id)


async def update_save(db: Executor, *, viewer_id: int, post_id: int, folder_id: int | None) -> None:
    """Put a saved post into a folder, or into none."""
    await _UPDATE_SAVE.none(db, viewer_id=viewer_id, post_id=post_id, folder_id=folder_id)


async def select_folder_id(db: Executor, *, viewer_id: int, post_id: int) -> int | None:
    """The folder that a post is saved in; None: in none, or it is not saved."""
    return cast("int | None", await _SELECT_FOLDER_ID.value(db, viewer_id=viewer_id, post_id=post_id))


async def list_folders(db: Executor, *, user_id: int) -> list[FolderRow]:
    """A person's folders, by name."""
    return await _LIST_FOLDERS.many(db, user_id=user_id)


async def insert_folder(db: Executor, *, user_id: int, name: str) -> int:
    """Make a folder; gives its id."""
    return cast("int", await _INSERT_FOLDER.value(db, user_id=user_id, name=name))


async def update_folder(db: Executor, *, user_id: int, folder_id: int, name: str) -> bool:
    """Rename one's own folder; False when there is no such one."""
    return await _UPDATE_FOLDER.none(db, user_id=user_id, folder_id=folder_id, name=name) > 0


async def delete_folder(db: Executor, *, user_id: int, folder_id: int) -> bool:
    """Remove one's own folder; False when there is no such one."""
    return await _DELETE_FOLDER.none(db, user_id=user_id, folder_id=folder_id) > 0
