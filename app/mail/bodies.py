"""The bodies of mails, out of `app/templates/mail/NAME.txt` and `NAME.html`.

The first line of the text template is `Subject: …`. Both see the same names; undefined ones are errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES_DIR = Path(__file__).parent.parent / "templates" / "mail"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES_DIR),
    autoescape=select_autoescape(enabled_extensions=("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A mail without its recipient."""

    subject: str
    text: str
    html: str


def render_mail(name: str, **context: Any) -> Body:
    """Subject and bodies of the mail called `name`."""
    lines = _environment.get_template(f"{name}.txt").render(context)
    first, _, text = lines.partition("\n")
    subject = first.removeprefix("Subject:").strip()
    html = _environment.get_template(f"{name}.html").render(context, subject=subject)
    return Body(subject, text.strip() + "\n", html)
