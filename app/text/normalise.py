"""Text as people type it, brought into the one form in which Skein stores, counts and compares it."""

from __future__ import annotations

import unicodedata

import regex

from app.errors import Invalid

MAX_POST_GRAPHEMES = 500
MAX_POST_BYTES = 20 * 1024
MAX_BIO_GRAPHEMES = 500
MAX_BIO_BYTES = 20 * 1024

# Far above every limit of ours; what is longer is refused before any work is spent on it.
_MAX_RAW_CHARACTERS = 100_000
# No script stacks this many marks, and sorting a long run of them (NFC) takes quadratic time.
_LONG_MARK_RUN = regex.compile(r"\p{M}{101}")
# Thai, Hebrew and Vietnamese need two or three marks on a letter; "zalgo" text leaves its line.
_EXCESS_MARKS = regex.compile(r"(?<=\p{M}{4})\p{M}+")
_FORBIDDEN = regex.compile(r"[\p{Cc}\p{Cs}--[\t\n]]", regex.VERSION1)
_GRAPHEME = regex.compile(r"\X")
_VISIBLE = regex.compile(r"[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]")
_LEADING_BLANK_LINES = regex.compile(r"\A(?:[^\S\n]*+\n)++")
_BIDI_CONTROLS = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")
# Nothing to see: used only to make two names look the same. Joiners stay, words and emoji need them.
_INVISIBLE_IN_NAMES = regex.compile(r"[\u00AD\u034F\u200B\u2060-\u2064\uFEFF]")
_BLANKS = regex.compile(r"[\s\u2028\u2029]+")
_MANY_BLANK_LINES = regex.compile(r"\n(?:[^\S\n]*\n){2,}")
_BYTES_PER_GRAPHEME = 32


def normalise_text(raw: str, field: str = "body") -> str:
    """Return `raw` with newlines as `\\n`, in NFC, without leading blank lines and trailing white space.

    Text with nothing visible in it becomes the empty string.

    Raises:
        Invalid: there are control characters, half surrogates or absurd stacks of marks in it.
    """
    if len(raw) > _MAX_RAW_CHARACTERS:
        raise Invalid(**{field: "That's far too long."})
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        raise Invalid(**{field: "There are characters in it that can't be shown. Remove them and try again."})
    if _LONG_MARK_RUN.search(text):
        raise Invalid(**{field: "There are too many accents on one letter."})
    text = unicodedata.normalize("NFC", text)
    if is_blank(text):
        return ""
    return _LEADING_BLANK_LINES.sub("", text).rstrip()


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` can be seen: white space, fillers and invisible characters only."""
    return _VISIBLE.search(text) is None


def grapheme_count(text: str) -> int:
    """Count what a person calls characters: extended grapheme clusters."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def check_length(
    text: str, *, field: str, max_graphemes: int = MAX_POST_GRAPHEMES, max_bytes: int = MAX_POST_BYTES
) -> None:
    """Refuse text with more characters than `max_graphemes`, or more UTF-8 bytes than `max_bytes`.

    Raises:
        Invalid: it is too long; the sentence says by how much.
    """
    excess = grapheme_count(text) - max_graphemes
    if excess > 0:
        unit = "character" if excess == 1 else "characters"
        raise Invalid(**{field: f"That's {excess:,} {unit} too long."})
    if len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise Invalid(**{field: "That takes too much room. Try fewer accents and combined emoji."})


def clean_body(raw: str, field: str = "body") -> str:
    """Normalise the text of a post and check its length. May be empty: only the action knows if it can be.

    Raises:
        Invalid: it cannot be stored, or is too long.
    """
    text = normalise_text(raw, field)
    check_length(text, field=field)
    return text


def clean_bio(raw: str, field: str = "bio") -> str:
    """Normalise a bio, which may be empty: at most one blank line in a row, no bidi overrides.

    Raises:
        Invalid: it cannot be stored, or is too long.
    """
    text = normalise_text(_BIDI_CONTROLS.sub("", raw), field)
    text = _MANY_BLANK_LINES.sub("\n\n", _without_excess_marks(text))
    check_length(text, field=field, max_graphemes=MAX_BIO_GRAPHEMES, max_bytes=MAX_BIO_BYTES)
    return text


def clean_line(raw: str, field: str, max_graphemes: int, *, required: bool = False) -> str:
    """Normalise a text of one line, as a display name or an alt text.

    White space becomes single spaces. Bidi embeddings, overrides and isolates go, so that a name cannot
    turn the text around it; right-to-left letters and their marks stay.

    Raises:
        Invalid: it cannot be stored, is too long, or is empty though `required`.
    """
    text = _BIDI_CONTROLS.sub("", raw)
    text = normalise_text(_INVISIBLE_IN_NAMES.sub("", text), field)
    text = _without_excess_marks(_BLANKS.sub(" ", text).strip())
    if required and not text:
        raise Invalid(**{field: "This can't be empty."})
    check_length(text, field=field, max_graphemes=max_graphemes, max_bytes=max_graphemes * _BYTES_PER_GRAPHEME)
    return text


def _without_excess_marks(text: str) -> str:
    return _EXCESS_MARKS.sub("", text)
