"""How a list is mixed: nobody has three posts in a row as long as posts by others can stand between them."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from app.feeds.diversify import MAX_OF_AUTHOR, Candidate, spread
from app.feeds.reasons import NEW, Reason


def listed(authors: list[int]) -> list[Candidate]:
    return [Candidate(place, author, 1.0, "newest", Reason(NEW)) for place, author in enumerate(authors)]


def longest_run(candidates: list[Candidate]) -> int:
    return max((len(list(run)) for _, run in groupby(candidates, key=lambda item: item.author_id)), default=0)


def test_what_one_author_has_too_much_of_at_the_end_stands_between_what_came_before() -> None:
    authors = [1, 2, 3, 2, 3, 1, 1, 1, 1]

    shown = spread(listed(authors))

    assert [item.post_id for item in shown[:3]] == [0, 1, 2]
    assert longest_run(shown) <= MAX_OF_AUTHOR


@given(st.lists(st.integers(1, 4), max_size=40))
def test_every_post_is_there_once_and_no_run_is_too_long_where_it_can_be_helped(authors: list[int]) -> None:
    shown = spread(listed(authors))

    assert sorted(item.post_id for item in shown) == list(range(len(authors)))
    most = max((authors.count(author) for author in set(authors)), default=0)
    if most <= MAX_OF_AUTHOR * (len(authors) - most + 1):
        assert longest_run(shown) <= MAX_OF_AUTHOR


def test_posts_of_the_only_author_are_all_shown() -> None:
    assert len(spread(listed([1] * 5))) == 5
