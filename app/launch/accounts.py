"""The account that the servers run under: PostgreSQL refuses to be started by root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError

if TYPE_CHECKING:
    from pathlib import Path

_PREFERRED = ("postgres", "nobody", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine without special rights."""

    name: str
    uid: int
    gid: int


def server_account(owned: Path | None = None) -> Account | None:
    """The account to change to; None when we are an ordinary user already and stay who we are.

    The owner of an existing folder (`owned`) comes first, so that data keeps its account.
    """
    if os.geteuid() != 0:
        return None
    if owned is not None and owned.exists() and owned.stat().st_uid != 0:
        try:
            return _account(pwd.getpwuid(owned.stat().st_uid))
        except KeyError as error:
            raise LaunchError(f"{owned} belongs to a user that this machine does not know.") from error
    for name in _PREFERRED:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    for entry in pwd.getpwall():
        if entry.pw_uid != 0:
            return _account(entry)
    raise LaunchError("PostgreSQL cannot run as root, and this machine has no other user.")


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_reach(path: Path, account: Account | None) -> bool:
    """Whether `account` may pass every folder above `path`, and enter or read `path` itself."""
    if account is None:
        return True
    path = path.resolve()
    needed = 0o1 if path.is_dir() else 0o4
    return all(_allows(parent, account, 0o1) for parent in path.parents) and _allows(path, account, needed)


def _allows(path: Path, account: Account, wanted: int) -> bool:
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    if status.st_uid == account.uid:
        mode >>= 6
    elif status.st_gid == account.gid:
        mode >>= 3
    return mode & wanted == wanted
