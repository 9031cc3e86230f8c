"""The Jinja environment: templates are rendered synchronously, they never wait for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.text.rich import stored_html

TEMPLATES_DIR = Path(__file__).parent.parent / "templates"


def make_environment() -> Environment:
    """The one Jinja environment of a process."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


_environment = make_environment()


def render(template: str, **context: Any) -> str:
    """A page or a fragment as text."""
    return _environment.get_template(template).render(context)


def render_body(body_html: str) -> str:
    """The text of a post alone."""
    return render("_post_body.html", body_html=stored_html(body_html))
