"""Passkeys (WebAuthn): what the browser is asked to sign, and whether it did."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any

import orjson
import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.errors import Invalid

CHALLENGE_MINUTES = 5
REFUSED = "That passkey doesn't fit. Try again, or sign in another way."
_BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Site:
    """What a passkey is bound to: the host's name, and scheme, host and port of the page."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is stored of a passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser gets, as JSON, and the challenge in it."""

    challenge: bytes
    options: dict[str, Any]


def can_have_passkeys(host: str) -> bool:
    """Whether browsers take passkeys for this host: it needs a name, an IP address has none."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


def registration_options(
    site: Site, *, user_id: int, username: str, display_name: str, known_ids: list[bytes]
) -> Asked:
    """Ask for a new passkey that identifies its owner by itself, and makes sure of the person (PIN, finger, face)."""
    made = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Skein",
        user_id=str(user_id).encode(),
        user_name=username,
        user_display_name=display_name or username,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=known) for known in known_ids],
    )
    return Asked(made.challenge, orjson.loads(webauthn.options_to_json(made)))


def authentication_options(site: Site) -> Asked:
    """Ask for any passkey of this site."""
    made = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(made.challenge, orjson.loads(webauthn.options_to_json(made)))


def challenge_in(credential: dict[str, Any]) -> bytes:
    """The challenge that a credential claims to have signed.

    Raises:
        Invalid: it is no credential.
    """
    try:
        client_data = orjson.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        return base64url_to_bytes(client_data["challenge"])
    except _BROKEN as error:
        raise Invalid(credential=REFUSED) from error


def credential_id_in(credential: dict[str, Any]) -> bytes:
    """The id of the passkey that a credential claims to be of.

    Raises:
        Invalid: it is no credential.
    """
    try:
        return base64url_to_bytes(credential["rawId"])
    except _BROKEN as error:
        raise Invalid(credential=REFUSED) from error


def check_registration(site: Site, credential: dict[str, Any], challenge: bytes) -> NewPasskey:
    """What to store of a new passkey.

    Raises:
        Invalid: it was not made for this site and challenge, or without making sure of the person.
    """
    try:
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _BROKEN as error:
        raise Invalid(credential=REFUSED) from error
    return NewPasskey(verified.credential_id, verified.credential_public_key, verified.sign_count)


def check_authentication(
    site: Site, credential: dict[str, Any], challenge: bytes, *, public_key: bytes, sign_count: int
) -> int:
    """The new count of signatures of a passkey that signed.

    Raises:
        Invalid: the signature is wrong, or not for this site and challenge, or the count shows a copied key.
    """
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _BROKEN as error:
        raise Invalid(credential=REFUSED) from error
    return verified.new_sign_count
