"""The mail that gathers what somebody missed: made by one worker, a person at a time, and put into the mail queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.present.notifications import notification_lines
from app.security.signed_links import STOP_DIGEST, sign_link
from app.store import digests, notifications

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Schedule

    from app.db import Connection, Database
    from app.mail.bodies import Body
    from app.settings import Settings
    from app.store.digests import DueRow
    from app.store.notifications import Group

log = structlog.get_logger()

# Groups in one mail; it says when there are more.
MOST_LINES = 20


def register_digests(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Put the schedule into the queue."""

    @queue.schedule("make_digests", "*/15 * * * *", clean_old=True)
    async def make(_schedule: Schedule) -> None:
        await make_digests(settings, database)


async def make_digests(settings: Settings, database: Database) -> int:
    """Make every digest that is due; gives the number of mails."""
    made = 0
    while True:
        async with database.transaction() as db:
            person = await digests.lock_due(db)
            if person is None:
                break
            made += await _make(settings, db, person)
    log.info("digests made", mails=made)
    return made


async def _make(settings: Settings, db: Connection, person: DueRow) -> bool:
    """One mail, or none where there is nothing new that is unread."""
    page = await notifications.load_page(
        db, viewer_id=person.user_id, kinds=tuple(person.kinds), page_size=MOST_LINES + 1
    )
    missed = [group for group in page.items if not group.is_read and group.id > person.told_until_id]
    if missed and person.can_be_mailed:
        link = stop_link(settings, person.user_id)
        await enqueue_body(
            db,
            to=person.email,
            body=digest_body(settings, person, missed),
            # RFC 8058: mail programs end it with one POST, without a page.
            headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
    await digests.update_told(db, user_id=person.user_id, told_until_id=max((group.id for group in missed), default=0))
    return bool(missed) and person.can_be_mailed


def digest_body(settings: Settings, person: DueRow, missed: list[Group]) -> Body:
    """The mail about these groups, newest first."""
    return render_mail(
        "digest",
        username=person.username,
        lines=notification_lines(missed[:MOST_LINES]),
        has_more=len(missed) > MOST_LINES,
        is_weekly=person.frequency == "weekly",
        site=site_of(settings),
        stop_link=stop_link(settings, person.user_id),
    )


def stop_link(settings: Settings, user_id: int) -> str:
    """The address that ends the digest of a person."""
    token = sign_link(settings.secret_key, purpose=STOP_DIGEST, user_id=user_id)
    return f"{site_of(settings)}/unsubscribe/{token}"


def site_of(settings: Settings) -> str:
    """The address of Skein for mail that no request caused."""
    return settings.base_url.rstrip("/") or f"http://localhost:{settings.port}"
