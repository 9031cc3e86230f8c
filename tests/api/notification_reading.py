"""What the tests of notifications read, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import Person


async def groups_of(person: Person, **query: Any) -> list[dict[str, Any]]:
    """The first page of somebody's notifications; the count always agrees with it."""
    items: list[dict[str, Any]] = checked(await person.api.get("/api/notifications", params=query))["items"]
    if not query:
        assert await unread_of(person) == sum(not item["read"] for item in items)
    return items


async def told(person: Person) -> list[tuple[str, str]]:
    """Kind and newest actor's name of each group, newest first."""
    return [(item["kind"], item["actors"][0]["username"]) for item in await groups_of(person)]


async def unread_of(person: Person) -> int:
    """The number at the bell."""
    count: int = checked(await person.api.get("/api/notifications/unread-count"))["unread_count"]
    return count


async def read(person: Person, notification_id: str) -> int:
    """Mark one read; gives the status."""
    return (await person.api.patch(f"/api/notifications/{notification_id}/read")).status_code
