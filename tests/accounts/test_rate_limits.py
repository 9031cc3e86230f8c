"""Rate limits (SPEC, Decided 16), in processes that share one Redis."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app import create_app
from app.security.leases import Leases
from app.security.limit_storage import LimitStorage
from app.security.rate_limits import CALLS_PER_ADDRESS, CALLS_PER_PERSON, POSTS_PER_PERSON, RateLimiter, limit_posting
from tests.api.test_second_factor import WRONG, challenge_of, code_of, with_second_factor
from tests.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from quart.typing import TestClientProtocol

    from app.settings import Settings
    from tests.people import People


def an_address() -> str:
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


def a_storage(settings: Settings) -> LimitStorage:
    return LimitStorage(settings.redis_url, settings.redis_timeout_seconds)


@asynccontextmanager
async def a_client(settings: Settings, **changes: Any) -> AsyncIterator[TestClientProtocol]:
    """A client of an app in this process, with the real factor for addresses."""
    app = create_app(replace(settings, address_rate_factor=1, **changes))
    async with app.test_app():
        yield app.test_client()


async def call(client: TestClientProtocol, address: str, method: str, path: str, **arguments: Any) -> Any:
    headers = {"Origin": "http://localhost"}
    return await client.open(path, method=method, headers=headers, scope_base={"client": (address, 1)}, **arguments)


async def test_signed_out_300_calls_and_no_more(settings: Settings) -> None:
    address = an_address()
    async with a_client(settings) as client:
        answers = [await call(client, address, "GET", "/api/me") for _ in range(302)]
        other = await call(client, an_address(), "GET", "/api/me")

    assert [answer.status_code for answer in answers] == [401] * 300 + [429] * 2
    assert answers[0].headers["X-RateLimit-Limit"] == "300"
    assert answers[0].headers["X-RateLimit-Remaining"] == "299"
    assert answers[299].headers["X-RateLimit-Remaining"] == "0"
    assert 1 <= int(answers[300].headers["Retry-After"]) <= 300
    assert int(answers[300].headers["X-RateLimit-Reset"]) > 1_700_000_000
    assert (await answers[300].get_json())["error"] == "too_many_requests"
    assert other.status_code == 401


async def test_two_processes_share_one_count(settings: Settings) -> None:
    key = secrets.token_hex(8)
    one, two = (
        LimitStorage(settings.redis_url, settings.redis_timeout_seconds),
        LimitStorage(settings.redis_url, settings.redis_timeout_seconds),
    )
    leases = [Leases(one), Leases(two)]
    try:
        granted = 0
        for number in range(1600):
            granted += (await leases[number % 2].take(CALLS_PER_PERSON, key)).is_granted
        assert granted == 1500
    finally:
        await one.close()
        await two.close()


async def test_calls_at_the_same_time_are_not_counted_too_low(settings: Settings) -> None:
    storage = a_storage(settings)
    leases, key = Leases(storage), secrets.token_hex(8)
    try:
        taken = await asyncio.gather(*(leases.take(CALLS_PER_ADDRESS, key) for _ in range(400)))
        assert sum(one.is_granted for one in taken) == 300
    finally:
        await storage.close()


async def test_a_call_seldom_asks_redis(settings: Settings) -> None:
    class Counting(LimitStorage):
        calls = 0

        async def take(self, *arguments: Any) -> tuple[int, int, float]:
            self.calls += 1
            return await super().take(*arguments)

    storage = Counting(settings.redis_url, settings.redis_timeout_seconds)
    leases, key = Leases(storage), secrets.token_hex(8)
    try:
        for _ in range(1000):
            await leases.take(CALLS_PER_PERSON, key)
        assert storage.calls <= 50
    finally:
        await storage.close()


async def test_25_sign_ins_of_an_address(settings: Settings) -> None:
    address = an_address()
    async with a_client(settings) as client:
        statuses = []
        for number in range(27):
            body = {"login": f"nobody_{number}", "password": "x"}
            answer = await call(client, address, "POST", "/api/auth/sign-in", json=body)
            statuses.append(answer.status_code)
        page = await call(client, address, "POST", "/auth/sign-in", form={"login": "ana", "password": "x"})

    assert statuses == [401] * 25 + [429] * 2
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) >= 1


async def test_10_sign_ups_of_an_address(settings: Settings) -> None:
    address = an_address()
    async with a_client(settings) as client:
        statuses = []
        for _ in range(11):
            answer = await call(
                client, address, "POST", "/api/auth/sign-up", json={"username": "", "email": "", "password": ""}
            )
            statuses.append(answer.status_code)
        page = await call(client, address, "POST", "/auth/sign-up", form={"username": "ana"})

    assert statuses == [400] * 10 + [429]
    assert page.status_code == 429


async def test_5_resets_of_an_address_whether_it_is_known_or_not(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    async with a_client(settings) as client:
        for email in (ana.email, f"no-{ana.email}"):
            answers = [
                await call(client, an_address(), "POST", "/api/auth/forgot-password", json={"email": email})
                for _ in range(6)
            ]
            assert [answer.status_code for answer in answers] == [202] * 5 + [429]


async def test_20_guesses_at_the_second_factor_and_no_more(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    secret, _ = await with_second_factor(ana)
    path = "/api/auth/second-factor"
    async with a_client(settings) as client:
        for _ in range(4):
            challenge = await challenge_of(people, ana)
            for _ in range(5):
                wrong = await call(client, an_address(), "POST", path, json={"challenge": challenge, "code": WRONG})
                assert wrong.status_code == 401
        right = {"challenge": await challenge_of(people, ana), "code": code_of(secret, 1)}
        limited = await call(client, an_address(), "POST", path, json=right)

    assert (limited.status_code, "Retry-After" in limited.headers) == (429, True)


async def test_25_failures_for_an_account_close_it_for_that_address_only(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    wrong = {"login": ana.username, "password": "not-this-one-1"}
    async with a_client(settings) as client:
        client.app.extensions["skein"].limiter.settings = replace(settings, address_rate_factor=100)
        address = an_address()
        known = await call(client, address, "POST", "/auth/sign-in", form={"login": ana.email, "password": PASSWORD})
        stranger = client.app.test_client()

        statuses = [
            (await call(stranger, address, "POST", "/api/auth/sign-in", json=wrong)).status_code for _ in range(26)
        ]
        right = {"login": f" {ana.email.upper()}", "password": PASSWORD}
        refused = await call(stranger, address, "POST", "/api/auth/sign-in", json=right)
        elsewhere = await call(stranger, an_address(), "POST", "/api/auth/sign-in", json=right)
        # The browser that was signed in before still can, with its own counter.
        exempt = await call(
            client, address, "POST", "/auth/sign-in", form={"login": ana.username, "password": PASSWORD}
        )

    assert known.status_code == 303
    assert statuses == [401] * 25 + [429]
    assert refused.status_code == 429
    assert elsewhere.status_code == 200
    assert exempt.status_code == 303


async def test_the_right_password_forgets_earlier_failures(settings: Settings, people: People) -> None:
    ana = await people.new("ana")
    address = an_address()
    async with a_client(settings) as client:
        client.app.extensions["skein"].limiter.settings = replace(settings, address_rate_factor=100)
        for _ in range(2):
            for password, status in [("not-this-one-1", 401)] * 20 + [(PASSWORD, 200)]:
                body = {"login": ana.username, "password": password}
                answer = await call(client, address, "POST", "/api/auth/sign-in", json=body)
                assert answer.status_code == status


async def test_300_posts_are_counted_exactly_across_processes(settings: Settings) -> None:
    one, two = RateLimiter(settings), RateLimiter(settings)
    user_id = secrets.randbits(40)
    try:
        for _ in range(30):
            await asyncio.gather(*(limit_posting((one, two)[number % 2], user_id) for number in range(10)))

        assert not await one.storage.hit_exactly(POSTS_PER_PERSON, str(user_id))
        assert not await two.storage.hit_exactly(POSTS_PER_PERSON, str(user_id))
    finally:
        await one.close()
        await two.close()
