"""Folders for saved posts."""

from __future__ import annotations

from pydantic import BaseModel

from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import Id


class FolderName(BaseModel):
    """What a folder is called: up to 50 characters."""

    name: str


class Folder(FolderName):
    """A folder."""

    id: str
    posts_count: int


class Folders(BaseModel):
    """All of them, by name; there is no next page."""

    items: list[Folder]
    next_cursor: str | None


class SavedQuery(PageQuery):
    """Which of the saved posts: those of a folder, those with these words."""

    folder: Id | None = None
    q: str | None = None


class SavePlace(BaseModel):
    """Where a post is saved; null: in no folder."""

    folder_id: Id | None = None


class SavePlaceAnswer(SavePlace):
    """A post is saved there."""

    saved: bool
