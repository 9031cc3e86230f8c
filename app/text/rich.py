"""Rich text: finds mentions, topics and links in plain text and makes the only HTML that a text becomes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import regex
from markupsafe import Markup

from app.text.links import link_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Stored beside rendered HTML: raise it whenever the same text would become other HTML.
HTML_VERSION = 1
MAX_TOPIC_CHARACTERS = 100
MAX_NAME_CHARACTERS = 30

TokenKind = Literal["text", "newline", "mention", "topic", "link"]

_TRIGGER = regex.compile(r"\n|@|[#＃]|[hH][tT][tT][pP][sS]?://")
# A mention, topic or link begins a word. Emoji end with signs that count as marks: those are no letters.
_WORD = regex.compile(r"(?![\p{Default_Ignorable_Code_Point}\p{Me}])[\p{L}\p{M}\p{N}_]")
_NAME = regex.compile(r"[A-Za-z0-9_]++(?:\.[A-Za-z0-9_]++)*+")
# After "@ana" a letter that could belong to a name makes it another word ("@anaé"); "@anaさん" is polite.
_GOES_ON = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{M}\p{N}@＠]")
_TOPIC = regex.compile(r"[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd}_]|[\u200C\u200D](?=[\p{L}\p{M}]))*+")
_TOPIC_NAME = regex.compile(r"(?=[^\p{L}]*\p{L})[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*")
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_LINK_REL = "nofollow noopener noreferrer ugc"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `start:end` of the text.

    `value` is the lower-case name of a mention, the normalised name of a topic, the ASCII address of a
    link, and otherwise the text itself. `shown` is what a reader sees.
    """

    kind: TokenKind
    start: int
    end: int
    value: str
    shown: str


@dataclass(frozen=True)
class Parsed:
    """A text and its tokens, which cover it from end to end."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """Lower-case names mentioned, each once, in order."""
        return self._values("mention")

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Normalised topic names, each once, in order."""
        return self._values("topic")

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Addresses of the links in ASCII, each once, in order."""
        return self._values("link")

    def _values(self, kind: TokenKind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(token.value for token in self.tokens if token.kind == kind))


def parse_post(text: str) -> Parsed:
    """Find the mentions, topics, links and newlines of a normalised text, in one pass."""
    return Parsed(text, tuple(_with_plain_text(text, _special_tokens(text))))


def render_html(parsed: Parsed, known_mentions: Mapping[str, str]) -> Markup:
    """Make safe HTML. `known_mentions` maps a mentioned lower-case name to the name it leads to today.

    A mention that is not in it stays plain text, as a name that nobody has.
    """
    pieces = (_render_token(token, known_mentions) for token in parsed.tokens)
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped above


def render_bio(text: str, known_mentions: Mapping[str, str]) -> Markup:
    """Make safe HTML of a bio; the same rules as for posts."""
    return render_html(parse_post(text), known_mentions)


def stored_html(html: str) -> Markup:
    """Mark HTML that `render_html` made, and that comes back from the database, as safe for a template."""
    return Markup(html)  # noqa: S704 - only for what `render_html` made


def normalise_topic(raw: str) -> str | None:
    """Return the one form of a topic's name (without its sign), or None when it cannot be a topic.

    Width, case and invisible characters make no difference; at least one letter is needed.
    """
    if len(raw) > 4 * MAX_TOPIC_CHARACTERS:
        return None
    name = _IGNORABLE.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFD", raw).casefold()))
    name = unicodedata.normalize("NFKC", name.casefold())
    if len(name) > MAX_TOPIC_CHARACTERS or not _TOPIC_NAME.fullmatch(name):
        return None
    return name


def _with_plain_text(text: str, special: Iterable[Token]) -> Iterator[Token]:
    position = 0
    for token in special:
        if position < token.start:
            yield _text_token(text, position, token.start)
        yield token
        position = token.end
    if position < len(text):
        yield _text_token(text, position, len(text))


def _text_token(text: str, start: int, end: int) -> Token:
    return Token("text", start, end, text[start:end], text[start:end])


def _special_tokens(text: str) -> Iterator[Token]:
    position = 0
    while (trigger := _TRIGGER.search(text, position)) is not None:
        start, sign = trigger.start(), trigger.group()
        token = _token_at(text, start, sign)
        if token is not None:
            yield token
            position = token.end
        elif sign == "@":
            # The rest of "@ana@far.example" or of a name too long is not looked at again.
            name = _NAME.match(text, trigger.end())
            position = name.end() if name else trigger.end()
        else:
            position = trigger.end()


def _token_at(text: str, start: int, sign: str) -> Token | None:
    if sign == "\n":
        return Token("newline", start, start + 1, "\n", "\n")
    before = text[start - 1] if start else ""
    if before and (_WORD.match(before) or before == "/"):
        return None
    if sign == "@":
        return None if before in {"@", "＠"} else _mention_at(text, start)
    if len(sign) == 1:
        return None if before in {"#", "＃", "&"} else _topic_at(text, start)
    link = link_at(text, start)
    return None if link is None else Token("link", link.start, link.end, link.url, link.shown)


def _mention_at(text: str, start: int) -> Token | None:
    match = _NAME.match(text, start + 1)
    if match is None or len(match.group()) > MAX_NAME_CHARACTERS or _GOES_ON.match(text, match.end()):
        return None
    return Token("mention", start, match.end(), match.group().lower(), text[start : match.end()])


def _topic_at(text: str, start: int) -> Token | None:
    match = _TOPIC.match(text, start + 1)
    name = normalise_topic(match.group()) if match else None
    if match is None or name is None:
        return None
    return Token("topic", start, match.end(), name, text[start : match.end()])


def _render_token(token: Token, known_mentions: Mapping[str, str]) -> str:
    if token.kind == "newline":
        return "<br>"
    shown = escape(token.shown)
    if token.kind == "mention" and token.value in known_mentions:
        path = quote(known_mentions[token.value], safe="")
        return f'<a href="/@{path}" class="mention">{shown}</a>'
    if token.kind == "topic":
        return f'<a href="/topics/{quote(token.value, safe="")}" class="topic">{shown}</a>'
    if token.kind == "link":
        url = escape(token.value)
        return f'<a href="{url}" title="{url}" rel="{_LINK_REL}">{shown}</a>'
    return shown
