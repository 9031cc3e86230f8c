"""A Skein with people and posts in it, and readers who are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from bench.server import Server

PASSWORD = "wool-and-rain-42"  # noqa: S105  of nobody
PEOPLE = 5_000
POSTS = 100_000
# Each may make 1,500 calls in five minutes; all together enough for every page.
READERS = 160
COOKIE = "skein_session"


@dataclass(frozen=True, slots=True)
class Network:
    """A seeded Skein."""

    server: Server
    # Cookie headers of readers who follow 200 each.
    cookies: list[str]
    author_token: str
    thread_path: str
    profile_path: str


def sign_up_author(server: Server) -> str:
    """Sign up `author`, whose password everybody gets who is seeded; gives the token."""
    return sign_up(server, "author")


def sign_up(server: Server, username: str) -> str:
    """Sign up somebody; gives the token."""
    answer = httpx.post(
        f"{server.base_url}/api/auth/sign-up",
        json={
            "username": username,
            "email": f"{username}@example.com",
            "password": PASSWORD,
            "display_name": username.title(),
        },
        timeout=30,
    )
    answer.raise_for_status()
    token: str = answer.json()["token"]
    return token


def seed(server: Server, *, people: int = PEOPLE, posts: int = POSTS, readers: int = READERS) -> Network:
    """Fill an empty Skein and sign the readers in."""
    token = sign_up_author(server)
    server.run_sql("seed", people=people, posts=posts, readers=readers)
    thread = server.psql(
        "-c",
        "SELECT u.username || '/post/' || p.id FROM posts AS p JOIN users AS u ON u.id = p.author_id "
        "ORDER BY p.comments_count DESC LIMIT 1",
    )
    cookies = [sign_in(server, f"reader_200_{number}") for number in range(1, readers + 1)]
    return Network(server, cookies, token, f"/@{thread}", "/@p00010")


def sign_in(server: Server, username: str) -> str:
    """Sign in as a browser does; gives the Cookie header."""
    answer = httpx.post(
        f"{server.base_url}/auth/sign-in",
        data={"login": username, "password": PASSWORD},
        headers={"Origin": server.base_url},
        timeout=30,
    )
    if answer.status_code != httpx.codes.SEE_OTHER or COOKIE not in answer.cookies:
        raise RuntimeError(f"signing in as {username} answers {answer.status_code}: {answer.text[:300]}")
    return f"{COOKIE}={answer.cookies[COOKIE]}"


def reader(network: Network, number: int = 0) -> httpx.Client:
    """A client of one reader."""
    cookie = {"Cookie": network.cookies[number]}
    return httpx.Client(base_url=network.server.base_url, headers=cookie, timeout=30)


def is_there(client: httpx.Client, path: str) -> bool:
    """Whether a page answers 200."""
    return client.get(path).status_code == httpx.codes.OK


def source_of_for_you(client: httpx.Client) -> str:
    """What For you is made from: `model`, `trending` or `newest`."""
    answer = client.get("/api/feeds")
    body: dict[str, Any] = answer.json() if answer.status_code == httpx.codes.OK else {}
    source: str = body.get("metadata", {}).get("source", "none")
    return source
