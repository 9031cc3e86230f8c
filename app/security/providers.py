"""Signing in with Google (OpenID Connect) and GitHub (OAuth 2): state, nonce and PKCE on each way."""

from __future__ import annotations

import re
import secrets
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.errors import Invalid, NotFound
from app.security.tokens import constant_time_equals, new_token

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import AsyncOAuth2Client

    from app.settings import Settings

PROVIDER_SECONDS = 10
TITLES = {"google": "Google", "github": "GitHub"}
_SCOPES = {"google": "openid email profile", "github": "read:user user:email"}
_BROKEN = (httpx.HTTPError, AuthlibBaseError, JoseError, KeyError, TypeError, ValueError, AttributeError)
_VERIFIER_BYTES = 48


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at a provider. `username` is only a proposal."""

    provider: str
    subject: str
    email: str
    is_email_verified: bool
    display_name: str
    username: str


@dataclass(frozen=True, slots=True)
class Journey:
    """What has to be remembered, by the browser that sets out, until it comes back."""

    provider: str
    state: str
    nonce: str
    verifier: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class _Endpoints:
    issuer: str
    authorize: str
    token: str
    keys: str


def configured(settings: Settings) -> list[tuple[str, str]]:
    """The providers that can be signed in with here, and their names."""
    return [(name, title) for name, title in TITLES.items() if all(_client_of(settings, name))]


def require_configured(settings: Settings, provider: str) -> None:
    """Only those.

    Raises:
        NotFound: the provider is unknown, or not set up here.
    """
    if provider not in dict(configured(settings)):
        raise NotFound


async def set_out(settings: Settings, provider: str, redirect_uri: str) -> tuple[str, Journey]:
    """Where the browser goes, and what it has to remember.

    Raises:
        Invalid: the provider does not answer.
    """
    journey = Journey(provider, new_token(), new_token(), secrets.token_urlsafe(_VERIFIER_BYTES), redirect_uri)
    try:
        endpoints = await _endpoints(settings, provider)
        async with _client(settings, provider, redirect_uri) as client:
            extra = {"nonce": journey.nonce} if provider == "google" else {}
            address, _ = client.create_authorization_url(
                endpoints.authorize, state=journey.state, code_verifier=journey.verifier, **extra
            )
    except _BROKEN as error:
        raise _failed(provider) from error
    return str(address), journey


async def come_back(settings: Settings, journey: Journey, provider: str, answer: dict[str, str]) -> Identity:
    """Who came back, once the answer is proven to be the one to this journey.

    Raises:
        Invalid: it is another one's (mix-up, forged state), the person said no, or the provider failed.
    """
    if journey.provider != provider or not constant_time_equals(journey.state, answer.get("state", "")):
        raise Invalid("That sign-in was started somewhere else. Start again here.")
    if answer.get("error") or not answer.get("code"):
        raise Invalid(f"{TITLES[provider]} didn't sign you in. Try again, or use your password.")
    try:
        endpoints = await _endpoints(settings, provider)
        # RFC 9207: an answer that names its sender has to come from whom we asked.
        if answer.get("iss", endpoints.issuer) != endpoints.issuer:
            raise _failed(provider)
        async with _client(settings, provider, journey.redirect_uri) as client:
            token = await client.fetch_token(
                endpoints.token, code=answer["code"], code_verifier=journey.verifier, grant_type="authorization_code"
            )
            if provider == "google":
                return await _google_identity(endpoints, settings, token["id_token"], journey.nonce)
            return await _github_identity(client, settings)
    except _BROKEN as error:
        raise _failed(provider) from error


async def _google_identity(endpoints: _Endpoints, settings: Settings, id_token: str, nonce: str) -> Identity:
    async with httpx.AsyncClient(timeout=PROVIDER_SECONDS) as client:
        keys = (await client.get(endpoints.keys)).raise_for_status().json()
    decoded = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=["RS256", "ES256"])
    jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": endpoints.issuer},
        aud={"essential": True, "value": settings.google_client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    ).validate(decoded.claims)
    claims: dict[str, Any] = decoded.claims
    email = str(claims.get("email", ""))
    return Identity(
        "google",
        str(claims["sub"]),
        email,
        claims.get("email_verified") is True,
        str(claims.get("name", "")),
        email.partition("@")[0],
    )


async def _github_identity(client: AsyncOAuth2Client, settings: Settings) -> Identity:
    api, headers = settings.github_api_url.rstrip("/"), {"Accept": "application/vnd.github+json"}
    person = (await client.get(f"{api}/user", headers=headers)).raise_for_status().json()
    emails = (await client.get(f"{api}/user/emails", headers=headers)).raise_for_status().json()
    first: dict[str, Any] = next((email for email in emails if email["primary"]), {})
    return Identity(
        "github",
        str(int(person["id"])),
        str(first.get("email", "")),
        first.get("verified") is True,
        str(person.get("name") or ""),
        str(person["login"]),
    )


async def _endpoints(settings: Settings, provider: str) -> _Endpoints:
    if provider == "github":
        base = settings.github_url.rstrip("/")
        return _Endpoints(
            f"{base}/login/oauth", f"{base}/login/oauth/authorize", f"{base}/login/oauth/access_token", ""
        )
    issuer = settings.google_issuer.rstrip("/")
    async with httpx.AsyncClient(timeout=PROVIDER_SECONDS) as client:
        found = (await client.get(f"{issuer}/.well-known/openid-configuration")).raise_for_status().json()
    if found["issuer"].rstrip("/") != issuer:
        raise _failed(provider)
    return _Endpoints(found["issuer"], found["authorization_endpoint"], found["token_endpoint"], found["jwks_uri"])


def _client(settings: Settings, provider: str, redirect_uri: str) -> AsyncOAuth2Client:
    # Here, because it takes a while to import, and few servers need it. It warns of httpx, which we have anyway.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        from authlib.integrations.httpx_client import AsyncOAuth2Client

    client_id, client_secret = _client_of(settings, provider)
    return AsyncOAuth2Client(
        client_id,
        client_secret,
        scope=_SCOPES[provider],
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106  a name
        timeout=PROVIDER_SECONDS,
    )


def _client_of(settings: Settings, provider: str) -> tuple[str, str]:
    if provider == "google":
        return settings.google_client_id, settings.google_client_secret
    return settings.github_client_id, settings.github_client_secret


def _failed(provider: str) -> Invalid:
    return Invalid(f"{TITLES[provider]} didn't answer as it should. Try again in a moment.")


def proposed_username(raw: str) -> str:
    """What is left of a name from elsewhere that can stand in a username; may be empty."""
    kept = re.sub(r"[^a-z0-9_.]", "", raw.lower())
    return re.sub(r"\.{2,}", ".", kept).strip(".")[:20]
