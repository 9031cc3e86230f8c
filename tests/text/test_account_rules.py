"""Usernames, e-mail addresses, passwords, tokens and places to go after signing in."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.security.emails import clean_email, email_key
from app.security.passwords import (
    check_password,
    dummy_hash,
    hash_password,
    needs_rehash,
    verify_password,
)
from app.security.redirects import safe_next
from app.security.tokens import constant_time_equals, hash_token, new_token
from app.security.usernames import clean_username, username_key

RESERVED = """
    admin Admin ad.min _admin_ root api auth live settings search notifications following saved liked compose
    topics moderation insights static media healthz readyz metrics about privacy help terms support skein
    security abuse postmaster webmaster everyone all here me null undefined official moderator operator staff
    team
"""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("ana", "ana"),
        (" Ana ", "ana"),
        ("@ana", "ana"),
        ("a", "a"),
        ("_", "_"),
        ("a.b_c.9", "a.b_c.9"),
        ("7" * 30, "7" * 30),
    ],
)
def test_a_username_is_lower_case_ascii(raw: str, name: str) -> None:
    assert clean_username(raw) == name
    assert username_key(raw) == name


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "@",
        "a" * 31,
        ".a",
        "a.",
        "a..b",
        "a-b",
        "a b",
        "a\nb",
        "a\x00",
        "ana!",
        "аna",
        "ａｎａ",
        "ana\u212a",
        "ﬁn",
        "anä",
        "ı",
        "ſ",
        "a\u200b",
        "\ud800",
        "ana\u0301",
    ],
)
def test_a_username_that_breaks_a_rule_is_refused(raw: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_username(raw)

    assert list(refused.value.fields) == ["username"]
    assert refused.value.message.endswith(".")
    assert username_key(raw) is None


@pytest.mark.parametrize("raw", RESERVED.split())
def test_reserved_words_are_kept_back(raw: str) -> None:
    with pytest.raises(Invalid, match="kept for Skein"):
        clean_username(raw)


@given(st.text(max_size=40))
def test_any_text_is_a_username_or_refused(raw: str) -> None:
    try:
        name = clean_username(raw)
    except Invalid:
        return
    assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", name)
    assert clean_username(name) == name == username_key(raw)


@pytest.mark.parametrize(
    ("raw", "typed", "canonical"),
    [
        ("ana@example.com", "ana@example.com", "ana@example.com"),
        ("  Ana.B+x@Example.COM\n", "Ana.B+x@Example.COM", "ana.b+x@example.com"),
        ("ana@münchen.example", "ana@münchen.example", "ana@xn--mnchen-3ya.example"),
        ("ana@straße.example", "ana@straße.example", "ana@xn--strae-oqa.example"),
        ("o'neil@sub.example.co", "o'neil@sub.example.co", "o'neil@sub.example.co"),
    ],
)
def test_an_address_has_one_canonical_form(raw: str, typed: str, canonical: str) -> None:
    assert clean_email(raw) == (typed, canonical)
    assert clean_email(canonical)[1] == canonical
    assert email_key(raw) == canonical


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@localhost",
        "a b@example.com",
        "ana@exa mple.com",
        "ana@@example.com",
        ".ana@example.com",
        "ana.@example.com",
        "a..b@example.com",
        "ana@-x.example",
        "ana@x-.example",
        "ana@x..example",
        "ana\x00@example.com",
        "ana\r\nBcc:@example.com",
        "ana@example.com\u200b",
        "аna@example.com",
        "ana@ｅxample.com",
        "ana\u212a@example.com",
        "ana@example.c\u2100m",
        '"ana"@example.com',
        "ana@[127.0.0.1]",
        "ana@1.2.3.4",
        "<ana@example.com>",
        "a" * 65 + "@example.com",
        "ana@" + "a." * 130 + "example",
        "ana@ex_ample.com",
        "ana@\ud800.com",
    ],
)
def test_an_address_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_email(raw)

    assert list(refused.value.fields) == ["email"]
    assert email_key(raw) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_an_address_or_refused(local: str, domain: str) -> None:
    try:
        _, canonical = clean_email(f"{local}@{domain}.example")
    except Invalid:
        return
    assert canonical.isascii()
    assert canonical == canonical.lower()
    assert clean_email(canonical) == (canonical, canonical)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "Tr0ub4dor&3x",
        "naïve-café-9",
        "漢字とかなの合言葉",
        "x" * 500 + "y" * 500,
        "pw\x00 with nul",
    ],
)
def test_a_good_password_passes(password: str) -> None:
    check_password(password, username="ana", email="ana@example.com")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "7chars!",
        "a" * 1_001,
        "ä" * 501,
        "\ud800" * 9,
        "password",
        "Password1",
        "qwerty123",
        "letmein1",
        "iloveyou",
        "12345678",
        "trustno1",
        "sunshine1",
        "P@ssw0rd",
        "aaaaaaaaaa",
        "abababab",
        "abcabcabc",
        "23456789",
        "87654321",
        "abcdefghij",
        "qwertyuiop",
        "lkjhgfdsa",
        "analemma",
        "ANALEMMA",
        "analemma2026",
        "postbox@example.com",
        "ammelana",
        "analemmaanalemma",
        "postbox99",
    ],
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_password(password, username="analemma", email="postbox@example.com", field="new_password")

    assert list(refused.value.fields) == ["new_password"]


def test_a_hash_tells_the_right_password_from_others() -> None:
    stored = hash_password("correct horse battery é")

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != hash_password("correct horse battery é")
    assert verify_password(stored, "correct horse battery e\u0301")
    assert not verify_password(stored, "Correct horse battery é")
    assert not needs_rehash(stored)


@pytest.mark.parametrize("password", ["", "x" * 5_000, "\ud800", "x"])
def test_no_password_opens_what_has_none(password: str) -> None:
    assert not verify_password(dummy_hash(), password)
    assert not verify_password("", password)
    assert not verify_password("$argon2id$broken", password)


def test_other_parameters_ask_for_a_new_hash() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("correct horse battery")

    assert verify_password(old, "correct horse battery")
    assert needs_rehash(old)
    assert needs_rehash("nothing of the kind")


def test_tokens_are_long_different_and_stored_hashed() -> None:
    one, two = new_token(), new_token()

    assert one != two
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", one)
    assert len(hash_token(one)) == 32
    assert hash_token(one) == hash_token(one) != hash_token(two)
    assert len(hash_token("\ud800")) == 32
    assert constant_time_equals(one, one.encode())
    assert not constant_time_equals(one, two)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/", "/"),
        ("/@ana/post/1?x=1#y", "/@ana/post/1?x=1#y"),
        ("/search?q=a%2Fb%0A&next=//x", "/search?q=a%2Fb%0A&next=//x"),
        ("/topics/日本", "/topics/%E6%97%A5%E6%9C%AC"),
        ("/topics/%E6%97%A5", "/topics/%E6%97%A5"),
    ],
)
def test_pages_of_this_site_are_safe(target: str, place: str) -> None:
    assert safe_next(target) == place


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "settings",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "https:/evil.example",
        "javascript:alert(1)",
        " /x",
        "/x\r\nSet-Cookie: a=b",
        "/x\x00",
        "/%2F/evil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/%255cevil.example",
        "/%09/evil.example",
        "/.//evil.example",
        "/%0d%0aLocation:x",
        "/\ud800",
        "/" + "a" * 2_001,
        "?x",
        "#x",
        "/%25252525255c",
    ],
)
def test_other_places_are_not(target: str | None) -> None:
    assert safe_next(target, default="/following") == "/following"


@given(st.text(alphabet="/\\%25cfF09.ae:@?#\t\n é", max_size=20))
def test_a_place_is_always_a_path_of_this_site(target: str) -> None:
    place = safe_next(target)

    assert place.isascii()
    assert re.match(r"/(?![/\\])", place)
    assert not re.search(r"[\s\\\x00-\x1f]", place)
