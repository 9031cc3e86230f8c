"""Pages of plain words: open to everyone, and saying what this server's settings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import People


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about", "free software"),
        ("/privacy", "until you sign out or don’t use it for 30 days"),
        ("/help", "Edit a post for 15 minutes"),
    ],
)
async def test_everyone_may_read_what_the_server_is_and_keeps(people: People, path: str, words: str) -> None:
    answer = await people.signed_out().get(path)

    assert answer.status_code == 200
    assert words in answer.text
