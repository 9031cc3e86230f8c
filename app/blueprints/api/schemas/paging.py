"""How lists are asked for."""

from __future__ import annotations

from pydantic import BaseModel, Field

from app.store.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE


class PageQuery(BaseModel):
    """Which page, and how many items; `cursor` is the `next_cursor` of the page before."""

    cursor: str | None = None
    limit: int = Field(DEFAULT_PAGE_SIZE, ge=1, le=MAX_PAGE_SIZE)
