"""The loader numbers parameters and leaves alone whatever only looks like one."""

from __future__ import annotations

import pytest

from app.query import BadQueryFile, parse_sql, read_sql

HEAD = "-- Answers something.\n-- returns: many\n"


def parsed(body: str) -> tuple[str, tuple[str, ...]]:
    result = parse_sql(HEAD + body)
    return result.text, result.parameters


def test_a_name_used_twice_is_one_parameter() -> None:
    assert parsed("SELECT :a, :b, :a") == ("SELECT $1, $2, $1", ("a", "b"))


@pytest.mark.parametrize(
    "body",
    [
        "SELECT 'at :noon', E'it\\'s :noon'",
        'SELECT "odd:name"',
        "SELECT $$ :noon $$, $tag$ :noon $tag$",
        "SELECT x::text",
        "SELECT (ARRAY[1, 2])[1:2]",
        "SELECT list[1:n]",
    ],
)
def test_colons_that_are_no_parameters_stay(body: str) -> None:
    assert parsed(body) == (body, ())


def test_comments_are_dropped_with_the_names_in_them() -> None:
    assert parsed("SELECT 1 -- at 10:30 or :noon\n/* :noon */") == ("SELECT 1", ())


def test_a_cast_parameter_keeps_its_cast() -> None:
    assert parsed("SELECT :before_id::bigint IS NULL") == ("SELECT $1::bigint IS NULL", ("before_id",))


def test_a_file_without_its_returns_line_is_refused() -> None:
    with pytest.raises(BadQueryFile, match="returns"):
        parse_sql("SELECT 1")


def test_two_statements_are_refused() -> None:
    with pytest.raises(BadQueryFile, match="one statement"):
        parse_sql(HEAD + "SELECT 1; SELECT 2")


def test_a_part_is_one_more_cte_and_shares_the_parameters() -> None:
    sql = parse_sql(read_sql("posts/list_stamps"))

    assert ") , stamped AS ( WITH visible AS (" in " ".join(sql.text.split())
    assert sorted(sql.parameters) == ["place", "post_ids", "viewer_id", "with_follows"]


def test_a_part_may_be_the_only_cte() -> None:
    assert parse_sql(read_sql("sessions/select_viewer")).text.startswith("WITH viewer AS (")
