"""The stranger walk: every address of the app, tried by people who may not see a private account.

The addresses come from the app's own URL map, so routes that are not written yet are walked too. A route with an
argument that the walk does not know fails here: tell the walk how to call it (`of_hers` or `NOT_HERS`).
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest_asyncio

from app import create_app
from app.settings import Settings
from tests.media.samples import picture, upload, video
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg
    import httpx
    from werkzeug.routing import Rule

    from tests.live.client import LiveClient
    from tests.people import People, Person

MARKER = "quokka"
# Signed-out people cannot be reached live; everybody else hears nothing either.
KINDS = ("stranger", "blocked", "former_follower", "muted", "signed_out")
# For these "not visible" is compared with "unknown", answer by answer; the others ask the same questions.
COMPARED = {"stranger", "blocked", "signed_out"}
# Arguments that never name anything of a private account, with something to put there.
NOT_HERS = {
    "act_id": "1",
    "device_id": "1",
    "draft_id": "1",
    "folder_id": "1",
    "key": "nothing.webp",
    "notification_id": "1",
    "passkey_id": "1",
    "path": "none/main.js",
    "provider": "google",
    "report_id": "1",
    "scheduled_id": "1",
    "suggestion_id": "1",
    "token": "nothing",
    "word_id": "1",
}
# Calls that show or use a person's card, which strangers see (SPEC, Decided 2): unlike those of an unknown person.
# Whoever is blocked is refused here too.
CARD = re.compile(
    r"^(GET /@<name>|GET /api/users/<user_id>|GET /api/users/by-name/<name>|GET /users/<user_id>/mute"
    r"|GET /api/recommendations/<user_id>"
    r"|(POST|DELETE) (/api)?/users/(suggestions/)?<user_id>(/\w+|/remove-follower)?"
    r"|(POST|DELETE) (/api)?/follow-requests/<user_id>(/\w+)?|GET /report\?user=<user_id>|POST /api/reports)$"
)
# Large, and nobody in particular is asked: once is enough.
# /dev/mail is there only on a developer's own machine without a mail server, and shows every mail by design.
SAME_FOR_ALL = {"/dev/mail", "/api/docs", "/api/openapi.json", "/healthz", "/readyz", "/metrics", "/help", "/about"}
# What an address without arguments can be asked for.
QUERIES = {
    "/compose": ("quote=<post_id>", "reply=<post_id>"),
    "/report": ("post=<post_id>", "user=<user_id>"),
    "/following/new": ("since=1",),
    "/live/poll": ("since=1",),
    "/search": (f"q={MARKER}", f"q={MARKER}&type=posts", f"q={MARKER}&type=topics"),
    "/api/search": (f"q={MARKER}&type=posts", f"q={MARKER}&type=topics", f"q={MARKER}&type=posts&sort=recent"),
    "/api/users/search": (f"q={MARKER}",),
    "/api/feeds": ("limit=100",),
    "/api/timeline": ("limit=100",),
    "/api/notifications": ("limit=100",),
}
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/posts/<post_id>/comments": {"body": "hi"},
    "PATCH /api/posts/<post_id>": {"body": "hi"},
    "POST /api/posts/<post_id>/votes": {"choices": [0]},
}
# Writes whose target stands in the body.
BODY_CALLS = (
    ("POST", "/api/posts", {"body": "hi", "reply_to_id": "<post_id>"}),
    ("POST", "/api/posts", {"body": "hi", "quote_of_id": "<post_id>"}),
    ("POST", "/api/reports", {"reason": "spam", "post_id": "<post_id>"}),
)


@dataclass(frozen=True)
class Call:
    """A request with `<post_id>` and the like still in it."""

    method: str
    path: str
    body: dict[str, Any] | None = None

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def names_her(self) -> bool:
        return "<" in self.path or (self.body is not None and "<" in json.dumps(self.body))


@dataclass
class Scene:
    """A private account, what is hers, and those who may not see it."""

    ana: Person
    viewers: dict[str, httpx.AsyncClient]
    people: dict[str, Person]
    of_hers: dict[str, str]
    unknown: dict[str, str]


def placeholders(rule: Rule) -> set[str]:
    return set(rule.arguments)


def calls_of(rules: list[Rule]) -> list[Call]:
    """Every address that can be read, and every write that names a person or a post."""
    calls = [Call(method, path, body) for method, path, body in BODY_CALLS]
    for rule in rules:
        if rule.websocket or rule.endpoint == "static":
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: NOT_HERS.get(match[1], f"<{match[1]}>"), rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if method == "GET":
                calls.append(Call(method, path))
                calls += [Call(method, f"{path}?{query}") for query in QUERIES.get(rule.rule, ())]
            elif placeholders(rule) - set(NOT_HERS):
                body = BODIES.get(f"{method} {rule.rule}", {}) if rule.rule.startswith("/api/") else None
                calls.append(Call(method, path, body))
    return calls


def test_the_walk_knows_every_argument() -> None:
    app = create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))
    known = {"name", "user_id", "post_id", "media_id", *NOT_HERS}

    unknown = {rule.rule for rule in app.url_map.iter_rules() if placeholders(rule) - known}

    assert not unknown, f"tell the walk how to call it: {sorted(unknown)}"


@pytest_asyncio.fixture
async def scene(people: People) -> AsyncIterator[Scene]:
    """ana was public and is private now; the others knew her, save the stranger."""
    ana, ben, cleo, dan, eve = [await people.new(name) for name in ("ana", "ben", "cleo", "dan", "eve")]
    theirs = await cleo.post("an open question")
    await ben.follow(ana)
    everybody = " ".join(f"@{person.username}" for person in (ben, cleo, dan, eve))
    post = await ana.post(f"{MARKER} #{MARKER} {everybody}")
    checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": f"{MARKER} again #{MARKER} {everybody}"}))
    await ana.reply(theirs, f"{MARKER} answers")
    await ana.post(f"{MARKER} quotes", quote_of_id=theirs["id"])
    await ana.repost(theirs)
    for person in (ben, dan, eve):
        await person.like(post)
        checked(await person.api.post(f"/api/posts/{post['id']}/save"))
        await person.repost(post)
        await person.post("look", quote_of_id=post["id"])
        await person.reply(post, "indeed")
    await ana.go_private()
    assert (await ana.api.delete(f"/api/users/{ben.id}/follower")).status_code == 204
    assert (await ana.api.post(f"/api/users/{dan.id}/block")).status_code == 204
    assert (await ana.api.post(f"/api/users/{eve.id}/mute")).status_code == 204
    persons = {"stranger": cleo, "blocked": dan, "former_follower": ben, "muted": eve}
    of_hers = {"name": ana.username, "user_id": ana.id, "post_id": post["id"], "media_id": post["id"]}
    yield Scene(
        ana,
        {**{kind: person.api for kind, person in persons.items()}, "signed_out": people.signed_out()},
        persons,
        of_hers,
        {name: value[:-1] + ("0" if value[-1] != "0" else "1") for name, value in of_hers.items()},
    )


def filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


async def ask(client: httpx.AsyncClient, call: Call, values: dict[str, str]) -> httpx.Response:
    path = filled(call.path, values)
    body = None if call.body is None else json.loads(filled(json.dumps(call.body), values))
    return await client.request(call.method, path, json=body, follow_redirects=False)


def shape(response: httpx.Response, values: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """An answer without what differs from call to call, and without what was asked for."""
    trace = response.headers["X-Trace-Id"]

    def plain(text: str) -> str:
        for value in values.values():
            text = text.replace(value, "*")
        return text.replace(trace, "TRACE") if trace else text

    headers = {
        name: plain(value)
        for name, value in response.headers.items()
        if name not in {"date", "x-trace-id", "set-cookie"} and not name.startswith("x-ratelimit")
    }
    return response.status_code, headers, plain(response.text)


async def problems_of(scene: Scene, kind: str, call: Call) -> list[str]:
    client = scene.viewers[kind]
    answer = await ask(client, call, scene.of_hers)
    said = answer.text + str(answer.headers)
    found = []
    if answer.status_code >= 500:
        found.append(f"{answer.status_code}")
    if MARKER in said.replace(call.path, "").replace(f'value="{MARKER}"', "") and MARKER not in call.path:
        found.append("her words come through")
    if MARKER in call.path and re.search(rf"{MARKER} (again|answers|quotes)|{MARKER} #|#{MARKER}", said):
        found.append("her words are found")
    if kind == "blocked" and "<name>" not in call.path and scene.ana.username in said:
        found.append("her name comes through")
    if call.names_her and kind in COMPARED and (kind == "blocked" or not CARD.match(call.label)):
        unknown = await ask(client, call, scene.unknown)
        if shape(answer, scene.of_hers) != shape(unknown, scene.unknown):
            found.append(f"differs from unknown: {answer.status_code}, {unknown.status_code}")
        if kind != "signed_out" and answer.status_code < 400 and "<post_id>" in call.label:
            found.append(f"is answered with {answer.status_code}")
    return [f"{kind}: {call.label}: {problem}" for problem in found]


def is_walked(call: Call, kind: str) -> bool:
    """Acts on a card work for strangers (follow, mute, block): they would change who may see what."""
    if call.path in SAME_FOR_ALL:
        return kind == "signed_out"
    return call.method == "GET" or kind == "blocked" or not CARD.match(call.label)


async def test_nothing_of_a_private_account_comes_through(scene: Scene) -> None:
    app = create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))
    calls = calls_of(list(app.url_map.iter_rules()))
    gate = asyncio.Semaphore(8)

    async def walk(kind: str, call: Call) -> list[str]:
        async with gate:
            return await problems_of(scene, kind, call)

    async def problems_in(steps: list[tuple[str, Call]]) -> list[str]:
        return [problem for found in await asyncio.gather(*(walk(*step) for step in steps)) for problem in found]

    steps = [(kind, call) for kind in KINDS for call in calls if is_walked(call, kind)]
    assert len(steps) > 300
    problems = await problems_in(steps)
    assert not problems, "\n".join(problems)

    # The walk does see: the same addresses, once the account is open again.
    await scene.ana.api.patch("/api/me", json={"is_private": False})
    seen = await problems_in([("stranger", call) for call in calls if call.method == "GET" and call.names_her])
    assert len(seen) > 15
    # Whoever searches this database after us must not find her.
    await scene.ana.go_private()


async def stored_names(db: asyncpg.Connection[asyncpg.Record], owner: Person) -> set[str]:
    """Every file that the database knows of somebody's uploads: pictures in each width, posters, videos."""
    rows = await db.fetch("SELECT key, kind, widths FROM media WHERE owner_id = $1", int(owner.id))
    assert {row["kind"] for row in rows} == {"image", "video"}
    # The widths of a video are those of its poster.
    part = {"image": "", "video": "p"}
    names = {f"{row['key']}-{part[row['kind']]}{width}.webp" for row in rows for width in row["widths"]}
    return names | {f"{row['key']}-video.mp4" for row in rows if row["kind"] == "video"}


async def test_no_file_of_a_private_account_is_given(scene: Scene, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = scene.ana
    made = [await upload(ana, picture(size=(1200, 800))), await upload(ana, video())]
    for one in made:
        await ana.post(MARKER, media_ids=[one["id"]])
    waiting = await upload(ana, alt=MARKER)
    assert made[1]["state"] == "ready"
    names = await stored_names(db, ana)
    assert len(names) >= 6
    for name in names:
        assert (await ana.api.get(f"/media/{name}")).status_code == 200

    problems = []
    for kind, client in scene.viewers.items():
        for name in names:
            unknown = name.replace(name[:32], "0" * 32)
            given, refused = await client.get(f"/media/{name}"), await client.get(f"/media/{unknown}")
            if shape(given, {"name": name}) != shape(refused, {"name": unknown}) or given.status_code != 404:
                problems.append(f"{kind}: {name}: {given.status_code}")
        for one in (*made, waiting):
            path, unknown_id = f"/api/media/{one['id']}", str(int(one["id"]) + 1)
            given, refused = await client.get(path), await client.get(f"/api/media/{unknown_id}")
            if shape(given, {"id": one["id"]}) != shape(refused, {"id": unknown_id}):
                problems.append(f"{kind}: {path}: {given.status_code}")

    assert not problems, "\n".join(problems)


async def test_the_picture_on_a_private_card_is_everybodys_and_goes_with_it(
    scene: Scene, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    address = checked(await scene.ana.api.post("/api/me/avatar", files={"file": ("me.jpg", picture())}))["avatar_url"]
    for kind, client in scene.viewers.items():
        card = await client.get(f"/api/users/{scene.ana.id}")
        assert (await client.get(address)).status_code == 200
        assert (card.status_code, address in card.text) == ((404, False) if kind == "blocked" else (200, True))

    key = await db.fetchval("SELECT avatar_key FROM users WHERE id = $1", int(scene.ana.id))
    assert address == f"/media/{key}"
    assert (await scene.ana.api.delete("/api/me/avatar")).is_success

    for client in scene.viewers.values():
        assert (await client.get(address)).status_code == 404


async def test_nothing_of_a_private_account_arrives_live(scene: Scene, people: People) -> None:
    from tests.live.client import Live

    async with Live(people) as live:
        sockets: list[tuple[Person, LiveClient]] = []
        for person in scene.people.values():
            sockets += [(person, await live.program(person)), (person, await live.page(person))]
        for _, socket in sockets:
            topics = [f"post:{scene.of_hers['post_id']}", "post:1", f"user:{scene.ana.id}", "user:1"]
            await socket.say(subscribe=topics)
            answers = [await socket.next("error") for _ in topics]
            assert [{**answer, "topic": ""} for answer in answers] == [{**answers[1], "topic": ""}] * len(topics)
        everybody = " ".join(f"@{person.username}" for person in scene.people.values())
        post = await scene.ana.post(f"{MARKER} live {everybody}")
        await scene.ana.reply(post, f"{MARKER} live too")
        for person, socket in sockets:
            # What comes after hers on the same way has to arrive; hers must not.
            own = await person.post("mine")
            await socket.subscribe(own)
            await person.like(own)
            await socket.next("post.counts")
            assert MARKER not in json.dumps(socket.messages)
            assert scene.ana.id not in [message.get("author_id") for message in socket.messages]
