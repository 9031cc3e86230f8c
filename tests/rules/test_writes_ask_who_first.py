"""A write of the API says 401 to whoever is signed out, before it looks at what was sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app import create_app
from app.blueprints.hooks import SIGNED_OUT_WRITES
from app.settings import Settings

if TYPE_CHECKING:
    from tests.people import People


async def test_who_is_asked_before_what(people: People) -> None:
    app = create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))
    nobody = people.signed_out()
    bodies: tuple[dict[str, str] | None, ...] = (None, {})
    writes = {
        (method, re.sub(r"<[^>]+>", "1", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/") and not rule.rule.startswith(SIGNED_OUT_WRITES)
    }

    answers = {
        (method, path, sent is None): (await nobody.request(method, path, json=sent)).status_code
        for method, path in sorted(writes)
        for sent in bodies
    }

    assert writes
    assert {call for call, status in answers.items() if status != 401} == set()
