"""Each route counts against the general limit, and those that need an exact one have it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from app import create_app
from app.blueprints import hooks
from app.settings import Settings

if TYPE_CHECKING:
    from quart import Quart

# What costs next to nothing and is asked for without a viewer.
UNLIMITED = {"static_file", "health.healthz", "health.readyz", "metrics.show_metrics", "hello"}

# Route → the function that counts it exactly, which its source names.
EXACT = {
    "POST /api/auth/forgot-password": "ask_for_reset",
    "POST /api/auth/passkey": "limit_token",
    "POST /api/auth/passkey/options": "limit_token",
    "POST /api/auth/reset-password": "limit_token",
    "POST /api/auth/restore": "limit_token",
    "POST /api/auth/second-factor": "check_code_of",
    "POST /api/auth/sign-in": "check_password_of",
    "POST /api/auth/sign-up": "limit_signing_up",
    "PATCH /api/me/email": "limit_email_change",
    "PATCH /api/me/username": "limit_username",
    "POST /api/me/avatar": "limit_upload",
    "PUT /api/me/banner": "limit_upload",
    "DELETE /api/me/second-factor": "limit_password",
    "POST /api/me/export": "limit_export",
    "POST /api/me/import": "limit_export",
    "POST /api/me/second-factor": "limit_password",
    "POST /api/me/second-factor/confirm": "limit_password",
    "POST /api/me/second-factor/recovery-codes": "limit_password",
    "DELETE /api/me": "limit_password",
    "DELETE /api/me/passkeys/<passkey_id>": "limit_password",
    "POST /api/me/passkeys/options": "limit_password",
    "POST /api/media": "limit_upload",
    "POST /api/me/password": "limit_password_check",
    "POST /auth/forgot-password": "ask_for_reset",
    "POST /auth/passkey": "limit_token",
    "POST /auth/reset-password": "limit_token",
    "POST /auth/restore": "limit_token",
    "POST /auth/second-factor": "check_code_of",
    "POST /auth/sign-in": "check_password_of",
    "POST /auth/sign-up": "limit_signing_up",
    "POST /settings/account/delete": "limit_password",
    "POST /settings/account/email": "limit_email_change",
    "POST /settings/account/email/resend": "limit_resending",
    "POST /settings/account/username": "limit_username",
    "POST /settings/data/export": "limit_export",
    "POST /settings/data/import": "limit_export",
    "POST /settings/password": "limit_password_check",
    "POST /settings/security/passkeys/<passkey_id>/remove": "limit_password",
    "POST /settings/security/second-factor/confirm": "limit_password",
    "POST /settings/security/second-factor/off": "limit_password",
    "POST /settings/security/second-factor/recovery-codes": "limit_password",
    "POST /settings/security/second-factor/start": "limit_password",
    "POST /settings/profile": "_changed_profile",
}
# Routes that hand on to one function that does.
EXACT_IN_PARTS = {"POST /api/posts": "publish", "POST /api/posts/<post_id>/comments": "publish"}
# Routes that have to be in EXACT, whoever adds them: ones that take a password or make an account.
SENSITIVE = ("sign-in", "sign-up", "password", "second-factor", "avatar", "media")


def an_app() -> Quart:
    return create_app(Settings(secret_key="x", redis_url="redis://127.0.0.1:1/0"))


def writes(app: Quart) -> dict[str, str]:
    """`POST /path` → endpoint."""
    return {
        f"{method} {rule.rule}": rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }


def test_only_bare_routes_skip_the_general_limit() -> None:
    assert hooks.BARE_ENDPOINTS <= UNLIMITED


async def test_every_other_route_is_counted() -> None:
    app = an_app()
    counted = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in UNLIMITED and hooks.before in app.before_request_funcs[None]
    }

    assert counted == {rule.endpoint for rule in app.url_map.iter_rules()} - UNLIMITED
    assert "limit_request(" in inspect.getsource(hooks.before)


def test_exact_limits_are_where_they_have_to_be() -> None:
    app = an_app()

    for route, function in {**EXACT, **EXACT_IN_PARTS}.items():
        view = inspect.unwrap(app.view_functions[writes(app)[route]])
        assert f"{function}(" in inspect.getsource(view), route


def test_no_sensitive_write_is_forgotten() -> None:
    forgotten = {
        route
        for route in writes(an_app())
        if route.startswith("POST") and any(route.endswith(word) for word in SENSITIVE) and route not in EXACT
    }

    assert not forgotten
