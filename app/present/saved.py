"""Pages of saved posts and their folders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.present.pages import FeedPage

if TYPE_CHECKING:
    from app.present.posts import PostCard
    from app.store.saves import FolderRow


@dataclass(frozen=True, slots=True)
class SavedPage(FeedPage):
    """`feeds/saved.html`: everything that was saved, or one folder, or what has the words of `query`."""

    folders: list[FolderRow] = field(default_factory=list)
    # The one that is open; None: all posts are shown.
    folder: FolderRow | None = None
    query: str = ""
    # What was wrong with a new name of the folder.
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FolderPage:
    """`posts/folder.html`: into which folder a post goes."""

    post: PostCard
    folders: list[FolderRow]
    # The one that it is in; None: none.
    folder_id: int | None
    # Typed as the name of a new one, and what was wrong.
    name: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    title: str = "Choose a folder"
