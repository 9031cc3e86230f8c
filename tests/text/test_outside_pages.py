"""Reading pages of others: public addresses only, whatever names and redirects say."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from app.security.outside import OutsideError, is_public, read_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# Of the loopback network one address counts as the outside here; every other stays forbidden.
OUTSIDE = "127.0.0.3"


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    """A web server on all of loopback; paths say what it answers."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split()[1]
        if path.startswith("/to/"):
            writer.write(f"HTTP/1.1 302 Found\r\nLocation: {path[4:]}\r\nContent-Length: 0\r\n\r\n".encode())
        elif path == "/loop":
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n")
        elif path == "/endless":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 200_000)
        elif path == "/zip":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 2\r\n\r\nPK")
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 4\r\n\r\npage")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", 0)  # noqa: S104  every loopback address
    yield str(server.sockets[0].getsockname()[1])
    server.close()
    await server.wait_closed()


async def read(url: str, *, max_bytes: int = 1000) -> bytes:
    page = await read_page(url, max_bytes=max_bytes, accept="text/html", allowed_networks=f"{OUTSIDE}/32")
    return page.body


async def test_a_page_is_read_and_cut_to_what_is_wanted(site: str) -> None:
    assert await read(f"http://{OUTSIDE}:{site}/") == b"page"
    assert await read(f"http://{OUTSIDE}:{site}/to/http://{OUTSIDE}:{site}/") == b"page"
    assert len(await read(f"http://{OUTSIDE}:{site}/endless", max_bytes=5000)) == 5000


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0:{port}/",
        "http://{outside}:{port}/to/http://127.0.0.1:{port}/",
        "http://{outside}:{port}/loop",
        "http://{outside}:{port}/zip",
        "file:///etc/passwd",
        "ftp://{outside}:{port}/",
        "http://93.184.216.34:22/",
        "http://nothing.invalid/",
        "http://",
    ],
)
async def test_what_is_not_public_is_not_read(url: str, site: str) -> None:
    with pytest.raises(OutsideError):
        await read(url.format(port=site, outside=OUTSIDE))


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.8", "224.0.0.1",
        "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::a00:1", "2001:0:4136:e378::1",
    ],
)  # fmt: skip
def test_private_addresses_in_every_disguise_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_public_addresses_are() -> None:
    assert is_public(ip_address("93.184.216.34"))
    assert is_public(ip_address("2606:2800:220:1:248:1893:25c8:1946"))
