"""Numbers become places in a drawing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.present.charts import HEIGHT, LEFT, bar_chart, line_chart, scale_of, share_chart


@pytest.mark.parametrize(
    ("highest", "top", "marks"),
    [
        (184, 200, [0, 50, 100, 150, 200]),
        (0.27, 0.3, [0, 0.1, 0.2, 0.3]),
        (7.4, 8, [0, 2, 4, 6, 8]),
        (1, 1, [0, 0.25, 0.5, 0.75, 1]),
        (0, 1, [0, 1]),
    ],
)
def test_an_axis_begins_at_zero_and_has_round_marks(highest: float, top: float, marks: list[float]) -> None:
    found_top, found_marks = scale_of(highest)

    assert found_top == pytest.approx(top)
    assert found_marks == pytest.approx(marks)


def test_a_line_goes_from_edge_to_edge_and_higher_is_further_up() -> None:
    chart = line_chart([("Events", [0, 50, 100])], [(0, "10:00"), (2, "Now")], with_names=False)

    places = [tuple(map(float, point.split(","))) for point in chart.lines[0].points.split()]
    assert places[0][0] == LEFT
    assert places[-1] == (chart.right, chart.lines[0].end_y)
    assert places[0][1] > places[1][1] > places[2][1]
    assert [(mark.label, mark.anchor) for mark in chart.columns] == [("10:00", "start"), ("Now", "end")]


def test_names_at_the_ends_do_not_overlap() -> None:
    chart = line_chart([("Model", [0.2]), ("Popularity", [0.199]), ("Random", [0.0])], [], with_names=True)

    names = sorted(line.name_y for line in chart.lines)
    assert all(below - above >= 14 for above, below in pairwise(names))


def test_bars_stand_on_zero_beside_each_other() -> None:
    chart = bar_chart([("For you", [6, 0]), ("Following", [5, 4])], ["Wed", "Thu"], suffix="%")

    floor = max(mark.at for mark in chart.rows)
    assert all(bar.y + bar.height == pytest.approx(floor, abs=0.2) for bar in chart.bars)
    assert chart.bars[0].x + chart.bars[0].width <= chart.bars[2].x
    assert all(0 <= bar.y <= HEIGHT for bar in chart.bars)


def test_shares_are_percent_of_the_whole() -> None:
    assert [share.percent for share in share_chart([("Model", 3), ("Newest", 1)]).shares] == [75, 25]
