"""Bytes of the first page: HTML, CSS and JavaScript, compressed as a web server does."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser

from bench.network import sign_in, sign_up_author
from bench.report import AtMost
from bench.server import Server

if TYPE_CHECKING:
    import argparse

    from bench.report import Report

LEVEL = 6
_STYLE = re.compile(r"""<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"|<link[^>]*href="([^"]+)"[^>]*rel="stylesheet\"""")
_SCRIPT = re.compile(r"""<script[^>]*src="([^"]+)"|<link[^>]*rel="modulepreload"[^>]*href="([^"]+)\"""")
_STATIC_IMPORT = re.compile(r"""(?:^|\s)(?:import|export)\s(?:[^"'()]*?from\s*)?["'](\.[^"']+)["']""")
_CSS_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')]+)["']?\)?""")
# A line of the list of behaviours, whose modules load when the page has an element of that name.
_LAZY_IMPORT = re.compile(r"""["']?([\w-]+)["']?: \(\) => import\(["']([^"']+)["']\)""")


@dataclass(slots=True)
class Weight:
    """What a browser loads for one page; compressed bytes by address."""

    html: int = 0
    css: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All bytes."""
        return self.html + sum(self.css.values()) + sum(self.scripts.values())


def compressed(content: bytes) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(content, LEVEL, mtime=0))


def weigh(client: httpx.Client, path: str) -> Weight:
    """Follow a page's styles and scripts as a browser would, those of its behaviours too."""
    answer = client.get(path)
    answer.raise_for_status()
    weight = Weight(compressed(answer.content))
    for address in _found(_STYLE, answer.text):
        _follow(client, urljoin(path, address), weight.css, _CSS_IMPORT)
    for address in _found(_SCRIPT, answer.text):
        _follow(client, urljoin(path, address), weight.scripts, _STATIC_IMPORT)
    used = _behaviours(answer.text)
    for address in list(weight.scripts):
        for name, module in _LAZY_IMPORT.findall(client.get(address).text):
            if name in used:
                _follow(client, urljoin(address, module), weight.scripts, _STATIC_IMPORT)
    return weight


def _behaviours(text: str) -> set[str]:
    """Names of the behaviours that are connected at once: those in a menu wait until it opens."""
    tree = LexborHTMLParser(text)
    waiting = {node.mem_id for node in tree.css("details[data-behaviour~=menu] [data-behaviour]")}
    now = [node for node in tree.css("[data-behaviour]") if node.mem_id not in waiting]
    return {name for node in now for name in (node.attributes["data-behaviour"] or "").split()}


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [first or second for first, second in pattern.findall(text)]


def _follow(client: httpx.Client, address: str, sizes: dict[str, int], imports: re.Pattern[str]) -> None:
    if address in sizes:
        return
    answer = client.get(address)
    answer.raise_for_status()
    sizes[address] = compressed(answer.content)
    for other in imports.findall(answer.text):
        _follow(client, urljoin(address, other), sizes, imports)


def run(report: Report, _arguments: argparse.Namespace) -> None:
    """Weigh what a stranger and a signed-in person get first, with posts on the page."""
    with Server() as server:
        token = sign_up_author(server)
        with httpx.Client(base_url=server.base_url, headers={"Authorization": f"Bearer {token}"}) as author:
            for number in range(20):
                author.post("/api/posts", json={"body": f"Rain over the roofs, part {number}. {'la ' * 40}#weather"})
        pages = {
            "signed out, /": weigh_as(server, "", "/"),
            "signed in, /": weigh_as(server, sign_in(server, "author"), "/"),
            "signed in, /following": weigh_as(server, sign_in(server, "author"), "/following"),
        }
    report.table(
        f"First page, bytes after gzip -{LEVEL}",
        ("page", "HTML", "CSS", "JavaScript", "files", "total"),
        [
            (
                name,
                f"{weight.html:,}",
                f"{sum(weight.css.values()):,}",
                f"{sum(weight.scripts.values()):,}",
                str(1 + len(weight.css) + len(weight.scripts)),
                f"{weight.total:,}",
            )
            for name, weight in pages.items()
        ],
    )
    heaviest = max(pages.values(), key=lambda weight: weight.total)
    report.judge("HTML + CSS + JS of the first page", heaviest.total / 1000, AtMost(100, " KB"))
    report.judge("JavaScript alone", sum(heaviest.scripts.values()) / 1000, AtMost(45, " KB"))


def weigh_as(server: Server, cookie: str, path: str) -> Weight:
    """Weigh a page as somebody; an empty cookie is nobody."""
    with httpx.Client(base_url=server.base_url, headers={"Cookie": cookie} if cookie else {}) as client:
        return weigh(client, path)
