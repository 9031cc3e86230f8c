"""Where mail is looked at as long as there is no mail server: on the machine that Skein runs on, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.blueprints.current import LOCAL_HOSTS, database, host_name, parts
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
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@blueprint.get("/dev/mail")
async def show_mail() -> Response:
    """The newest mails. They hold links that sign people in, so everywhere else this page isn't there."""
    if not _is_this_machine():
        raise NotFound
    rows = await mails.list_newest(database().pool, page_size=SHOWN_MAILS)
    return page("dev/mail.html", DevMailPage("Mail", [_shown(row) for row in rows]))


def _is_this_machine() -> bool:
    settings = parts().settings
    if settings.smtp_url or any(name in request.headers for name in _FORWARDED):
        return False
    names = {settings.host, host_name(request.host), request.remote_addr or ""}
    if settings.base_url:
        names.add(host_name(settings.base_url.partition("://")[2].partition("/")[0]))
    return names <= LOCAL_HOSTS


def _shown(row: MailRow) -> ShownMail:
    return ShownMail(
        row.recipient,
        row.subject,
        row.text_body,
        _ADDRESS.findall(row.text_body),
        rfc3339(row.created_at),
        full_time(row.created_at),
    )
