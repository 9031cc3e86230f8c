"""The address of a client, and the part of it that limits count."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from werkzeug.datastructures import Headers

    from app.settings import Settings

    Address: TypeAlias = IPv4Address | IPv6Address

UNKNOWN = "unknown"
_MAX_HOPS = 20


class Incoming(Protocol):
    """What is needed of a request."""

    @property
    def remote_addr(self) -> str | None:
        """The peer of the connection."""

    @property
    def headers(self) -> Headers:
        """The request's headers."""


def client_address(request: Incoming, settings: Settings) -> str:
    """The client's address; X-Forwarded-For is believed only as far as TRUSTED_PROXIES reach."""
    peer = _parse(request.remote_addr or "")
    if peer is None:
        return UNKNOWN
    trusted = _networks(settings.trusted_proxies)
    if not _is_in(peer, trusted):
        return str(peer)
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    for hop in reversed(hops[-_MAX_HOPS:]):
        address = _parse(hop)
        if address is None:
            break
        peer = address
        if not _is_in(address, trusted):
            break
    return str(peer)


def is_trusted_peer(address: str, settings: Settings) -> bool:
    """Whether this is the address of a proxy of TRUSTED_PROXIES."""
    peer = _parse(address)
    return peer is not None and _is_in(peer, _networks(settings.trusted_proxies))


def limited_address(address: str) -> str:
    """What a limit counts: an IPv6 client has a whole /64 to itself, so that is one address."""
    parsed = _parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return address


def _parse(text: str) -> Address | None:
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


@lru_cache(maxsize=8)
def _networks(setting: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip(), strict=False) for part in setting.split(",") if part.strip())


def _is_in(address: Address, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
