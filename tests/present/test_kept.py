"""What is kept in the process, and the keys under which it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

import orjson
from jinja2 import Environment
from markupsafe import escape

from app.kept import Kept
from app.present.cards import CardDrawer
from app.present.frames import PageDrawer, slot_html
from app.present.json_people import user_fragment
from app.present.people import user_json
from app.present.posts import PostCard, post_cards
from app.store.post_rows import PostContent, PostRow, PostStamp
from app.store.users import UserRow

NOW = datetime(2026, 11, 25, tzinfo=UTC)
_EMPTY = {int: 1, str: "", bool: False, datetime: NOW}


def row(**given: object) -> PostRow:
    """A post with empty columns but these."""
    hints = {**get_type_hints(PostStamp), **get_type_hints(PostContent)}
    values = {name: _EMPTY.get(kind) for name, kind in hints.items()} | given
    stamp = PostStamp._make(values[name] for name in PostStamp._fields)
    return PostRow(stamp, PostContent._make(values[name] for name in PostContent._fields))


def test_only_so_much_is_kept_and_what_is_used_stays() -> None:
    kept: Kept[str] = Kept(2)

    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda key=key: f"made {key}")  # type: ignore[misc]

    assert len(kept) == 2
    assert kept.get("a", lambda: "made again") == "made a"
    assert kept.get("b", lambda: "made again") == "made again"


def test_every_part_of_a_card_is_in_its_key() -> None:
    quoted = row(id=7, username="ben", body="looms")
    plain = row(id=5, username="ana", is_quote=True, quote_of_id=7, repost_of_id=None)
    changes: list[dict[str, Any]] = [{}, {"server": 2}, {"post_stamp": 2}, {"author_stamp": 2}, {"marks": 3}]
    changes += [{"reply_to_username": "ben"}, {"media": "[]"}, {"link_card": "{}"}, {"viewer_choices": "[1]"}]
    rows = [[plain._replace(stamp=plain.stamp._replace(**change)), quoted] for change in changes]
    rows.append([plain, quoted._replace(stamp=quoted.stamp._replace(post_stamp=2))])
    rows.append([plain])

    keys = {post_cards(some, [5], viewer_id=None, now=NOW)[0].key for some in rows}
    keys.add(post_cards(rows[0], [5], viewer_id=1, now=NOW)[0].key)
    keys.add(post_cards(rows[0], [5], viewer_id=None, now=NOW + timedelta(hours=2))[0].key)

    assert len(keys) == len(rows) + 2


def test_a_card_is_drawn_once_for_all_reasons_and_says_each_readers_own() -> None:
    drawn: list[str] = []

    def draw(post: PostCard, *_: bool) -> str:
        drawn.append(post.body)
        return f"<p>{escape(post.reason)}</p><i>{escape(post.reason_note)}</i>" if post.reason else "<p>plain</p>"

    drawer = CardDrawer(draw)

    def of(reason: str) -> str:
        [post] = post_cards([row(id=5, body="wool")], [5], viewer_id=1, now=NOW)
        post.reason, post.reason_note = reason, f"{reason}!" if reason else ""
        return b"".join(drawer.card(post, True)).decode()

    assert of("You like @ana") == "<p>You like @ana</p><i>You like @ana!</i>"
    assert of("<b>") == "<p>&lt;b&gt;</p><i>&lt;b&gt;!</i>"
    assert of("") == "<p>plain</p>"
    assert drawn == ["wool"] * 2


def test_a_frame_has_the_posts_and_values_of_each_reading() -> None:
    source = '<p>{{ name }}</p>{{ cards(posts, true) }}<a href="{{ slot("to", to) }}">'
    template = Environment(autoescape=True).from_string(source)
    drawer = PageDrawer(CardDrawer(lambda post, *_: f"<b>{post.body}</b>"))
    template.globals.update(cards=drawer.post_cards, slot=drawer.slot)
    first, second = [post_cards([row(id=5, body=body)], [5], viewer_id=1, now=NOW) for body in ("wool", "felt")]

    def drawn(name: str, posts: list[PostCard], to: str) -> str:
        values = {"posts": [f"<b>{post.body}</b>".encode() for post in posts], "to": [slot_html(to)]}
        context = {"name": name, "posts": posts, "to": to}
        return drawer.draw_framed(lambda: template, context, key=name, slots=values).decode()

    assert drawn("Ana", first, "/a?b&c") == '<p>Ana</p><b>wool</b><a href="/a?b&amp;c">'
    assert drawn("Ana", second, '/"') == '<p>Ana</p><b>felt</b><a href="/&#34;">'
    assert drawn("Bén", second, "/") == '<p>Bén</p><b>felt</b><a href="/">'
    plain = drawer.draw(template, {"name": "Ana", "posts": first, "to": "/"}).decode()
    assert plain == '<p>Ana</p><b>wool</b><a href="/">'


def test_a_kept_person_is_shown_to_each_reader_as_made_for_them() -> None:
    plain = {name: _EMPTY.get(kind) for name, kind in get_type_hints(UserRow).items()}
    private = UserRow(**{**plain, "id": 5, "is_private": True})  # type: ignore[arg-type]
    rows = [private, private._replace(viewer_following=True), private._replace(followers_count=2)]

    for viewer_id in (None, 5, 6):
        for person in rows:
            assert orjson.loads(orjson.dumps(user_fragment(person, viewer_id))) == user_json(person, viewer_id)
