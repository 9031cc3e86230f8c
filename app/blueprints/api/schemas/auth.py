"""Signing up and in."""

from __future__ import annotations

from pydantic import BaseModel

from app.blueprints.api.schemas.users import User


class SignUp(BaseModel):
    """A new account."""

    username: str
    email: str
    password: str
    display_name: str | None = None


class SignIn(BaseModel):
    """`login` is a username or an e-mail address."""

    login: str
    password: str


class SignedIn(BaseModel):
    """The person, and the token for `Authorization: Bearer`."""

    user: User
    token: str
