"""Accounts as rows: signing up, credentials, and what people say about themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class TakenRow:
    """Which of two unique values somebody has."""

    is_username_taken: bool
    is_email_taken: bool


@dataclass(frozen=True, slots=True)
class CredentialsRow:
    """What a password is checked against; without a hash nobody can sign in by password."""

    id: int
    username: str
    email_canonical: str
    password_hash: str | None
    is_deleted: bool
    has_second_factor: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person's own settings."""

    id: int
    username: str
    email: str
    display_name: str
    bio: str
    link: str
    avatar_key: str | None
    banner_key: str | None
    banner_alt: str
    is_private: bool
    is_out_of_for_you: bool
    theme: str
    is_email_verified: bool


@dataclass(frozen=True, slots=True)
class UsernameRow:
    """A username."""

    username: str


_INSERT_USER = Query[int]("accounts/insert_user")
_SELECT_TAKEN = Query("accounts/select_taken", TakenRow)
_SELECT_CREDENTIALS = Query("accounts/select_credentials", CredentialsRow)
_SELECT_CREDENTIALS_BY_ID = Query("accounts/select_credentials_by_id", CredentialsRow)
_UPDATE_PASSWORD = Query[None]("accounts/update_password")
_SELECT_ACCOUNT = Query("accounts/select_account", AccountRow)
_UPDATE_PROFILE = Query[None]("accounts/update_profile")
_LOCK_WITH_REQUESTERS = Query[None]("accounts/lock_with_requesters")
_ACCEPT_ALL_REQUESTS = Query[None]("accounts/accept_all_requests")
_DELETE_ALL_REQUESTS = Query[None]("accounts/delete_all_requests")
_LIST_KNOWN_USERNAMES = Query("accounts/list_known_usernames", UsernameRow)
_UPDATE_ROLE = Query[None]("accounts/update_role")
_SELECT_AVATAR_KEY = Query[str]("accounts/select_avatar_key")
_UPDATE_AVATAR_KEY = Query[None]("accounts/update_avatar_key")
_SELECT_BANNER_KEY = Query[str]("accounts/select_banner_key")
_UPDATE_BANNER_KEY = Query[None]("accounts/update_banner_key")


async def insert_user(
    db: Executor,
    *,
    username: str,
    email: str,
    email_canonical: str,
    password_hash: str,
    display_name: str,
    latin_name: str,
) -> int | None:
    """A new person's id; None when the username or the address is taken."""
    user_id: int | None = await _INSERT_USER.value(
        db,
        username=username,
        email=email,
        email_canonical=email_canonical,
        password_hash=password_hash,
        display_name=display_name,
        latin_name=latin_name,
    )
    return user_id


async def select_taken(db: Executor, *, username: str, email_canonical: str) -> TakenRow:
    """Whether somebody has this username or this address."""
    return await _SELECT_TAKEN.one(db, username=username, email_canonical=email_canonical)


async def select_credentials(
    db: Executor, *, username: str | None, email_canonical: str | None
) -> CredentialsRow | None:
    """The account with this username or this address, also one in the days before it is erased."""
    return await _SELECT_CREDENTIALS.maybe(db, username=username, email_canonical=email_canonical)


async def select_credentials_by_id(db: Executor, *, user_id: int) -> CredentialsRow | None:
    """The credentials of a signed-in person."""
    return await _SELECT_CREDENTIALS_BY_ID.maybe(db, user_id=user_id)


async def update_password(db: Executor, *, user_id: int, old_password_hash: str, password_hash: str) -> bool:
    """Store a new hash; False when the old one was changed meanwhile."""
    count = await _UPDATE_PASSWORD.none(
        db, user_id=user_id, old_password_hash=old_password_hash, password_hash=password_hash
    )
    return count == 1


async def select_account(db: Executor, *, user_id: int) -> AccountRow | None:
    """A person's own settings."""
    return await _SELECT_ACCOUNT.maybe(db, user_id=user_id)


async def update_profile(
    db: Executor,
    *,
    user_id: int,
    display_name: str | None = None,
    latin_name: str | None = None,
    bio: str | None = None,
    bio_html: str | None = None,
    link: str | None = None,
    is_private: bool | None = None,
    is_out_of_for_you: bool | None = None,
    theme: str | None = None,
    banner_alt: str | None = None,
) -> None:
    """Change what is not None."""
    await _UPDATE_PROFILE.none(
        db,
        user_id=user_id,
        display_name=display_name,
        latin_name=latin_name,
        bio=bio,
        bio_html=bio_html,
        link=link,
        is_private=is_private,
        is_out_of_for_you=is_out_of_for_you,
        theme=theme,
        banner_alt=banner_alt,
    )


async def lock_with_requesters(db: Executor, *, user_id: int) -> None:
    """Lock a person and all who ask to follow them, by id."""
    await _LOCK_WITH_REQUESTERS.none(db, user_id=user_id)


async def accept_all_requests(db: Executor, *, user_id: int) -> None:
    """Everybody who asked follows. The requests are still there: triggers tell by them that it is an answer."""
    await _ACCEPT_ALL_REQUESTS.none(db, user_id=user_id)


async def delete_all_requests(db: Executor, *, user_id: int) -> None:
    """Drop the requests to follow a person."""
    await _DELETE_ALL_REQUESTS.none(db, user_id=user_id)


async def list_known_usernames(db: Executor, *, viewer_id: int, usernames: Sequence[str]) -> list[str]:
    """Those usernames that belong to people whom the viewer may see."""
    rows = await _LIST_KNOWN_USERNAMES.many(db, viewer_id=viewer_id, usernames=list(usernames))
    return [row.username for row in rows]


async def update_role(db: Executor, *, username: str, role: str) -> bool:
    """Set a role; False when nobody has this username."""
    return await _UPDATE_ROLE.none(db, username=username, role=role) == 1


async def select_avatar_key(db: Executor, *, user_id: int) -> str | None:
    """The key of a person's picture, locked."""
    key: str | None = await _SELECT_AVATAR_KEY.value(db, user_id=user_id)
    return key


async def update_avatar_key(db: Executor, *, user_id: int, avatar_key: str | None) -> None:
    """Set the key of a person's picture."""
    await _UPDATE_AVATAR_KEY.none(db, user_id=user_id, avatar_key=avatar_key)


async def select_banner_key(db: Executor, *, user_id: int) -> str | None:
    """The key of the picture above a person's profile, locked."""
    key: str | None = await _SELECT_BANNER_KEY.value(db, user_id=user_id)
    return key


async def update_banner_key(db: Executor, *, user_id: int, banner_key: str | None) -> None:
    """Set the key of the picture above a person's profile."""
    await _UPDATE_BANNER_KEY.none(db, user_id=user_id, banner_key=banner_key)
