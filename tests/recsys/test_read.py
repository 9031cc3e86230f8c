"""Interaction files of every kind the command promises."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.read import read_events, read_pair
from recsys.tables import Unreadable

ROWS = st.lists(
    st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(10**8, 2 * 10**9), st.integers(1, 50)),
    min_size=1,
    max_size=30,
)


def written(text: str) -> Path:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(text)
    return Path(file.name)


@given(ROWS, st.sampled_from("\t,"), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_tables_come_back(rows: list[tuple[int, int, int, int]], separator: str, header: bool, end: str) -> None:
    lines = [separator.join(map(str, row)) for row in rows]
    head = [separator.join(("user", "item", "timestamp", "weight"))] if header else []
    path = written(end.join(head + lines) + end)

    events = read_events(path)
    path.unlink()

    assert events.times is not None
    assert [*zip(events.people, events.items, events.times, events.weights, strict=True)] == rows


@given(st.lists(st.lists(st.integers(0, 999), min_size=4, max_size=9), min_size=1, max_size=9))
def test_lists_come_back(rows: list[list[int]]) -> None:
    path = written("\n".join(" ".join(map(str, [number, *items])) for number, items in enumerate(rows)))

    events = read_events(path)
    path.unlink()

    assert [*zip(events.people, events.items, strict=True)] == [(n, i) for n, items in enumerate(rows) for i in items]


@given(st.text(max_size=80))
def test_anything_is_read_or_refused(text: str) -> None:
    path = written(text.encode("utf-8", "ignore").decode())
    try:
        read_events(path)
    except Unreadable:
        pass
    finally:
        path.unlink()


def test_a_third_column_of_counts_is_a_weight(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("1\t2\t3.2466e+05\n2\t2\t1\n")

    events = read_events(tmp_path / "x")

    assert events.times is None
    assert events.weights.tolist() == [324660, 1]


def test_a_rating_before_the_time_is_understood(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("userId,movieId,rating,timestamp\n1,2,4.5,1600000000000\n")
    (tmp_path / "y").write_text("1,2,4.5,1600000000\n")

    for name in "xy":
        events = read_events(tmp_path / name)
        assert events.times is not None
        assert (events.times[0], events.weights[0]) == (1_600_000_000, 4.5)


def test_ids_may_be_text(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("ana,007,1600000000\nben,8,1600000001\n")

    assert read_events(tmp_path / "x").items.tolist() == ["007", "8"]


SAME = {
    "semicolons": "ana;x;1600000000\nben;y;1600000060\n",
    "bars": "ana|x|1600000000\nben|y|1600000060\n",
    "double colons": "ana::x::1600000000\nben::y::1600000060\n",
    "other order": "timestamp,item,user\n1600000000,x,ana\n1600000060,y,ben\n",
    "item first": "itemid\tuserid\tts\nx\tana\t1600000000\ny\tben\t1600000060\n",
    "names with types": "user_id:token\titem_id:token\ttimestamp:float\nana\tx\t1600000000\nben\ty\t1600000060\n",
    "unused text": "user,item,title,timestamp\nana,x,One,1600000000\nben,y,Two,1600000060\n",
    "times in words": "ana,x,2020-09-13T12:26:40Z\nben,y,2020-09-13T12:27:40+00:00\n",
    "times with a space": "user\titem\tdate\nana\tx\t2020-09-13 12:26:40\nben\ty\t2020-09-13 12:27:40\n",
    "milliseconds": "ana,x,1600000000000\nben,y,1600000060000\n",
    "quotes": '"ana","x","1600000000"\n"ben","y","1600000060"\n',
    "mark of byte order, two kinds of line ends": "\ufeffuser,item,timestamp\r\nana,x,1600000000\r\nben,y,1600000060\r",
    "separator at the end": "ana\tx\t1600000000\t\n\nben\ty\t1600000060\t\n",
    "rating before time": "ana,x,4.0,1600000000\nben,y,2.5,1600000060\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_tables_of_all_kinds_say_the_same(text: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(text.encode())

    events = read_events(tmp_path / "x")

    assert events.times is not None
    assert [*zip(events.people, events.items, events.times, strict=True)] == [
        ("ana", "x", 1.6e9),
        ("ben", "y", 1.6e9 + 60),
    ]


def test_a_quoted_id_may_hold_the_separator(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('"Doe, Ana",x,1600000000\nben,y,1600000001\n')

    assert read_events(tmp_path / "x").people.tolist() == ["Doe, Ana", "ben"]


def test_ids_beyond_64_bits_are_text(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(f"{2**63} 1 1600000000\n1 2 1600000000\n")

    assert read_events(tmp_path / "x").people.tolist() == [str(2**63), "1"]


def test_a_short_list_beside_lists_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "train").write_text("1 5 6 7 8 9\n\n2\n3 5\n")
    (tmp_path / "test").write_text("1 2 3\n3 8 9\n")

    train, test = read_pair(tmp_path / "train", tmp_path / "test")

    assert [*zip(test.people, test.items, strict=True)] == [(1, 2), (1, 3), (3, 8), (3, 9)]
    assert set(train.people.tolist()) == {1, 3}


def test_gzip_is_read_and_a_damaged_one_refused(tmp_path: Path) -> None:
    content = gzip.compress(b"1,2,1600000000\n" * 20)
    (tmp_path / "x.gz").write_bytes(content)
    (tmp_path / "y.gz").write_bytes(content[:-9])

    assert len(read_events(tmp_path / "x.gz")) == 20
    with pytest.raises(Unreadable, match="damaged"):
        read_events(tmp_path / "y.gz")


def test_rows_without_a_positive_weight_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("1,2,1600000000,0\n1,3,1600000000,-1\n1,4,1600000000,2\n")

    assert read_events(tmp_path / "x").items.tolist() == [4]


@pytest.mark.parametrize(
    "text",
    [
        "1,2,1600000000,0\n",
        "",
        "# nothing\n",
        "user,item,timestamp\n",
        "alone\n",
        "1,2,x\n1,2,3\n3,4,y",
        "1,2,nan\n",
        "1,2,1600000000,1e300\n",
        "1,,1600000000\n",
        "1,2,1600000000\n1,2\n",
    ],
)
def test_what_is_no_interactions_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)

    with pytest.raises(Unreadable):
        read_events(tmp_path / "x")
