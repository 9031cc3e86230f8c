"""What somebody typed to find something, brought into the form that is looked up."""

from __future__ import annotations

from app.errors import Invalid, NotFound
from app.text.normalise import normalise_text
from app.text.rich import normalise_topic

MAX_QUERY_CHARACTERS = 200


def clean_query(raw: str) -> str:
    """Words to search for.

    Raises:
        Invalid: control characters, or too long.
    """
    query = normalise_text(raw, "q").strip()
    if len(query) > MAX_QUERY_CHARACTERS:
        raise Invalid(q=f"Use at most {MAX_QUERY_CHARACTERS} characters.")
    return query


def topic_prefix(query: str) -> str | None:
    """The beginning of a topic; None where no topic begins so."""
    return normalise_topic(query.removeprefix("#"))


def clean_topic(raw: str) -> str:
    """A topic's name out of an address.

    Raises:
        NotFound: no topic can have this name.
    """
    topic = normalise_topic(raw.removeprefix("#"))
    if topic is None:
        raise NotFound
    return topic
