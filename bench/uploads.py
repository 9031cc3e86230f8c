"""Many pictures uploaded at once: how much memory the web processes take for it, and how long it takes."""

from __future__ import annotations

import asyncio
import secrets
import time
from io import BytesIO
from typing import TYPE_CHECKING

import httpx
import numpy as np
from PIL import Image

from bench.report import AtMost
from bench.server import Server, resident_bytes

if TYPE_CHECKING:
    import argparse

    from bench.report import Report

UPLOADS = 200
PER_PERSON = 100
SAMPLE_SECONDS = 0.05
TIMEOUT = 1_800
MEGABYTE = 1024 * 1024
MOST = AtMost(150, " MB")


def run(report: Report, _arguments: argparse.Namespace) -> None:
    """Measure."""
    photo = a_photo()
    with Server() as server:
        asyncio.run(measure(report, server, photo))


def a_photo() -> bytes:
    """A JPEG of a few megabytes, as a phone takes it."""
    noise = np.random.default_rng(1).integers(0, 255, (1_500, 2_000, 3), dtype=np.uint8)
    target = BytesIO()
    Image.fromarray(noise).save(target, "JPEG", quality=92)
    return target.getvalue()


async def measure(report: Report, server: Server, photo: bytes) -> None:
    """Upload everything at once and watch."""
    limits = httpx.Limits(max_connections=UPLOADS)
    async with httpx.AsyncClient(base_url=server.base_url, timeout=TIMEOUT, limits=limits) as client:
        tokens = [await sign_up(client) for _ in range(UPLOADS // PER_PERSON)]
        await upload(client, tokens[0], photo)
        pids = server.web_pids()
        idle = {pid: resident_bytes(pid) for pid in pids}
        peak = dict(idle)
        started = time.monotonic()
        work = asyncio.gather(*(upload(client, tokens[number % len(tokens)], photo) for number in range(UPLOADS - 1)))
        while not work.done():
            for pid in pids:
                peak[pid] = max(peak[pid], resident_bytes(pid))
            await asyncio.sleep(SAMPLE_SECONDS)
        statuses = await work
        seconds = time.monotonic() - started
    taken = max(peak[pid] - idle[pid] for pid in pids) / MEGABYTE
    rows = [
        (f"web process {number}", f"{idle[pid] / MEGABYTE:.0f} MB", f"{peak[pid] / MEGABYTE:.0f} MB")
        for number, pid in enumerate(pids, 1)
    ]
    title = (
        f"{UPLOADS - 1} uploads of {len(photo) / MEGABYTE:.1f} MB at once, {statuses.count(201)} taken, {seconds:.0f} s"
    )
    report.table(title, ("", "idle", "peak"), rows)
    report.judge("memory of a web process over idle, 200 uploads at once", taken, MOST)


async def sign_up(client: httpx.AsyncClient) -> str:
    """The token of somebody new."""
    name = f"u{secrets.token_hex(6)}"
    person = {"username": name, "email": f"{name}@example.com", "password": secrets.token_urlsafe(12)}
    response = await client.post("/api/auth/sign-up", json=person)
    response.raise_for_status()
    token: str = response.json()["token"]
    return token


async def upload(client: httpx.AsyncClient, token: str, photo: bytes) -> int:
    """Upload the photo; gives the status."""
    headers = {"Authorization": f"Bearer {token}"}
    response = await client.post("/api/media", files={"file": ("photo.jpg", photo)}, headers=headers)
    return response.status_code
