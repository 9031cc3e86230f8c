"""Every route of the app is named by some test, by its address."""

from __future__ import annotations

import re
from pathlib import Path

from app import create_app
from app.settings import Settings

TESTS = Path(__file__).parent.parent
# Somebody else's routes.
NOT_OURS = {"static"}


def pattern_of(rule: str) -> re.Pattern[str]:
    """`/api/posts/<id>/like` → what such an address looks like in a test's source."""
    literal = re.split(r"<[^>]+>", rule)
    return re.compile(r"[^\"'?\s]+?".join(re.escape(part) for part in literal) + r"(?=[\"'?#])")


def test_every_route_is_named_by_a_test() -> None:
    app = create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))
    sources = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))

    untested = sorted(
        {
            rule.rule
            for rule in app.url_map.iter_rules()
            if rule.endpoint not in NOT_OURS and not pattern_of(rule.rule).search(sources)
        }
    )

    assert not untested
