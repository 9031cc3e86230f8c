"""Page contexts: one dataclass per template, the whole of what it may use (as `page`)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.present.composing import Composer
    from app.present.notifications import NotificationLine
    from app.present.people import Avatar, PersonCard
    from app.present.posts import PostCard
    from app.store.sessions import Viewer


def _drawn_from(page: type[Any], *, apart_from: set[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives all fields of such a page but these, as a part of a key."""
    values = attrgetter(*(field.name for field in fields(page) if field.name not in apart_from))

    def key(of: Any) -> tuple[Any, ...]:
        return tuple([tuple(value) if isinstance(value, list) else value for value in values(of)])

    return key


class TopicLine(NamedTuple):
    """A topic and how many posts of today carry it."""

    name: str
    url: str
    posts_count: int
    posts: str


class SideColumn(NamedTuple):
    """The right column on desktops; either list may be empty, and is then left out."""

    people: tuple[PersonCard, ...] = ()
    topics: tuple[TopicLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`about/about.html`, `about/privacy.html` and `about/help.html`."""

    title: str
    # How to reach whoever runs the server; empty: not said.
    contact: str
    edit_minutes: int
    session_days: int


@dataclass(frozen=True, slots=True)
class Shell:
    """What every page shows around its content."""

    viewer: Viewer | None
    viewer_avatar: Avatar | None
    # Which link of the navigation is "here": for-you, following, search, notifications, profile, saved, settings or "".
    active: str
    path: str
    trace_id: str
    # The newest live event when the request came: the page's socket asks for those since; empty: not known.
    live_seq: str
    # Whether the page may report what is looked at.
    is_tracking: bool
    static: str
    side: SideColumn | None
    # A sentence to show once after a redirect, as "Post deleted"; empty: none.
    notice: str

    @property
    def frame_key(self) -> tuple[Any, ...]:
        """All that stands around the content; the trace id and the newest live event are slots."""
        return _around_content(self)


_around_content = _drawn_from(Shell, apart_from={"trace_id", "live_seq"})


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`feeds/for_you.html`, `feeds/following.html`, `feeds/liked.html`, `feeds/topic.html`."""

    # for-you, following, catch-up, saved, liked or topic.
    name: str
    title: str
    posts: list[PostCard]
    # Address of the next page (also the "More" link); None: the end.
    next_url: str | None
    composer: Composer | None = None
    # Shown where there are no posts.
    suggestions: list[PersonCard] = field(default_factory=list)
    # Whether this is the first page (only there are composer, banner and empty state).
    is_first: bool = True
    # One sentence under the title, as "These are popular right now."; empty: none.
    hint: str = ""
    # How For you was ranked: model, trending or newest; empty for lists that are not.
    ranking: str = ""

    @property
    def frame_key(self) -> tuple[Any, ...]:
        """All that the page shows around its posts; the address of the next page and the composer's nonce are slots."""
        return (bool(self.posts), self.next_url is None, self.composer is None, *_around_posts(self))


_around_posts = _drawn_from(FeedPage, apart_from={"posts", "next_url", "composer"})


@dataclass(frozen=True, slots=True)
class CatchUpPage(FeedPage):
    """`feeds/catch_up.html`."""

    # visit, day or week.
    period: str = "visit"


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """`posts/thread.html`: ancestors from the root down, the post, its replies."""

    ancestors: list[PostCard]
    # True where an ancestor is gone or hidden: a placeholder stands in front.
    has_hidden_ancestor: bool
    post: PostCard
    replies: list[PostCard]
    next_url: str | None
    # "oldest" or "top".
    sort: str
    composer: Composer | None
    # Why there is no composer, as "Only people @ana mentions can reply."; empty where there is one.
    closed_reason: str = ""
    # The viewer is told of every reply.
    is_followed: bool = False
    # The post is a reply that the viewer may hide; it is hidden; there are such among its replies, which are listed
    # instead of the others where `shows_hidden` says so.
    can_hide: bool = False
    is_hidden_reply: bool = False
    has_hidden_replies: bool = False
    shows_hidden: bool = False
    is_closed_to_quotes: bool = False
    # The viewer can take a post of theirs out of this one.
    quotes_viewer: bool = False


@dataclass(frozen=True, slots=True)
class PostFormPage:
    """`posts/compose.html`, `posts/edit.html`."""

    title: str
    composer: Composer
    # The post under edit; None for a new one.
    post: PostCard | None = None


@dataclass(frozen=True, slots=True)
class EditHistoryPage:
    """`posts/history.html`: versions from the newest to the first."""

    post: PostCard
    versions: list[PostVersion]


@dataclass(frozen=True, slots=True)
class PostVersion:
    """One text that a post had."""

    body_html: str
    time_full: str
    time_iso: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """`posts/delete.html` and other questions before something that can't be undone, without JavaScript."""

    title: str
    sentence: str
    # Where the form posts to, the word on its button, and where "Keep it" leads.
    action_url: str
    button: str
    back_url: str
    post: PostCard | None = None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """`people/profile.html`. Where `person.is_readable` is false only the card is shown."""

    person: PersonCard
    # posts, replies, media or reposts.
    tab: str
    posts: list[PostCard]
    next_url: str | None
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`people/list.html`: followers, following, likes, reposts, follow requests."""

    title: str
    # followers, following, likes, reposts or requests.
    name: str
    people: list[PersonCard]
    next_url: str | None
    # Whose lists they are (with tabs between the two); None for the people of a post and for requests.
    person: PersonCard | None = None
    back_url: str = "/"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`search/search.html` and, for what is being typed, `search/_suggestions.html`."""

    query: str
    # top (people, topics and the most liked posts), recent, users or topics.
    tab: str = "top"
    people: list[PersonCard] = field(default_factory=list)
    topics: list[TopicLine] = field(default_factory=list)
    posts: list[PostCard] = field(default_factory=list)
    next_url: str | None = None
    suggestions: list[PersonCard] = field(default_factory=list)
    # Why the search could not be read; empty: it could.
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AuthPage:
    """`auth/sign_in.html`, `auth/sign_up.html`: what was typed (never the password) and what was wrong."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    # Sentence over the form (role=alert); empty: none.
    message: str = ""
    next: str = ""
    # Whether browsers take passkeys here; other services to sign in with (address part, name).
    has_passkeys: bool = False
    providers: list[tuple[str, str]] = field(default_factory=list)
    # Where a suspended person reads more and appeals.
    appeal_url: str = ""


@dataclass(frozen=True, slots=True)
class ProfileSettingsPage:
    """`settings/profile.html`; `is_welcome` is the set-up after sign-up."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    is_welcome: bool = False
    suggestions: list[PersonCard] = field(default_factory=list)
    banner_url: str | None = None


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One session in `settings/security.html`."""

    id: int
    name: str
    address: str
    last_used_short: str
    last_used_iso: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SecuritySettingsPage:
    """`settings/security.html`: password and devices."""

    devices: list[DeviceLine]
    errors: dict[str, str] = field(default_factory=dict)
    has_second_factor: bool = False
    passkeys_count: int = 0


@dataclass(frozen=True, slots=True)
class PrivacySettingsPage:
    """`settings/privacy.html`: private account, theme, blocked and muted people."""

    is_private: bool
    is_out_of_for_you: bool
    theme: str
    blocked: list[PersonCard] = field(default_factory=list)
    muted: list[PersonCard] = field(default_factory=list)
    restricted: list[PersonCard] = field(default_factory=list)


# What forms offer as an end: hours, and how that is said. Empty: for ever.
LENGTHS = (("", "For ever"), ("24", "1 day"), ("168", "7 days"), ("720", "30 days"))


@dataclass(frozen=True, slots=True)
class RecommenderSettingsPage:
    """`settings/recommender.html`: the switch, a fresh start, and what was hidden or is wanted less."""

    is_on: bool
    # When the person last started anew, in words; empty: never.
    history_since: str
    less: list[PostCard] = field(default_factory=list)
    hidden: list[PostCard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotificationSection:
    """The lines of a period."""

    # today, week or earlier.
    period: str
    title: str
    lines: list[NotificationLine]


@dataclass(frozen=True, slots=True)
class NotificationsPage:
    """`notifications/list.html`."""

    sections: list[NotificationSection]
    next_url: str | None
    # all, replies, mentions, likes or follows.
    filter: str = "all"
    # The kinds that the filter shows.
    kinds: tuple[str, ...] = ()
    unread_count: int = 0


@dataclass(frozen=True, slots=True)
class PreferenceLine:
    """One kind of notifications in the settings."""

    kind: str
    words: str
    # in_app, email or off.
    delivery: str


@dataclass(frozen=True, slots=True)
class NotificationSettingsPage:
    """`settings/notifications.html`."""

    lines: list[PreferenceLine]
    # daily, weekly or off.
    digest: str
    # What a browser subscribes to Web Push with.
    push_key: str
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnsubscribePage:
    """`settings/unsubscribe.html`: the way out of the digest, also for somebody who is signed out."""

    action_url: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`errors/error.html`."""

    status: int
    title: str
    sentence: str
    trace_id: str
    retry_url: str
