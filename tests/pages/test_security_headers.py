"""Whatever is answered, and whether it went well or not, carries each security header once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.blueprints.hooks import SECURITY_HEADERS

if TYPE_CHECKING:
    from tests.people import People


@pytest.mark.parametrize(
    ("path", "status"),
    [("/following", 200), ("/following/continue", 303), ("/api/timeline", 200), ("/nowhere", 404), ("/healthz", 200)],
)
async def test_every_answer_has_them(path: str, status: int, people: People) -> None:
    browser = await people.browser_client(await people.new("ana"))

    answer = await browser.get(path)

    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in SECURITY_HEADERS} == {
        name: [value] for name, value in SECURITY_HEADERS.items()
    }
    assert len(answer.headers.get_list("X-Trace-Id")) == 1


async def test_a_route_may_have_a_stricter_one(people: People) -> None:
    answer = await people.signed_out().get("/auth/reset-password?token=x")

    assert answer.headers.get_list("Referrer-Policy") == ["same-origin"]
    assert answer.headers.get_list("X-Frame-Options") == ["DENY"]
