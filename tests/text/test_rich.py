"""Mentions, topics and newlines in a text, and the HTML it becomes."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from app.text.rich import Parsed, normalise_topic, parse_post, render_bio, render_html, stored_html

ALLOWED = {"a": {"href", "class", "rel", "title"}, "br": set[str]()}

# Text made of what could go wrong, mixed with any text.
PIECES = st.sampled_from(
    [
        "@",
        "#",
        "＃",
        "@ana",
        "@Ben.b",
        "#topic",
        "http://",
        "https://a.example/",
        "<",
        ">",
        '"',
        "'",
        "&",
        "&lt;",
        "\n",
        "<script>",
        "javascript:",
        "\u202e",
        "\u200b",
        "\u200d",
        "é",
        "م",
        "(",
        ")",
        ".",
        "/",
        " ",
        "xn--a.",
        "_",
        "👨‍👩‍👧",
    ]
)
TRICKY = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)


class Reader(HTMLParser):
    """Reads rendered HTML strictly: only our tags and attributes, each closed, none inside another."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.anchors: list[dict[str, str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert not self.open
        if tag == "br":
            self.text += "\n"
            return
        self.open = True
        self.anchors.append({name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        assert tag == "a"
        assert self.open
        self.open = False

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    assert not reader.open
    return reader


@given(TRICKY)
@example('<img src=x onerror="alert(1)">')
@example('https://a.example/"onmouseover="alert(1)')
@example("&#60;script&#62;")
def test_html_holds_only_what_we_allow(text: str) -> None:
    parsed = parse_post(text)
    html = render_html(parsed, {"ana": "ana", "ben.b": '"><b>'})

    reader = read(html)

    assert reader.text == "".join(token.shown for token in parsed.tokens)
    for anchor in reader.anchors:
        assert anchor["href"].startswith(("/@", "/topics/", "http://", "https://"))
        assert anchor["href"].isascii()
        assert not set(anchor["href"]) & set('"<> \\\t\n')
        if anchor["href"].startswith("http"):
            assert anchor["rel"] == "nofollow noopener noreferrer ugc"
            assert anchor["title"] == anchor["href"]


@given(TRICKY)
def test_tokens_cover_the_text(text: str) -> None:
    tokens = parse_post(text).tokens

    position = 0
    for token in tokens:
        assert token.start == position < token.end
        if token.kind != "link":
            assert token.shown == text[token.start : token.end]
        position = token.end
    assert position == len(text)


@given(st.text(max_size=60))
def test_a_topic_has_one_form(raw: str) -> None:
    name = normalise_topic(raw)
    if name is not None:
        assert normalise_topic(name) == name
        assert parse_post("#" + name).topics == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ana", ["ana"]),
        ("Hi @Ana, @BEN and @ana.", ["ana", "ben"]),
        ("(@ana) “@ben” .@cleo —@dan", ["ana", "ben", "cleo", "dan"]),
        ("@ana.b. @ana..b @_x_ @.ana", ["ana.b", "ana", "_x_"]),
        ("ana@example.com or mailto:ana@example.com", []),
        ("@ana@far.example", []),
        ("@@ana /@ana a/@ana", []),
        ("@" + "a" * 30, ["a" * 30]),
        ("@" + "a" * 31, []),
        ("@anaé @anaа @ana\u0301 @ana１", []),
        ("@anaさん、@ben님 @cleoك", ["ana", "ben", "cleo"]),
        ("مرحبا @ana، كيف", ["ana"]),
        ("नमस्ते @ana।", ["ana"]),
        ("❤️@ana 👨‍👩‍👧@ben 🇩🇪@cleo", ["ana", "ben", "cleo"]),
        ("\n@ana\n@ben\t@cleo", ["ana", "ben", "cleo"]),
        ("https://x.example/@ana", []),
        ("@ \u212a@ana é@ana ſ@ana", []),
        ("@\u212a @ſ", []),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert list(parse_post(text).mentions) == names


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("#Python and #python, #PYTHON", ["python"]),
        ("#caf\u00e9 #cafe\u0301", ["café"]),
        ("#1 #2026 #___ # ##x", []),
        ("#2026_goals #a1", ["2026_goals", "a1"]),
        ("(#a)#b #c.", ["a", "b", "c"]),
        ("C# a#b /#c &#39;", []),
        ("#日本語、＃東京タワー！", ["日本語", "東京タワー"]),
        ("#हिन्दी #العربية #עברית #ไทย #한국어", ["हिन्दी", "العربية", "עברית", "ไทย", "한국어"]),
        ("#می‌خواهم", ["میخواهم"]),
        ("#straße #STRASSE", ["strasse"]),
        ("#Ｆｕｌｌ", ["full"]),
        ("#ﷺ #½ #①", []),
        ("#\u3164 #\u200dx #️⃣", []),
        ("#love❤️ #go🇩🇪", ["love", "go"]),
        ("#" + "a" * 100, ["a" * 100]),
        ("#" + "a" * 101, []),
        ("https://x.example/#frag", []),
    ],
)
def test_topics(text: str, topics: list[str]) -> None:
    assert list(parse_post(text).topics) == topics


def test_a_mention_leads_only_to_somebody() -> None:
    html = render_html(parse_post("@Ana & @nobody\n#C_ü"), {"ana": "ana"})

    assert html == (
        '<a href="/@ana" class="mention">@Ana</a> &amp; @nobody<br><a href="/topics/c_%C3%BC" class="topic">#C_ü</a>'
    )
    assert unquote("c_%C3%BC") == "c_ü"


def test_a_bio_follows_the_same_rules_and_templates_take_it_as_it_is() -> None:
    html = render_bio("<b>@ana</b>", {"ana": "ana"})

    assert html == '&lt;b&gt;<a href="/@ana" class="mention">@ana</a>&lt;/b&gt;'
    assert isinstance(html, Markup)
    assert stored_html(str(html)).__html__() == html


@pytest.mark.parametrize(
    "piece",
    [
        "@",
        "#",
        "http://",
        "@a",
        "#a",
        "http://a.b/(",
        "-http://a.b/-",
        "https://xn--a.",
        "http://a:",
        "@a.",
        "#\u0301",
        "\n",
        "http://a.b/( ",
        "'http://a.b/'\"[{(",
        "＃",
        "http://é.",
        "@a@",
        "https://a@",
    ],
)
def test_a_big_text_ends(piece: str) -> None:
    text = piece * (20_480 // len(piece))

    parsed = parse_post(text)

    assert isinstance(parsed, Parsed)
    assert "".join(text[token.start : token.end] for token in parsed.tokens) == text
    read(render_html(parsed, {"a": "a"}))


def test_a_host_that_linkifiers_choke_on_is_plain_text() -> None:
    assert parse_post("https://" + "xn--a." * 60 + "xn--a_").links == ()
