"""Every page for everybody: axe in both themes and two widths, and no sideways scrolling on the narrowest phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.visits import DESKTOP, PHONE

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People, Person

NARROW = {"width": 320, "height": 640}
SIGNED_OUT = ["/", "/auth/sign-in", "/auth/sign-up", "/auth/forgot-password", "/help", "/privacy", "/api/docs"]
SIGNED_IN = [
    "/",
    "/following",
    "/catch-up",
    "/search",
    "/search?q=ben",
    "/notifications",
    "/compose",
    "/saved",
    "/liked",
    "/settings/profile",
    "/settings/profile?welcome=1",
    "/settings/security",
    "/settings/privacy",
    "/settings/notifications",
    "/settings/recommender",
    "/@{ben}",
    "/@{ben}/post/{post}",
    "/@{ben}/followers",
    "/posts/{own}/delete",
    "/users/{ben_id}/follow-choices",
    "/settings/hidden-words",
]
SERIOUS = {"serious", "critical"}


async def pages_of(people: People) -> tuple[Person, list[str]]:
    """Ana, with something on every page, and the addresses of all pages."""
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.follow(ben)
    post = await ben.post(f"Hello @{ana.username}, look at https://example.com/a-long-address-{'wool-' * 30} and #wool")
    own = await ana.post("Own words")
    await ben.like(own)
    await ben.reply(own, "Nice")
    await ana.reply(post, "Thanks")
    await ana.like(post)
    await ana.repost(post)
    addresses = [path.format(ben=ben.username, ben_id=ben.id, post=post["id"], own=own["id"]) for path in SIGNED_IN]
    return ana, addresses


@pytest.mark.parametrize(
    ("size", "dark"),
    [
        pytest.param(PHONE, False, id="phone-light"),
        pytest.param(DESKTOP, True, id="desktop-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, True, id="phone-dark", marks=pytest.mark.slow),
        pytest.param(DESKTOP, False, id="desktop-light", marks=pytest.mark.slow),
    ],
)
async def test_axe_finds_nothing_serious(visits: Visits, people: People, size: dict[str, int], dark: bool) -> None:
    ana, addresses = await pages_of(people)
    at_ana, at_nobody = await visits.of(ana, size=size, dark=dark), await visits.of(size=size, dark=dark)
    findings: list[str] = []

    for visit, paths in [(at_ana, addresses), (at_nobody, SIGNED_OUT)]:
        for path in paths:
            page = await visit.open(path)
            results = await Axe().run(page)
            for violation in results.response["violations"]:
                if violation["impact"] in SERIOUS:
                    where = [node["html"][:160] for node in violation["nodes"][:3]]
                    findings.append(f"{path}: {violation['id']}: {where}")

    assert not findings, "\n".join(findings)


async def test_nothing_scrolls_sideways_at_320(visits: Visits, people: People) -> None:
    ana, addresses = await pages_of(people)
    at_ana, at_nobody = await visits.of(ana, size=NARROW), await visits.of(size=NARROW)
    too_wide: list[str] = []

    for visit, paths in [(at_ana, addresses), (at_nobody, SIGNED_OUT)]:
        for path in paths:
            page = await visit.open(path)
            width = await page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW["width"]:
                too_wide.append(f"{path}: {width}")

    assert not too_wide, "\n".join(too_wide)
