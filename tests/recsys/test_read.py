"""Interaction files of every kind the command promises."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recsys.read import Unreadable, read_events

ROWS = st.lists(
    st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(10**8, 2 * 10**9), st.integers(1, 50)),
    min_size=1,
    max_size=30,
)


def written(text: str) -> Path:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(text)
    return Path(file.name)


# A busy machine makes tables slowly; that says nothing of the reader.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
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
    "text", ["1,2,1600000000,0\n", "", "# nothing\n", "alone\n", "1,2,x\n1,2,3\n3,4,y", "1,2,nan\n"]
)
def test_what_is_no_interactions_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)

    with pytest.raises(Unreadable):
        read_events(tmp_path / "x")
