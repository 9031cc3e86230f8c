"""What somebody wants to publish, as it is kept for later: in a draft, or until its time comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import orjson

from app.actions.polls import NewPoll
from app.errors import Invalid

# Room for a thread of 25 posts and everything beside it.
MAX_STORED_BYTES = 600_000


@dataclass(frozen=True, slots=True)
class PostRequest:
    """The arguments of `publish_post`, unchecked."""

    bodies: tuple[str, ...] = ("",)
    reply_to_id: int | None = None
    quote_of_id: int | None = None
    reply_audience: str = "everyone"
    media_ids: tuple[str, ...] = ()
    content_note: str = ""
    poll: NewPoll | None = None
    is_closed_to_quotes: bool = False

    def arguments(self) -> dict[str, Any]:
        """For `publish_post`."""
        return {
            "body": list(self.bodies),
            "reply_to_id": self.reply_to_id,
            "quote_of_id": self.quote_of_id,
            "reply_audience": self.reply_audience,
            "media_ids": self.media_ids,
            "content_note": self.content_note,
            "poll": self.poll,
            "is_closed_to_quotes": self.is_closed_to_quotes,
        }

    def stored(self) -> str:
        """As JSON, for a row.

        Raises:
            Invalid: it cannot be stored.
        """
        try:
            text = orjson.dumps(asdict(self)).decode()
        except TypeError:
            raise Invalid(body="There are characters in it that can't be shown.") from None
        if len(text) > MAX_STORED_BYTES:
            raise Invalid(body="That's far too long.")
        if "\\u0000" in text:
            raise Invalid(body="There are characters in it that can't be shown.")
        return text


def restored(text: str) -> PostRequest:
    """What `PostRequest.stored` made."""
    fields = orjson.loads(text)
    poll = fields["poll"]
    return PostRequest(
        bodies=tuple(fields["bodies"]),
        reply_to_id=fields["reply_to_id"],
        quote_of_id=fields["quote_of_id"],
        reply_audience=fields["reply_audience"],
        media_ids=tuple(fields["media_ids"]),
        content_note=fields["content_note"],
        poll=None if poll is None else NewPoll(tuple(poll["options"]), poll["duration_minutes"], poll["is_multiple"]),
        # What was kept before one could say so lacks it.
        is_closed_to_quotes=fields.get("is_closed_to_quotes", False),
    )
