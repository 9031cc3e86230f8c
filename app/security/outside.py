"""Asking the outside world without being led into our own networks (server-side request forgery).

The name is resolved once for each connection, every address has to be public, and the connection goes to the very
address that was checked, so that neither a redirect nor a second DNS answer leads elsewhere.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_REDIRECTS = 3
TOTAL_SECONDS = 10.0
PORTS = frozenset({80, 443})
AGENT = "SkeinLinkCards/1 (link preview)"


class OutsideError(Exception):
    """A page that could not or may not be read."""


# What goes wrong on the way to somebody else's server.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """What was read: the address after redirects, the content type without parameters, and the first bytes."""

    url: str
    content_type: str
    body: bytes
    charset: str | None


async def read_page(url: str, *, max_bytes: int, accept: str, allowed_networks: str = "") -> OutsidePage:
    """Read a page by GET.

    Args:
        url: http or https; other schemes and ports other than 80 and 443 are refused.
        max_bytes: what is longer is cut off.
        accept: the Accept header, and the only content types that are read (as "text/html,image/*").
        allowed_networks: comma-separated networks that may be read though they are not public, at any port.

    Raises:
        OutsideError: not public, not there, too slow, or of another content type.
    """
    headers = {"User-Agent": AGENT, "Accept": accept}
    try:
        async with (
            asyncio.timeout(TOTAL_SECONDS),
            _client(allowed_networks, headers) as client,
            client.stream("GET", url, follow_redirects=True) as response,
        ):
            content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if response.status_code != httpx.codes.OK or not _is_accepted(content_type, accept):
                raise OutsideError(f"{response.status_code} {content_type}")
            body = bytearray()
            async for chunk in response.aiter_bytes(65536):
                body += chunk
                if len(body) >= max_bytes:
                    break
            return OutsidePage(str(response.url), content_type, bytes(body[:max_bytes]), response.charset_encoding)
    except FAILURES as error:
        raise OutsideError(repr(error)) from error


async def send_outside(url: str, *, body: bytes, headers: dict[str, str], allowed_networks: str = "") -> int:
    """Send something by POST; gives the status of the answer, of which nothing else is read. No redirect is followed.

    Raises:
        OutsideError: not public, not there or too slow.
    """
    try:
        async with (
            asyncio.timeout(TOTAL_SECONDS),
            _client(allowed_networks, headers) as client,
            client.stream("POST", url, content=body) as response,
        ):
            return response.status_code
    except FAILURES as error:
        raise OutsideError(repr(error)) from error


def _is_accepted(content_type: str, accept: str) -> bool:
    wanted = {part.strip() for part in accept.split(",")}
    return content_type in wanted or f"{content_type.partition('/')[0]}/*" in wanted


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only."""

    def __init__(self, allowed: Iterable[IPv4Network | IPv6Network]) -> None:
        self._allowed = tuple(allowed)
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *arguments: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(self._may_connect(address, port) for address in addresses):
            raise httpcore.ConnectError(f"{host}:{port} is not public")
        return await self._inner.connect_tcp(str(addresses[0]), port, *arguments, **more)

    async def connect_unix_socket(self, *_arguments: Any, **_more: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("no sockets of this machine")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    def _may_connect(self, address: IPv4Address | IPv6Address, port: int) -> bool:
        if any(address.version == network.version and address in network for network in self._allowed):
            return True
        return port in PORTS and is_public(address)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the open internet; one in disguise (mapped, 6to4, Teredo, NAT64) does not."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address in _NAT64:
            return False
    return address.is_global and not address.is_multicast


_NAT64 = IPv6Network("64:ff9b::/96")


@lru_cache
def _ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _client(allowed_networks: str, headers: dict[str, str]) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=_transport(allowed_networks),
        trust_env=False,
        max_redirects=MAX_REDIRECTS,
        headers=headers,
        timeout=TOTAL_SECONDS,
    )


def _transport(allowed_networks: str) -> httpx.AsyncHTTPTransport:
    transport = httpx.AsyncHTTPTransport(verify=_ssl_context(), trust_env=False)
    allowed = [ip_network(text.strip(), strict=False) for text in allowed_networks.split(",") if text.strip()]
    # httpx has no setting for the backend; the pool below it has.
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=_ssl_context(), max_connections=4, network_backend=_CheckedBackend(allowed)
    )
    return transport
