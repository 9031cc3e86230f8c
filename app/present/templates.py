"""The Jinja environment: templates are rendered synchronously, they never wait for anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension

from app.kept import Kept
from app.present.cards import CardDrawer
from app.present.frames import POSTS, PageDrawer, slot_html
from app.text.rich import stored_html

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

    from app.present.pages import FeedPage, Shell

TEMPLATES_DIR = Path(__file__).parent.parent / "templates"
# A page holds their tags by the hundred. The white space between these is half of its nodes, and nobody sees it:
# where words need a space, it stands in one line with them.
WITHOUT_GAPS = {"_icon.html", "_post_card.html", "_post_menu.html", "_post_actions.html"}
# Parts of the layout: a few per person and page.
KEPT_PARTS = 2_000
# Lines of notifications, about 2 KB each: a page of them is some dozen, for one person.
KEPT_LINES = 4_000


class WithoutIndentation(Extension):
    """Takes the indentation out of templates when they are compiled: it was a third of every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The same template with lines that begin at their first character.

        A line after a block keeps one space: trim_blocks takes the newline, and two words or attributes of a page
        must not become one.
        """
        if name in WITHOUT_GAPS:
            source = re.sub(r"([>}])\n\s*(?=[<{])", r"\1", source)
        return re.sub(r"([%#]\})?\n[ \t]+", lambda found: f"{found[1]}\n " if found[1] else "\n", source)


class PartDrawer:
    """`kept(macro, …)` and `kept_line(macro, …)` of templates: what a macro makes of these arguments, drawn once."""

    def __init__(self, size: int) -> None:
        self._kept: Kept[Any] = Kept(size)

    def __call__(self, macro: Any, *arguments: Any) -> Any:
        """A part of a page; the macro may read nothing but its arguments, which have to be hashable."""
        return self._kept.get((macro, arguments), lambda: macro(*arguments))


class PlainTemplate(Template):
    """A template whose macros are imported without a look at what the importing page was given.

    Jinja compares all names of the page with its globals at every import, which was a tenth of a page; ours give
    templates nothing but their context, which imports do not see anyway.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        return super()._get_default_module()


def make_environment() -> Environment:
    """The one Jinja environment of a process."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[WithoutIndentation],
    )
    environment.template_class = PlainTemplate
    environment.globals.update(kept=PartDrawer(KEPT_PARTS), kept_line=PartDrawer(KEPT_LINES))
    return environment


def _draw_card(*arguments: Any) -> str:
    module: Any = _environment.get_template("_post_card.html").module
    return str(module.draw_card(*arguments))


_environment = make_environment()
_cards = CardDrawer(_draw_card)
_pages = PageDrawer(_cards)
_environment.globals.update(kept_card=_pages.post_card, kept_cards=_pages.post_cards, slot=_pages.slot)


def render_bytes(template: str, **context: Any) -> bytes:
    """A page or a fragment as it is sent."""
    return _pages.draw(_environment.get_template(template), context)


def render_feed(template: str, *, page: FeedPage, shell: Shell) -> bytes:
    """A list of posts as it is sent, out of the frame that was kept for this person."""
    composer = page.composer
    signed_in = shell.viewer is not None
    slots = {
        POSTS: _cards.cards(page.posts, signed_in),
        "trace_id": [slot_html(shell.trace_id)],
        "live_seq": [slot_html(shell.live_seq)],
        "next_url": [slot_html(page.next_url or "")],
        "nonce": [] if composer is None else [slot_html(composer.nonce)],
    }
    return _pages.draw_framed(
        lambda: _environment.get_template(template),
        {"page": page, "shell": shell},
        key=(template, page.frame_key, shell.frame_key),
        slots=slots,
    )


def render(template: str, **context: Any) -> str:
    """A page or a fragment as text."""
    return _environment.get_template(template).render(context)


def render_body(body_html: str) -> str:
    """The text of a post alone."""
    return render("_post_body.html", body_html=stored_html(body_html))
