"""Where mail is looked at as long as there is no mail server: on the machine that Skein runs on, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quart import Blueprint, Response

from app.blueprints.current import LOCAL_HOSTS, database, is_asked_here, parts
from app.blueprints.render import page
from app.errors import NotFound
from app.present.account_pages import DevMailPage, ShownMail
from app.present.times import full_time, rfc3339
from app.store import mails

if TYPE_CHECKING:
    from app.store.mails import MailRow

blueprint = Blueprint("dev_mail", __name__)

SHOWN_MAILS = 50
_ADDRESS = re.compile(r"https?://\S+")


@blueprint.get("/dev/mail")
async def show_mail() -> Response:
    """The newest mails. They hold links that sign people in, so everywhere else this page isn't there."""
    if not _is_this_machine():
        raise NotFound
    rows = await mails.list_newest(database().pool, page_size=SHOWN_MAILS)
    return page("dev/mail.html", DevMailPage("Mail", [_shown(row) for row in rows]))


def _is_this_machine() -> bool:
    settings = parts().settings
    return not settings.smtp_url and settings.host in LOCAL_HOSTS and is_asked_here()


def _shown(row: MailRow) -> ShownMail:
    return ShownMail(
        row.recipient,
        row.subject,
        row.text_body,
        _ADDRESS.findall(row.text_body),
        rfc3339(row.created_at),
        full_time(row.created_at),
    )
