"""What this server is, what it keeps about people, and how to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint

from app.blueprints.current import parts
from app.blueprints.render import page
from app.present.pages import AboutPage

if TYPE_CHECKING:
    from quart import Response

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
async def show_about() -> Response:
    """What Skein is, and who runs this server."""
    return _words("about", "About")


@blueprint.get("/privacy")
async def show_privacy() -> Response:
    """What is kept about a person, for how long, and who sees it."""
    return _words("privacy", "Privacy")


@blueprint.get("/help")
async def show_help() -> Response:
    """How to do the usual things."""
    return _words("help", "Help")


def _words(name: str, title: str) -> Response:
    settings = parts().settings
    context = AboutPage(
        title,
        contact=settings.operator_contact,
        edit_minutes=settings.edit_window_minutes,
        session_days=settings.session_idle_days,
    )
    return page(f"about/{name}.html", context)
