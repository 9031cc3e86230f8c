"""Hidden words in the API."""

from __future__ import annotations

from pydantic import AliasChoices, BaseModel, Field, StrictBool

from app.blueprints.api.schemas.ending import Ending


class NewHiddenWord(Ending):
    """A word or phrase to hide; without an end until it is taken back."""

    text: str = Field(validation_alias=AliasChoices("text", "word", "phrase"))
    # Hidden only where these occur too.
    also: tuple[str, ...] = ()
    whole_word: StrictBool = True
    # With what answers such a post, and the conversation that it begins.
    with_thread: StrictBool = False


class HiddenWord(BaseModel):
    """A hidden word or phrase."""

    id: str
    text: str
    also: list[str]
    whole_word: bool
    with_thread: bool
    ends_at: str | None
    created_at: str


class HiddenWordList(BaseModel):
    """Hidden words, the last first, and where the list goes on."""

    items: list[HiddenWord]
    next_cursor: str | None
