"""Who may moderate, and the context of a report: shared by the pages and the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.actions.moderation import ROLES
from app.actions.moderation_mails import AppealAddresses
from app.blueprints.current import database, mail_site, parts, require_viewer
from app.errors import Forbidden, NotFound
from app.store import moderation

if TYPE_CHECKING:
    from app.store.moderation import ActRow, ReportRow, ThreadRow
    from app.store.sessions import Viewer

HISTORY_SIZE = 20


@dataclass(frozen=True, slots=True)
class ReportContext:
    """A report, the conversation, what was done to the account before, and further reports about it."""

    report: ReportRow
    thread: list[ThreadRow]
    acts: list[ActRow]
    others: list[ReportRow]


def appeal_addresses() -> AppealAddresses:
    """Where mails send people who are concerned."""
    return AppealAddresses(mail_site(), parts().settings.secret_key)


def require_moderator() -> Viewer:
    """The signed-in moderator or operator.

    Raises:
        NotSignedIn: nobody is signed in.
        Forbidden: somebody else is.
    """
    person = require_viewer()
    if person.role not in ROLES:
        raise Forbidden("Only moderators see this.")
    return person


async def load_context(report_id: int) -> ReportContext:
    """What a moderator has to know to decide.

    Raises:
        NotFound: there is no such report.
    """
    pool = database().pool
    rows = await moderation.list_reports(pool, report_id=report_id)
    if not rows:
        raise NotFound
    report = rows[0]
    return ReportContext(
        report,
        [] if report.post_id is None else await moderation.list_thread(pool, post_id=report.post_id),
        await moderation.list_log(pool, user_id=report.user_id, page_size=HISTORY_SIZE),
        [
            row
            for row in await moderation.list_reports(pool, user_id=report.user_id, page_size=HISTORY_SIZE)
            if row.id != report.id
        ],
    )
