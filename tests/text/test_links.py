"""Web addresses in text."""

from __future__ import annotations

import pytest

from app.errors import Invalid
from app.text.links import clean_link, link_at, shown_link
from app.text.rich import parse_post, render_html


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://example.com.", ["https://example.com"]),
        ("HTTP://Example.COM/Path?q=1#x", ["http://example.com/Path?q=1#x"]),
        ("(https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("https://example.com/a, https://example.com/b!", ["https://example.com/a", "https://example.com/b"]),
        ("<https://example.com/a>", ["https://example.com/a"]),
        ('"https://example.com/a"', ["https://example.com/a"]),
        ("https://example.com:8080/x", ["https://example.com:8080/x"]),
        ("http://localhost:8000 http://127.0.0.1/", ["http://localhost:8000", "http://127.0.0.1/"]),
        ("詳細はhttps://example.com/ を", []),
        ("詳細は https://example.comを見て", ["https://example.com"]),
        ("「https://example.com/a」。", ["https://example.com/a"]),
        ("https://example.com/日本", ["https://example.com/%E6%97%A5%E6%9C%AC"]),
        ("https://münchen.example/ü", ["https://xn--mnchen-3ya.example/%C3%BC"]),
        ("https://مثال.إختبار/", ["https://xn--mgbh0fb.xn--kgbechtv/"]),
        ("javascript://example.com data:text/html ftp://example.com", []),
        ("example.com www.example.com", []),
        ("https://bank.example@evil.example https://u:p@evil.example", []),
        ("https:// https://. https://- https://a https://a_", []),
        ("https://-a.example https://a..example", []),
        ("xhttps://example.com", []),
        ("https://example.com/\u202egnp.exe", ["https://example.com/"]),
        ("https://exam\u200bple.com", []),
        ("https://example.com/" + "a" * 2_100, []),
        ("https://example.com/a https://example.com/a", ["https://example.com/a"]),
    ],
)
def test_links(text: str, urls: list[str]) -> None:
    assert list(parse_post(text).links) == urls


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.com/", "example.com"),
        ("https://example.com/a", "example.com/a"),
        ("https://example.com/" + "a" * 60, "example.com/" + "a" * 27 + "…"),
        (
            "https://accounts.bank.example.login.session.evil.example/x",
            "…k.example.login.session.evil.example",
        ),
        ("https://日本語.jp/", "日本語.jp"),
        ("https://яндекс.рф/", "яндекс.рф"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://pаypal.com/", "xn--pypal-4ve.com"),
    ],
)
def test_what_a_reader_sees_of_a_link(url: str, shown: str) -> None:
    link = link_at(url, 0)

    assert link is not None
    assert link.shown.endswith(shown.removeprefix("…"))
    assert len(link.shown) <= 40
    assert (len(link.shown) == 40) == ("…" in link.shown)


def test_the_whole_address_is_in_href_and_title() -> None:
    url = "https://example.com/" + "a" * 60 + "?b=1&c='2"

    html = render_html(parse_post(url), {})

    escaped = url.replace("&", "&amp;").replace("'", "&#x27;")
    assert html == (
        f'<a href="{escaped}" title="{escaped}" rel="nofollow noopener noreferrer ugc">example.com/{"a" * 27}…</a>'
    )


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("", ""),
        ("  ", ""),
        (" example.com/ana ", "https://example.com/ana"),
        ("http://example.com", "http://example.com"),
        ("https://日本語.jp", "https://xn--wgv71a119e.jp"),
    ],
)
def test_a_profile_link_is_one_address(raw: str, url: str) -> None:
    assert clean_link(raw) == url


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "two words",
        "ana@example.com",
        "https://a b.c",
    ],
)
def test_a_profile_link_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_link(raw)

    assert refused.value.fields == {"link": "That doesn't look like a link. Try https://…"}


def test_a_profile_link_is_shown_short() -> None:
    assert shown_link("https://example.com/ana") == "example.com/ana"
