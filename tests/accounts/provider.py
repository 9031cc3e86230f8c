"""A provider of identities on loopback: OpenID Connect as Google speaks it, OAuth 2 as GitHub does."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey
from quart import Quart, redirect, request

CLIENT_ID, CLIENT_SECRET = "skein-here", "a-secret-of-two"


@dataclass
class Provider:
    """Says that everybody who comes is `person`. Checks client, redirect address and PKCE; a code works once."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    # What an ID token says instead of the truth.
    lies: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Quart:
        """Its web application."""
        app = Quart(__name__)
        app.add_url_rule("/.well-known/openid-configuration", "discovery", self.discovery)
        app.add_url_rule("/keys", "keys", self.keys)
        for path in ("/authorize", "/login/oauth/authorize"):
            app.add_url_rule(path, path, self.authorize)
        for path in ("/token", "/login/oauth/access_token"):
            app.add_url_rule(path, path, self.token, methods=["POST"])
        app.add_url_rule("/user", "user", self.user)
        app.add_url_rule("/user/emails", "emails", self.emails)
        return app

    async def discovery(self) -> dict[str, str]:
        """Where everything is."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    async def keys(self) -> dict[str, Any]:
        """The public key."""
        return {"keys": [self.key.as_dict(private=False)]}

    async def authorize(self) -> Any:
        """Sends the browser back with a code."""
        asked = request.args.to_dict()
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self) -> Any:
        """Takes a code, once, from whoever can prove to have asked for it."""
        form = await request.form
        asked = self.codes.pop(form["code"], None)
        is_right = (
            asked is not None
            and (form["client_id"], form["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
            and form["redirect_uri"] == asked["redirect_uri"]
            and create_s256_code_challenge(form["code_verifier"]) == asked["code_challenge"]
        )
        if asked is None or not is_right:
            return {"error": "invalid_grant"}, 400
        answer = {"access_token": "access", "token_type": "Bearer"}
        if "nonce" in asked:
            now = int(time.time())
            claims = {"iss": self.url, "aud": CLIENT_ID, "exp": now + 60, "iat": now, "nonce": asked["nonce"]}
            claims |= {name: value for name, value in self.person.items() if name not in {"id", "login"}}
            header = {"alg": "RS256", "kid": self.key.kid}
            answer["id_token"] = jwt.encode(header, claims | self.lies, self.key)
        return answer

    async def user(self) -> dict[str, Any]:
        """Who it is, as GitHub says it."""
        assert request.headers["Authorization"] == "Bearer access"
        return {name: self.person[name] for name in ("id", "login", "name")}

    async def emails(self) -> Any:
        """The addresses, as GitHub says them."""
        return [
            {"email": "other@example.com", "primary": False, "verified": True},
            {"email": self.person["email"], "primary": True, "verified": self.person["email_verified"]},
        ]
