"""What moderators do about reports. Each act is written into a log that nobody can change, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.moderation_mails import Concerned, mail_act, mail_decision
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.store import follows, moderation
from app.text.normalise import clean_bio

if TYPE_CHECKING:
    from app.actions.moderation_mails import AppealAddresses
    from app.db import Connection, Database
    from app.store.moderation import LockedAppealRow, LockedReportRow

ROLES = frozenset({"moderator", "operator"})
ACTS = ("dismiss", "warn", "hide_post", "limit", "suspend")
DECISIONS = {"uphold": "upheld", "overturn": "overturned"}


async def act_on_report(
    database: Database,
    *,
    moderator_id: int,
    moderator_role: str,
    report_id: int,
    act: str,
    reason: str,
    addresses: AppealAddresses,
) -> int:
    """Act on a report and close it, and the others about the same thing; gives the id of the act in the log.

    The person concerned gets a mail with the reason and the address to appeal at.

    Raises:
        Invalid: no such act, no reason, or nothing to hide.
        NotFound: there is no such report.
        Conflict: it is closed already.
        Forbidden: one's own account, or that of somebody who stands above.
    """
    if act not in ACTS:
        raise Invalid(action=f"Choose one of {', '.join(ACTS)}.")
    words = clean_bio(reason, "reason")
    if not words and act != "dismiss":
        raise Invalid(reason="Say why. The person reads this.")
    async with database.transaction() as db:
        found = await moderation.lock_report(db, report_id=report_id)
        if found is None:
            raise NotFound
        if not found.is_open:
            raise Conflict("This report is closed already.")
        if act != "dismiss":
            _check_standing(found, moderator_id, moderator_role)
        if act == "hide_post" and found.post_id is None:
            raise Invalid(action="This report is about a person. There is no post to hide.")
        act_id = await _act(db, found, moderator_id=moderator_id, report_id=report_id, act=act, reason=words)
        if act != "dismiss":
            await mail_act(db, _concerned(found), act=act, act_id=act_id, reason=words, addresses=addresses)
        return act_id


def _check_standing(found: LockedReportRow, moderator_id: int, moderator_role: str) -> None:
    if found.user_id == moderator_id:
        raise Forbidden("Somebody else has to decide about your own account.")
    if found.role in ROLES and moderator_role != "operator":
        raise Forbidden("An operator has to decide about a moderator.")


async def _act(
    db: Connection, found: LockedReportRow, *, moderator_id: int, report_id: int, act: str, reason: str
) -> int:
    act_id = await moderation.insert_act(
        db,
        moderator_id=moderator_id,
        act=act,
        user_id=found.user_id,
        post_id=found.post_id,
        report_id=report_id,
        reason=reason,
    )
    if act != "dismiss":
        await moderation.insert_notice(db, act_id=act_id, user_id=found.user_id)
    if act == "hide_post" and found.post_id is not None:
        await moderation.update_hidden(db, post_id=found.post_id, is_hidden=True)
    elif act == "limit":
        await moderation.insert_limit(db, user_id=found.user_id)
    elif act == "suspend":
        await moderation.update_state(db, user_id=found.user_id, state="suspended")
    await moderation.close_reports(
        db,
        moderator_id=moderator_id,
        user_id=found.user_id,
        post_id=found.post_id,
        is_about_all=act == "suspend",
    )
    return act_id


async def decide_appeal(
    database: Database, *, moderator_id: int, act_id: int, decision: str, reason: str, addresses: AppealAddresses
) -> int:
    """Answer an appeal: `uphold` the act, or `overturn` it, which takes it back; gives the id of the log's new line.

    The person concerned gets the answer by mail.

    Raises:
        Invalid: no such decision, or no reason.
        NotFound: there is no such appeal.
        Conflict: it is answered already.
        Forbidden: one's own account, or one's own act while there is another moderator.
    """
    if decision not in DECISIONS:
        raise Invalid(decision="Choose uphold or overturn.")
    words = clean_bio(reason, "reason")
    if not words:
        raise Invalid(reason="Say why. The person reads this.")
    async with database.transaction() as db:
        found = await moderation.lock_appeal(db, act_id=act_id)
        if found is None or not found.is_appealed:
            raise NotFound
        if found.is_decided:
            raise Conflict("This appeal is answered already.")
        if found.user_id == moderator_id or (found.moderator_id == moderator_id and found.has_other_moderator):
            raise Forbidden("Another moderator has to answer this appeal.")
        if decision == "overturn":
            # Before its post: every writer takes its locks in this order.
            await follows.lock_pair(db, one_id=found.user_id, other_id=found.user_id)
            await _take_back(db, act=found.act, user_id=found.user_id, post_id=found.post_id)
        await moderation.update_decision(db, act_id=act_id, decision=DECISIONS[decision], answer=words)
        await mail_decision(
            db,
            _concerned(found),
            act=found.act,
            act_id=act_id,
            is_overturned=decision == "overturn",
            answer=words,
            addresses=addresses,
        )
        return await moderation.insert_act(
            db,
            moderator_id=moderator_id,
            act=decision,
            user_id=found.user_id,
            post_id=found.post_id,
            report_id=found.report_id,
            about_id=act_id,
            reason=words,
        )


def _concerned(found: LockedReportRow | LockedAppealRow) -> Concerned:
    return Concerned(found.user_id, found.username, found.email_canonical)


async def _take_back(db: Connection, *, act: str, user_id: int, post_id: int | None) -> None:
    if act == "hide_post" and post_id is not None:
        await moderation.update_hidden(db, post_id=post_id, is_hidden=False)
    elif act == "limit":
        await moderation.delete_limit(db, user_id=user_id)
    elif act == "suspend":
        await moderation.update_state(db, user_id=user_id, state="active")
