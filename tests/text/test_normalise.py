"""What happens to text before it is stored, and how its length is counted."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.text.normalise import (
    check_length,
    clean_bio,
    clean_body,
    clean_line,
    grapheme_count,
    is_blank,
    normalise_text,
)

FAMILY = "👨‍👩‍👧‍👦"


@given(st.text())
def test_normalising_twice_changes_nothing(raw: str) -> None:
    try:
        once = normalise_text(raw)
    except Invalid:
        return
    assert normalise_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


@given(st.text())
def test_lines_and_bios_are_stable(raw: str) -> None:
    try:
        line, bio = clean_line(raw, "display_name", 50), clean_bio(raw)
    except Invalid:
        return
    assert clean_line(line, "display_name", 50) == line
    assert not regex.search(r"[\n\t\u202A-\u202E\u2066-\u2069]", line)
    assert clean_bio(bio) == bio


@given(st.text())
def test_graphemes_are_counted_as_unicode_says(text: str) -> None:
    assert grapheme_count(text) == len(regex.findall(r"\X", text))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("Cafe\u0301", "Café"),
        ("\n \n  indented\n\nend \n\t\n", "  indented\n\nend"),
        ("tab\tstays", "tab\tstays"),
        (" \u200b\u3164\n", ""),
        ("שלום \u202eabc", "שלום \u202eabc"),
        (FAMILY, FAMILY),
    ],
)
def test_text_gets_one_form(raw: str, expected: str) -> None:
    assert normalise_text(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "a\x00b",
        "\x1b[31m",
        "a\x7f",
        "a\x85b",
        "\ud800",
        "a\udfff",
        "e" + "\u0301\u0323" * 40_000,
        "e" * 100_001,
    ],
)
def test_what_cannot_be_stored_is_refused(raw: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalise_text(raw, field="bio")

    assert list(refused.value.fields) == ["bio"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        (FAMILY, 1),
        ("🇩🇪🇫🇷", 2),
        ("👍🏽", 1),
        ("नमस्ते", 3),
        ("한국", 2),
        ("a\r\nb", 3),
    ],
)
def test_a_character_is_what_a_person_sees(text: str, count: int) -> None:
    assert grapheme_count(text) == count


def test_five_hundred_families_fit_and_one_more_does_not() -> None:
    assert clean_body(FAMILY * 500) == FAMILY * 500

    with pytest.raises(Invalid) as refused:
        clean_body(FAMILY * 501)

    assert refused.value.fields == {"body": "That's 1 character too long."}


def test_the_sentence_counts_the_excess() -> None:
    with pytest.raises(Invalid) as refused:
        check_length("x" * 1_512, field="body", max_graphemes=500)

    assert refused.value.message == "That's 1,012 characters too long."


def test_few_characters_can_still_be_too_many_bytes() -> None:
    with pytest.raises(Invalid) as refused:
        clean_body(("e" + "\u0323" * 60) * 400)

    assert "too much room" in refused.value.message


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060", "\u3164", "\u2800", "\u202e\ufeff"])
def test_nothing_visible_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(text + "·")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Ana \n\t Li ", "Ana Li"),
        ("\u202eanA", "anA"),
        ("A\u2066na\u2069", "Ana"),
        ("A\u200bna\ufeff", "Ana"),
        ("e\u202e\u0301", "é"),
        ("Z" + "\u0335" * 20, "Z" + "\u0335" * 4),
        ("محمد \u200fعلي", "محمد \u200fعلي"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("สวัสดี", "สวัสดี"),
        (f"Ana {FAMILY}", f"Ana {FAMILY}"),
    ],
)
def test_a_name_keeps_to_its_line(raw: str, expected: str) -> None:
    assert clean_line(raw, "display_name", 50) == expected


def test_a_required_line_needs_something_to_see() -> None:
    assert clean_line("\u200b ", "display_name", 50) == ""

    with pytest.raises(Invalid):
        clean_line("\u200b ", "display_name", 50, required=True)


def test_a_name_can_be_too_long() -> None:
    with pytest.raises(Invalid, match="1 character too long"):
        clean_line("x" * 51, "display_name", 50)


def test_a_bio_keeps_one_blank_line_in_a_row() -> None:
    assert clean_bio("one\r\n\r\n \r\n\r\ntwo\n\nthree\u202e") == "one\n\ntwo\n\nthree"
