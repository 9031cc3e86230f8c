"""Pages and fragments out of Jinja templates, rendered synchronously: templates never wait for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quart import Response, g, request

from app.blueprints.current import parts, viewer
from app.blueprints.tracking_allowed import asks_not_to_track
from app.live.events import seq_text
from app.present.pages import Shell
from app.present.people import viewer_avatar
from app.present.templates import render_bytes, render_feed

if TYPE_CHECKING:
    from app.live.hub import Hub
    from app.present.pages import FeedPage, SideColumn
    from app.store.sessions import Viewer


def page(
    template: str, context: Any, *, active: str = "", side: SideColumn | None = None, status: int = 200
) -> Response:
    """A whole page; its template sees `page` (the context dataclass) and `shell`."""
    return html(render_bytes(template, page=context, shell=_shell(active, side)), status=status)


def feed_page(template: str, context: FeedPage, *, active: str, side: SideColumn | None) -> Response:
    """A whole page that is a list of posts."""
    return html(render_feed(template, page=context, shell=_shell(active, side)))


def _shell(active: str, side: SideColumn | None) -> Shell:
    # The objects behind Quart's proxies: each use of a proxy looks them up again.
    asked, kept, shared = request._get_current_object(), g._get_current_object(), parts()  # type: ignore[attr-defined]
    person: Viewer | None = kept.get("viewer")
    return Shell(
        viewer=person,
        viewer_avatar=None if person is None else viewer_avatar(person),
        active=active,
        path=asked.full_path.rstrip("?"),
        trace_id=kept.get("trace_id", ""),
        live_seq=_live_seq(shared.hub, kept.get("started_at")),
        is_tracking=person is not None and person.is_recommender_on and not asks_not_to_track(asked.headers),
        static=f"/static/{shared.static_files.version}",
        side=side,
        notice=NOTICES.get(asked.args.get("notice", ""), ""),
    )


def _live_seq(hub: Hub, started_at: float | None) -> str:
    seq = None if started_at is None else hub.seq_at(started_at)
    return "" if seq is None else seq_text(seq)


def fragment(template: str, *, status: int = 200, **context: Any) -> Response:
    """A piece of a page for the page's script; sees `shell_viewer` (the signed-in person or None) too."""
    return html(render_bytes(template, shell_viewer=viewer(), **context), status=status)


def html(text: bytes, status: int = 200) -> Response:
    """An HTML answer that no cache shares."""
    response = Response(text, status=status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


# Named, so that an address can never put words of its own into the page.
NOTICES = {
    "posted": "Posted",
    "replied": "Reply posted",
    "post-deleted": "Post deleted",
    "post-edited": "Post edited",
    "saved-there": "Saved",
    "folder-renamed": "Folder renamed",
    "folder-deleted": "Folder deleted",
    "alt-saved": "Alt text saved",
    "alt-suggested": "Suggested",
    "profile-saved": "Profile saved",
    "settings-saved": "Saved",
    "post-hidden": "You won't see that post in your feeds",
    "post-unhidden": "Back in your feeds",
    "less-noted": "You'll see less like that",
    "less-undone": "Taken back",
    "history-reset": "Forgotten. For you starts anew",
    "signed-out-device": "That device is signed out",
    "signed-out-others": "Your other devices are signed out",
    "password-changed": "Password changed",
    "account-deleted": "Your account is deleted. Sign in within 30 days to have it back",
    "identity-added": "Connected",
    "identity-removed": "Disconnected",
    "passkey-added": "Passkey added",
    "passkey-removed": "Passkey removed",
    "second-factor-off": "Two-step sign-in is off",
    "username-changed": "Your username is changed. Links to the old one still work",
    "email-asked": "Check your e-mail to confirm the change",
    "email-link-sent": "A link is on its way",
    "email-verified": "Your e-mail address is confirmed",
    "email-half-changed": "Confirmed. Now confirm at your other address too",
    "email-changed": "Your e-mail address is changed",
    "password-reset": "Password saved. Sign in with it",
    "restricted": "Restricted. You approve their replies to you",
    "unrestricted": "No longer restricted",
    "approved": "Reply approved",
    "thread-followed": "You’ll hear of every reply",
    "thread-unfollowed": "You follow this conversation no longer",
    "reply-hidden": "Reply hidden",
    "reply-shown": "Reply shown again",
    "quotes-closed": "Nobody else can quote this",
    "quotes-opened": "Everyone can quote this",
    "quote-detached": "Your post was taken out of the quote",
    "choices-saved": "Saved",
    "follower-removed": "Follower removed",
    "requests-accepted": "All requests accepted",
    "suggestion-dismissed": "Not suggested again",
    "word-hidden": "Word hidden",
    "word-shown": "Word removed",
    "reported": "Thanks. A moderator will look at it",
    "act-done": "Done",
    "appeal-sent": "Appeal sent",
    "draft-saved": "Draft saved",
    "draft-deleted": "Draft deleted",
    "scheduled": "Scheduled",
    "schedule-cancelled": "Cancelled. It won't be posted",
    "pinned": "Pinned to your profile",
    "unpinned": "Unpinned",
    "voted": "Your vote counts",
    "thread-muted": "Conversation muted",
    "thread-unmuted": "Conversation unmuted",
}
