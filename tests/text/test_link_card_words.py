"""What a page says of itself for a preview."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.text.link_cards import MAX_TITLE, PageWords, read_page_words

URL = "https://www.example.com/wool/blue.html"


def test_open_graph_comes_before_the_pages_own_title() -> None:
    html = b"""<head><title>Own</title><meta property="og:title" content="Blue &amp; wool"><meta name=description
        content=" Two\n words "><meta property="og:image" content="/pictures/1.jpg"><meta property="og:site_name"
        content="Wool Weekly">"""

    assert read_page_words(html, url=URL) == PageWords(
        "Wool Weekly", "Blue & wool", "Two words", "https://www.example.com/pictures/1.jpg"
    )


def test_a_page_that_says_nothing_has_its_title_and_host() -> None:
    assert read_page_words(b"<title>Blue</title>", url=URL) == PageWords("example.com", "Blue", "", "")


def test_markup_stays_text_and_long_words_are_cut() -> None:
    words = read_page_words(b"<title>&lt;b&gt;" + b"wool " * 100 + b"</title>", url=URL)

    assert words.title.startswith("<b>wool wool")
    assert len(words.title) <= MAX_TITLE
    assert words.title.endswith("wool…")


def test_the_charset_is_the_headers_else_the_pages() -> None:
    page = '<meta charset="iso-8859-1"><title>Été</title>'.encode("iso-8859-1")

    assert read_page_words(page, url=URL).title == "Été"
    assert read_page_words("<title>Été</title>".encode("utf-16"), url=URL, charset="utf-16").title == "Été"
    assert read_page_words(b"<title>ok</title>", url=URL, charset="no-such-charset").title == "ok"


def test_only_web_addresses_are_taken_for_pictures() -> None:
    for address in ("javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd", "http://[bad"):
        html = f'<title>a</title><meta property="og:image" content="{address}">'
        assert read_page_words(html.encode(), url=URL).image_url == ""


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "x"]))
def test_any_bytes_are_read(html: bytes, charset: str | None) -> None:
    read_page_words(b"<title>" + html, url=URL, charset=charset)
