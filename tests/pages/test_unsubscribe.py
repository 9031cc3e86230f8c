"""The way out of the digest: signed, working without signing in, and only by POST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.security.signed_links import STOP_DIGEST, sign_link
from tests.people import checked

if TYPE_CHECKING:
    from app.settings import Settings
    from tests.people import People, Person


async def digest_of(person: Person) -> str:
    return str(checked(await person.api.get("/api/me/notification-preferences"))["digest"])


async def test_one_tap_of_a_mail_program_ends_the_digest(people: People, settings: Settings) -> None:
    ana, nobody = await people.new("ana"), people.signed_out()
    checked(await ana.api.patch("/api/me/notification-preferences", json={"like": "email", "digest": "weekly"}))
    token = sign_link(settings.secret_key, purpose=STOP_DIGEST, user_id=int(ana.id))

    page = await nobody.get(f"/unsubscribe/{token}")
    assert page.status_code == 200
    assert "Unsubscribe" in page.text
    assert await digest_of(ana) == "weekly"
    answer = await nobody.post(f"/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert await digest_of(ana) == "off"
    assert checked(await ana.api.get("/api/me/notification-preferences"))["like"] == "email"


async def test_a_link_of_another_make_is_no_page(people: People, settings: Settings) -> None:
    ana, nobody = await people.new("ana"), people.signed_out()
    others = [
        sign_link("another secret", purpose=STOP_DIGEST, user_id=int(ana.id)),
        sign_link(settings.secret_key, purpose="something-else", user_id=int(ana.id)),
        ana.id,
    ]

    for token in others:
        assert (await nobody.get(f"/unsubscribe/{token}")).status_code == 404
        assert (await nobody.post(f"/unsubscribe/{token}")).status_code == 404
    assert await digest_of(ana) == "daily"
