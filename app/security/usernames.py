"""The rules for usernames, which stand in addresses and mentions."""

from __future__ import annotations

import re
import unicodedata

from app.errors import Invalid

MAX_USERNAME_CHARACTERS = 30

_ALLOWED = re.compile(r"[a-z0-9_.]+")
_USERNAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First path segments of ours and of most sites: nobody should be taken for a page.
_PAGES = _words(
    """
    about account accounts api app apps assets auth blog bookmarks business careers compose contact cookies
    dashboard developers docs download edit email events explore faq favicon.ico feed feeds follow followers
    following for_you foryou healthz help home hot inbox index insights invite jobs legal liked likes link
    links live log_in login logout mail manifest.json me media mentions messages metrics moderation new news
    notifications oauth openapi.json passkeys password people post posts press privacy profile public
    readyz recommendations recover register replies report reposts reset robots.txt rss rules saved search
    security settings share shop sign_in sign_out sign_up signin signout signup sitemap.xml static status
    store suggestions sw.js tag tags terms timeline tos track trending topics upload uploads user users
    username verify web well_known welcome ws www
    """
)
# Words that speak for the site or for everyone, and words that programs take for something else.
_VOICES = _words(
    """
    abuse admin administrator administrators admins all anonymous anyone billing bot community daemon deleted
    everybody everyone false guest here hostmaster info mailerdaemon mod moderator moderators mods nan nobody
    none noreply null official operator operators owner postmaster root safety skein skeinadmin
    skeinofficial skeinsupport skeinteam somebody someone staff superuser support sysadmin system team true
    trust undefined unknown verified webmaster you
    """
)


def clean_username(raw: str, field: str = "username") -> str:
    """Return the one form of a new username: lower-case ASCII.

    Raises:
        Invalid: it breaks a rule; the sentence says which.
    """
    name = raw.strip().removeprefix("@")
    if not name:
        raise Invalid(**{field: "Choose a username."})
    if len(name) > MAX_USERNAME_CHARACTERS:
        raise Invalid(**{field: f"A username can have at most {MAX_USERNAME_CHARACTERS} characters."})
    lowered = name.lower()
    if unicodedata.normalize("NFKC", name.casefold()) != lowered or not name.isascii():
        raise Invalid(**{field: "Use plain letters: some of these only look like a to z."})
    if not _ALLOWED.fullmatch(lowered):
        raise Invalid(**{field: "Use only letters a to z, digits, _ and dots."})
    if not _USERNAME.fullmatch(lowered):
        raise Invalid(**{field: "A dot can't stand first, last or next to another dot."})
    if is_reserved(lowered):
        raise Invalid(**{field: "That name is kept for Skein itself. Try another one."})
    return lowered


def username_key(raw: str) -> str | None:
    """Return the form to look a typed username up by, or None when nobody can have it. Never raises."""
    name = raw.strip().removeprefix("@")
    if len(name) > MAX_USERNAME_CHARACTERS or not name.isascii():
        return None
    lowered = name.lower()
    return lowered if _USERNAME.fullmatch(lowered) else None


def is_reserved(username: str) -> bool:
    """Tell whether a lower-case username is kept back; dots and underscores hide no word of authority."""
    return username in _PAGES or username.replace(".", "").replace("_", "") in _VOICES
