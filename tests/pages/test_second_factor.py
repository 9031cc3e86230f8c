"""Two-step sign-in on pages, and that the session is a new one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.api.test_second_factor import code_of
from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People


def hidden(text: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


async def test_it_is_set_up_used_and_turned_off_without_a_script(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)
    path = "/settings/security/second-factor"
    assert (await browser.post(f"{path}/start", data={"password": "no"})).status_code == 400
    assert (await browser.post(f"{path}/start", data={"password": PASSWORD})).status_code == 303
    shown = (await browser.get("/settings/security/second-factor")).text
    assert "<svg" in shown
    assert "style=" not in shown
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', shown)
    assert found is not None
    secret = found[1].replace(" ", "")
    assert (await browser.post("/settings/security/second-factor/confirm", data={"code": "1"})).status_code == 400
    codes = await browser.post(f"{path}/confirm", data={"code": code_of(secret)})
    assert codes.text.count("<li>") == 10

    # Whoever was signed in as somebody else in this browser is not any more, and the old cookie is worth nothing.
    before = browser.cookies["skein_session"]
    asked = await browser.post("/auth/sign-in", data={"login": ana.email, "password": PASSWORD, "next": "/saved"})
    assert (asked.status_code, hidden(asked.text, "next")) == (200, "/saved")
    assert browser.cookies["skein_session"] == before
    challenge = hidden(asked.text, "challenge")
    wrong = await browser.post("/auth/second-factor", data={"challenge": challenge, "code": "1", "next": "/saved"})
    done = await browser.post(
        "/auth/second-factor", data={"challenge": challenge, "code": code_of(secret, 1), "next": "/saved"}
    )
    assert (wrong.status_code, done.status_code, done.headers["Location"]) == (401, 303, "/saved")
    assert browser.cookies["skein_session"] != before
    stale = people.signed_out()
    stale.cookies.set("skein_session", before)
    assert (await stale.get("/api/me")).status_code == 401

    renewed = await browser.post("/settings/security/second-factor/recovery-codes", data={"password": PASSWORD})
    assert renewed.text.count("<li>") == 10
    assert (await browser.post("/settings/security/second-factor/off", data={"password": "no"})).status_code == 400
    assert (await browser.post("/settings/security/second-factor/off", data={"password": PASSWORD})).status_code == 303
    assert checked(await browser.get("/api/me/second-factor"))["enabled"] is False
    assert (await browser.post("/settings/security/second-factor/start", data={"password": ""})).status_code == 400


async def test_a_dead_challenge_leads_back_to_the_start(people: People) -> None:
    browser = people.signed_out()
    browser.headers["Origin"] = people.base_url

    answer = await browser.post("/auth/second-factor", data={"challenge": "made-up", "code": "123456"})

    assert answer.status_code == 401
    assert 'name="login"' in answer.text
