"""What is typed to find posts: filters are taken out, words and phrases stay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.search_words import parse_post_query
from app.errors import Invalid
from app.store.search import PostQuery


def test_filters_are_taken_out_of_the_words() -> None:
    query = parse_post_query('rain from:@Ana  "wool jacket" -cotton has:media since:2026-01-31 until:2026-02-01')

    assert query == PostQuery(
        words='rain "wool jacket" -cotton',
        from_username="ana",
        has_media=True,
        since=datetime(2026, 1, 31, tzinfo=UTC),
        until=datetime(2026, 2, 2, tzinfo=UTC),
    )


def test_in_quotes_nothing_is_a_filter() -> None:
    assert parse_post_query('"from:ana"') == PostQuery(words='"from:ana"')
    assert parse_post_query("transform:ana http://x.y") == PostQuery(words="transform:ana http://x.y")


@pytest.mark.parametrize("typed", ["since:yesterday", "until:2026-13-01", "has:cake", "until:9999-12-31"])
def test_a_filter_that_cannot_be_read_says_so(typed: str) -> None:
    with pytest.raises(Invalid):
        parse_post_query(typed)


@pytest.mark.parametrize("typed", ["", "   ", "-wool", "!!", '""'])
def test_nothing_asked_is_empty(typed: str) -> None:
    assert parse_post_query(typed).is_empty


@given(st.text(alphabet=st.sampled_from('ab :"-@from:has:media '), max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        query = parse_post_query(typed)
    except Invalid:
        return
    assert "  " not in query.words
    assert parse_post_query(query.words).words == query.words or ":" in query.words
