"""Pages of saved posts: all of them, their folders, and words to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions import save_folders
from app.blueprints.api.answers import parse_id
from app.blueprints.auth import see_other
from app.blueprints.composer_forms import optional_id
from app.blueprints.current import database, reader, require_viewer
from app.blueprints.feed_parts import PAGE_SIZE, cursor_of_request, next_url, posts_page
from app.blueprints.posting import post_card
from app.blueprints.render import page
from app.blueprints.returning import return_to
from app.blueprints.search_words import clean_query
from app.blueprints.side import side_column
from app.errors import Conflict, Invalid
from app.feeds.hydrate import hydrate_cards
from app.feeds.lists import saved_page
from app.present.saved import FolderPage, SavedPage
from app.store import saves

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.present.posts import PostCard

blueprint = Blueprint("saved", __name__)


@blueprint.get("/saved")
async def show_saved() -> Response:
    """What one saved: everything, or one folder (`?folder=`), or what has these words (`?q=`)."""
    return await _saved_page()


@blueprint.post("/saved/folders/<folder_id>/rename")
async def rename(folder_id: str) -> Response:
    """Give a folder another name."""
    user_id, name = require_viewer().id, (await request.form).get("name", "")
    try:
        await save_folders.rename_folder(database(), user_id=user_id, folder_id=parse_id(folder_id), name=name)
    except (Invalid, Conflict) as error:
        return await _saved_page(folder_id, {"name": error.fields.get("name", error.message)}, error.status)
    return see_other(f"/saved?folder={folder_id}&notice=folder-renamed")


@blueprint.post("/saved/folders/<folder_id>/delete")
async def delete(folder_id: str) -> Response:
    """Remove a folder; the posts in it stay saved."""
    await save_folders.delete_folder(database(), user_id=require_viewer().id, folder_id=parse_id(folder_id))
    return see_other("/saved?notice=folder-deleted")


@blueprint.get("/posts/<post_id>/folder")
async def show_folders(post_id: str) -> Response:
    """Ask into which folder a post goes."""
    return await _folder_page(await _card(post_id))


@blueprint.post("/posts/<post_id>/folder")
async def put_into_folder(post_id: str) -> Response | WerkzeugResponse:
    """Save a post into a folder, which is made first where a new name is given."""
    user_id, form, card = require_viewer().id, await request.form, await _card(post_id)
    try:
        folder_id = optional_id(form.get("folder_id"))
        if form.get("name", "").strip():
            folder_id = await save_folders.create_folder(database(), user_id=user_id, name=form["name"])
        await save_folders.save_into_folder(database(), viewer_id=user_id, post_id=card.id, folder_id=folder_id)
    except (Invalid, Conflict) as error:
        return await _folder_page(card, form.get("name", ""), error.fields or {"name": error.message}, error.status)
    return await return_to("/saved", notice="saved-there")


async def _card(post_id: str) -> PostCard:
    return await post_card(database().pool, parse_id(post_id), viewer_id=require_viewer().id)


async def _folder_page(
    card: PostCard, name: str = "", errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    db, user_id = database().pool, require_viewer().id
    context = FolderPage(
        card,
        await saves.list_folders(db, user_id=user_id),
        await saves.select_folder_id(db, viewer_id=user_id, post_id=card.id),
        name,
        errors or {},
    )
    return page("posts/folder.html", context, status=status)


async def _saved_page(folder: str | None = None, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    person, cursor, db = require_viewer(), cursor_of_request(), reader()
    folder_id, query = optional_id(folder or request.args.get("folder")), clean_query(request.args.get("q", ""))
    folders = await saves.list_folders(db, user_id=person.id)
    opened = next((one for one in folders if one.id == folder_id), None)
    found = await saved_page(
        db, viewer_id=person.id, folder_id=folder_id, query=query, cursor=cursor, page_size=PAGE_SIZE
    )
    context = SavedPage(
        name="saved",
        title=opened.name if opened else "Saved",
        posts=await hydrate_cards(db, viewer_id=person.id, post_ids=found.items),
        next_url=next_url(found.next_cursor),
        is_first=cursor is None,
        folders=folders,
        folder=opened,
        query=query,
        errors=errors or {},
    )
    if status != 200:
        return page("feeds/saved.html", context, active="saved", side=await side_column(), status=status)
    return posts_page("feeds/saved.html", context, active="saved", side=await side_column())
