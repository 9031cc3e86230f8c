"""Telling people by mail what moderators did about them, whatever they chose for notifications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.security.appeal_keys import MAX_DAYS, appeal_key

if TYPE_CHECKING:
    from app.db import Connection


@dataclass(frozen=True, slots=True)
class Concerned:
    """The person whom an act of a moderator is about."""

    id: int
    username: str
    email: str


@dataclass(frozen=True, slots=True)
class AppealAddresses:
    """Where a person reads of an act and appeals against it."""

    site: str
    secret_key: str

    def of(self, act: str, *, user_id: int, act_id: int) -> str:
        """Who is suspended cannot sign in, and gets a key."""
        if act == "suspend":
            return f"{self.site}/appeals/{appeal_key(self.secret_key, user_id=user_id, act_id=act_id)}"
        return f"{self.site}/account/notices"


async def mail_act(
    db: Connection, person: Concerned, *, act: str, act_id: int, reason: str, addresses: AppealAddresses
) -> None:
    """Queue the mail about an act, with its reason and how to appeal."""
    body = render_mail(
        "moderation_act",
        username=person.username,
        act=act,
        reason=reason,
        link=addresses.of(act, user_id=person.id, act_id=act_id),
        days=MAX_DAYS,
    )
    await enqueue_body(db, to=person.email, body=body)


async def mail_decision(
    db: Connection,
    person: Concerned,
    *,
    act: str,
    act_id: int,
    is_overturned: bool,
    answer: str,
    addresses: AppealAddresses,
) -> None:
    """Queue the mail with the answer to an appeal."""
    link = addresses.of("" if is_overturned else act, user_id=person.id, act_id=act_id)
    body = render_mail(
        "appeal_decided", username=person.username, act=act, is_overturned=is_overturned, answer=answer, link=link
    )
    await enqueue_body(db, to=person.email, body=body)
