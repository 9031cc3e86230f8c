"""The counter of the browser and the server count alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.normalise import grapheme_count, normalise_text

if TYPE_CHECKING:
    from tests.browser.visits import Visits

TEXTS = [
    "",
    "plain words",
    "line\r\nline\rline\n",
    "  \n\n  leading blank lines",
    "e\u0301 and \u00e9",
    "👨‍👩‍👧‍👦 🇫🇮🇸🇪 👍🏽",
    "नमस्ते",
    "각 한글",
    "ก็ไม่",
    "a\u200db",
    "\u00a0edge\u00a0",
]
COUNT = """async ([script, texts]) => {
  const { countGraphemes, normalised } = await import(script);
  return texts.map((text) => countGraphemes(normalised(text)));
}"""


async def test_browser_counts_as_the_server_does(visits: Visits) -> None:
    visit = await visits.of()
    page = await visit.open("/auth/sign-in")
    main = await page.locator("script[type=module]").get_attribute("src")
    assert main is not None

    counted = await page.evaluate(COUNT, [main.replace("main.js", "lib/text.js"), TEXTS])

    assert counted == [grapheme_count(normalise_text(text)) for text in TEXTS]
