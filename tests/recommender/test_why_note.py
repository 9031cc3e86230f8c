"""The reason line of a post opens a note that says more, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.recommender.world import World


async def test_the_note_says_why_and_where_to_change_it(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("wool"))[0])

    response = await world.app.test_client().get("/", headers={"Authorization": f"Bearer {reader.token}"})
    text = await response.get_data(as_text=True)
    signed_out = await (await world.app.test_client().get("/")).get_data(as_text=True)

    assert response.status_code == 200
    assert text.count('<details class="reason"') == text.count("<h3>Why this post?</h3>") == 20
    assert "and people who liked that one liked this one too." in text
    assert 'href="/settings/recommender">Feed settings' in text
    assert text.count("/less") == 2 * 20  # in the note and in the menu
    assert "Feed settings" not in signed_out.partition("<article")[2].rpartition("</article>")[0]
