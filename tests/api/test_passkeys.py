"""Passkeys over the API, as far as they go without an authenticator; the rest is in tests/browser."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.people import PASSWORD, checked

if TYPE_CHECKING:
    from tests.people import People


def made_up(challenge: str) -> dict[str, Any]:
    """A credential that signs nothing."""
    client_data = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": "http://localhost"})
    encoded = base64.urlsafe_b64encode(client_data.encode()).decode().rstrip("=")
    response = {"clientDataJSON": encoded, "authenticatorData": "AAAA", "signature": "AAAA"}
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}


async def test_what_is_made_up_is_refused_and_uses_the_challenge_up(people: People) -> None:
    nobody = people.signed_out()
    options = checked(await nobody.post("/api/auth/passkey/options"))
    assert options["userVerification"] == "required"

    for path in ("/api/auth/passkey", "/auth/passkey"):
        for challenge in (options["challenge"], options["challenge"], "AAAA"):
            answer = await nobody.post(path, json={"credential": made_up(challenge)}, headers={"X-Fragment": "1"})
            assert (answer.status_code, set(answer.json()["fields"])) == (400, {"credential"})


@pytest.mark.parametrize("credential", [{}, {"response": None}, {"response": {"clientDataJSON": "!"}}, {"rawId": 1}])
async def test_what_is_no_credential_is_400(people: People, credential: dict[str, Any]) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post("/api/me/passkeys", json={"credential": credential})).status_code == 400
    assert (await ana.api.post("/api/auth/passkey", json={"credential": credential})).status_code == 400


async def test_a_new_one_asks_for_the_password_and_an_address_has_none(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    assert (await ana.api.post("/api/me/passkeys/options", json={"password": "wrong-one-1"})).status_code == 400
    options = checked(await ana.api.post("/api/me/passkeys/options", json={"password": PASSWORD}))
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert "need an address with a name" in (await browser.get("/settings/security/passkeys")).text
    assert "with a passkey" not in (await people.signed_out().get("/auth/sign-in")).text
    for passkey_id, password, status in (("1", PASSWORD, 404), ("1", "no", 400)):
        path = f"/settings/security/passkeys/{passkey_id}/remove"
        assert (await browser.post(path, data={"password": password})).status_code == status
