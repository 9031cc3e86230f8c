"""What a post of the demo is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPoll:
    """A poll: its options, how many voted for each, and in how many minutes it ends; negative: it is over."""

    options: tuple[str, ...]
    votes: tuple[int, ...]
    ends_in_minutes: int


@dataclass(frozen=True, slots=True)
class DemoPost:
    """One post. `key` names it for others; `likes` is how many of the people like it."""

    key: str
    author: str
    minutes_ago: int
    body: str = ""
    reply_to: str = ""
    repost_of: str = ""
    quote_of: str = ""
    likes: int = 0
    # Names of `pictures.PICTURES`.
    pictures: tuple[str, ...] = ()
    poll: DemoPoll | None = None
    note: str = ""
    # Site, title and description of the page that the text's link leads to.
    link: tuple[str, str, str] | None = None
    is_pinned: bool = False
