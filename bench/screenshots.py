"""Pictures of the main pages for the README: starts Skein with demo data and looks at it in Chromium.

`make screenshots` writes them to docs/screenshots.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from playwright.async_api import Browser

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Name, path, width, height, colour scheme.
PICTURES = (
    ("feed-1280-light", "/", 1280, 900, "light"),
    ("feed-390-dark", "/", 390, 844, "dark"),
    ("post-390-light", "/@jun_t", 390, 844, "light"),
    ("notifications-1280-dark", "/notifications", 1280, 900, "dark"),
)


def main() -> None:
    """Start, look, stop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "SKEIN_DATA": data, "PORT": "0", "LOG_LEVEL": "ERROR"}
        skein = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "run"], env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            address, username, password = wait_for_sign_in(skein)
            asyncio.run(take(address, username, password))
        finally:
            skein.terminate()
            skein.wait()


def wait_for_sign_in(skein: subprocess.Popen[str]) -> tuple[str, str, str]:
    """The address and the demo sign-in, as `skein run` prints them."""
    assert skein.stdout is not None
    printed = ""
    for line in skein.stdout:
        printed += line
        address = re.search(r"ready: (http://\S+)", printed)
        sign_in = re.search(r"Sign in as (\S+) with the password (\S+)", printed)
        if address and sign_in:
            return address[1], sign_in[1], sign_in[2]
    raise RuntimeError(f"skein run ended:\n{printed}")


async def take(address: str, username: str, password: str) -> None:
    """All pictures."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for picture in PICTURES:
            await take_one(browser, address, username, password, picture)
        await browser.close()


async def take_one(
    browser: Browser, address: str, username: str, password: str, picture: tuple[str, str, int, int, str]
) -> None:
    """One picture, signed in."""
    name, path, width, height, scheme = picture
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = await context.new_page()
    await page.goto(f"{address}/auth/sign-in?next={path}")
    await page.get_by_label("Username or e-mail").fill(username)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url(f"{address}{path}")
    await page.locator("html[data-ready]").wait_for(state="attached")
    await page.screenshot(path=FOLDER / f"{name}.png")
    print(FOLDER / f"{name}.png")
    await context.close()


if __name__ == "__main__":
    main()
