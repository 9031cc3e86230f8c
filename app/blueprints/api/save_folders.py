"""Folders for saved posts over the API."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response
from quart_schema import document_response, validate_request

from app.actions import save_folders
from app.blueprints.api.answers import json, no_content, page_json, parse_id
from app.blueprints.api.schemas.save_folders import Folder, FolderName, Folders, SavePlace, SavePlaceAnswer
from app.blueprints.current import database, require_viewer
from app.errors import NotFound
from app.store import saves
from app.store.paging import Page

blueprint = Blueprint("api_save_folders", __name__, url_prefix="/api")


@blueprint.get("/me/save-folders")
@document_response(Folders, 200)
async def list_folders() -> Response:
    """One's folders, by name."""
    return page_json(Page(await _folders(require_viewer().id), None))


@blueprint.post("/me/save-folders")
@validate_request(FolderName)
@document_response(Folder, 201)
async def create_folder(data: FolderName) -> Response:
    """Make a folder."""
    user_id = require_viewer().id
    folder_id = await save_folders.create_folder(database(), user_id=user_id, name=data.name)
    return json(await _folder(user_id, folder_id), 201)


@blueprint.patch("/me/save-folders/<folder_id>")
@validate_request(FolderName)
@document_response(Folder, 200)
async def rename_folder(folder_id: str, data: FolderName) -> Response:
    """Give a folder another name."""
    user_id = require_viewer().id
    await save_folders.rename_folder(database(), user_id=user_id, folder_id=parse_id(folder_id), name=data.name)
    return json(await _folder(user_id, parse_id(folder_id)))


@blueprint.delete("/me/save-folders/<folder_id>")
async def delete_folder(folder_id: str) -> Response:
    """Remove a folder; the posts in it stay saved."""
    await save_folders.delete_folder(database(), user_id=require_viewer().id, folder_id=parse_id(folder_id))
    return no_content()


@blueprint.put("/posts/<post_id>/save")
@validate_request(SavePlace)
@document_response(SavePlaceAnswer, 200)
async def save_into_folder(post_id: str, data: SavePlace) -> Response:
    """Save a post into a folder, or move it there; null is no folder."""
    folder_id = None if data.folder_id is None else int(data.folder_id)
    await save_folders.save_into_folder(
        database(), viewer_id=require_viewer().id, post_id=parse_id(post_id), folder_id=folder_id
    )
    return json({"saved": True, "folder_id": data.folder_id})


async def _folders(user_id: int) -> list[dict[str, Any]]:
    rows = await saves.list_folders(database().pool, user_id=user_id)
    return [{"id": str(row.id), "name": row.name, "posts_count": row.posts_count} for row in rows]


async def _folder(user_id: int, folder_id: int) -> dict[str, Any]:
    found = [folder for folder in await _folders(user_id) if folder["id"] == str(folder_id)]
    if not found:
        raise NotFound
    return found[0]
