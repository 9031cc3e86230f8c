"""Web Push: what a browser hears through its push service, encrypted for it alone (RFC 8030, 8291, 8292)."""

from __future__ import annotations

import base64
import time
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Invalid
from app.security.outside import send_outside

if TYPE_CHECKING:
    from app.settings import Settings

# How long a push service keeps what a browser that is off has not fetched.
KEPT_SECONDS = 86_400
TOKEN_SECONDS = 12 * 3_600
MAX_ENDPOINT_LENGTH = 2_000
SECRET_BYTES = 16
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a browser is reached, and the keys that it alone can read with, in base64url."""

    endpoint: str
    p256dh: str
    auth: str


def check_browser(browser: Browser, allowed_networks: str) -> None:
    """Whether this is an address and keys as a browser gives them.

    Raises:
        Invalid: `endpoint`, `keys.p256dh` or `keys.auth` is something else.
    """
    address = urlsplit(browser.endpoint)
    is_secure = address.scheme == "https" or (address.scheme == "http" and bool(allowed_networks))
    if not is_secure or not address.hostname or len(browser.endpoint) > MAX_ENDPOINT_LENGTH:
        raise Invalid(endpoint="This is not the https address of a push service.")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(browser.p256dh))
    except (ValueError, Base64Error):
        raise Invalid(**{"keys.p256dh": "This is not a public key of the curve P-256 in base64url."}) from None
    try:
        secret = _decoded(browser.auth)
    except (ValueError, Base64Error):
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise Invalid(**{"keys.auth": "This is not a secret of 16 bytes in base64url."})


def server_key(secret_key: str) -> ec.EllipticCurvePrivateKey:
    """The key that push services know this site by (VAPID).

    It comes out of the site's secret, so that all processes on all machines have the same without keeping another.
    """
    seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"skein web push").derive(secret_key.encode())
    return ec.derive_private_key(int.from_bytes(seed) % (_P256_ORDER - 1) + 1, ec.SECP256R1())


def public_key(secret_key: str) -> str:
    """What a browser subscribes with: `applicationServerKey` in base64url."""
    point = (
        server_key(secret_key)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


async def push(settings: Settings, browser: Browser, message: bytes, *, topic: str) -> int:
    """Hand a message to the browser's push service; gives the service's status: 404 and 410 mean gone for good.

    Args:
        settings: the site's.
        browser: whom to tell.
        message: at most 3,000 bytes.
        topic: a message that waits there is replaced by a newer one of the same topic (32 characters of base64url).

    Raises:
        OutsideError: the service is not public, not there or too slow.
    """
    # 17 MB that only the worker needs: web processes read this module for the key and the checks.
    from py_vapid import Vapid02
    from pywebpush import WebPusher

    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    encoded = WebPusher({"endpoint": browser.endpoint, "keys": keys}).encode(message, content_encoding="aes128gcm")
    origin = urlsplit(browser.endpoint)
    signed = Vapid02(server_key(settings.secret_key)).sign(
        {
            "aud": f"{origin.scheme}://{origin.netloc}",
            "exp": int(time.time()) + TOKEN_SECONDS,
            "sub": _contact(settings),
        }
    )
    return await send_outside(
        browser.endpoint,
        body=encoded["body"],
        headers={
            **signed,
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(KEPT_SECONDS),
            "Urgency": "normal",
            "Topic": topic,
        },
        allowed_networks=settings.push_networks,
    )


def _contact(settings: Settings) -> str:
    """Whom a push service writes to about this site."""
    if settings.base_url.startswith("https://"):
        return settings.base_url
    return "mailto:" + settings.mail_from.rpartition("<")[2].strip(" >")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
