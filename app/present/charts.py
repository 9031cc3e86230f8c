"""Charts as shapes: numbers in, places in an SVG drawing out. Templates draw them (DESIGN.md, Charts)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 400, 168
LEFT, TOP, BOTTOM = 36, 10, 26
# Room for the name of a series at its end.
NAMES = 76
MOST_GAPS = 4
# Names that end nearer to each other than this would overlap.
NAME_HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at its place on an axis."""

    at: float
    label: str
    # start, middle or end: how the label lies to its place.
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Line:
    """One series: `points` of a polyline, `area` of the path below it (empty: none), and where it ends."""

    name: str
    number: int
    points: str
    area: str
    end_x: float
    end_y: float
    name_y: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """Series over time."""

    lines: list[Line]
    rows: list[Mark]
    columns: list[Mark]
    right: float
    has_names: bool
    kind: str = "lines"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from zero up."""

    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Groups of bars; `names` is their legend."""

    bars: list[Bar]
    names: list[str]
    rows: list[Mark]
    columns: list[Mark]
    right: float = WIDTH - 8
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in percent."""

    name: str
    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Parts of a whole, one below the other."""

    shares: list[Share]
    kind: str = "shares"


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers in words."""

    head: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its words: `finding` is what it tells, read out in place of the drawing."""

    name: str
    title: str
    subtitle: str
    finding: str
    table: Table
    # None: nothing was measured yet.
    drawing: LineChart | BarChart | ShareChart | None
    nothing: str = "Nothing measured yet"


def scale_of(highest: float) -> tuple[float, list[float]]:
    """The top of an axis from zero, and its marks: round numbers, at most four gaps."""
    if highest <= 0:
        return 1.0, [0.0, 1.0]
    rough = highest / MOST_GAPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))
    gaps = max(1, math.ceil(highest / step - 1e-9))
    return step * gaps, [step * number for number in range(gaps + 1)]


def line_chart(
    series: Sequence[tuple[str, Sequence[float]]],
    labels: Sequence[tuple[int, str]],
    *,
    with_names: bool,
    suffix: str = "",
) -> LineChart:
    """Lines over equal steps.

    Args:
        series: name and values, all of one length.
        labels: step and words below the axis.
        with_names: name each line at its end; else the first is filled.
        suffix: goes behind the numbers of the axis.
    """
    steps = max(len(values) for _, values in series)
    right = WIDTH - (NAMES if with_names else 10)
    top, marks = scale_of(max(max(values) for _, values in series))

    def x_of(step: int) -> float:
        return round(LEFT + (right - LEFT) * (step / (steps - 1) if steps > 1 else 1), 1)

    lines = []
    for number, (name, values) in enumerate(series, 1):
        places = [(x_of(step), _y_of(value, top)) for step, value in enumerate(values)]
        if len(places) == 1:
            # One measurement is a level, not a course.
            places = [(float(LEFT), places[0][1]), *places]
        points = " ".join(f"{x},{y}" for x, y in places)
        area = "" if with_names else f"M{places[0][0]},{_y_of(0, top)} L{points} L{places[-1][0]},{_y_of(0, top)} Z"
        lines.append(Line(name, number, points, area, *places[-1], name_y=places[-1][1]))
    anchors = {0: "start", steps - 1: "end"}
    columns = [Mark(x_of(step), label, anchors.get(step, "middle")) for step, label in labels]
    return LineChart(_apart(lines), _rows(marks, top, suffix), columns, right, with_names)


def bar_chart(series: Sequence[tuple[str, Sequence[float]]], labels: Sequence[str], *, suffix: str = "") -> BarChart:
    """Bars side by side in one group per label (an empty label is not written)."""
    top, marks = scale_of(max(max(values) for _, values in series))
    right = WIDTH - 8
    group = (right - LEFT) / len(labels)
    width = min(17.0, group * 0.72 / len(series))
    gap = min(2.0, group * 0.06)
    bars = []
    for number, (_, values) in enumerate(series, 1):
        for place, value in enumerate(values):
            start = LEFT + group * (place + 0.5) - (width * len(series) + gap * (len(series) - 1)) / 2
            y = _y_of(value, top)
            x = start + (number - 1) * (width + gap)
            bars.append(Bar(number, round(x, 1), y, round(width, 1), round(_y_of(0, top) - y, 1)))
    columns = [Mark(round(LEFT + group * (place + 0.5), 1), label) for place, label in enumerate(labels) if label]
    return BarChart(bars, [name for name, _ in series], _rows(marks, top, suffix), columns)


def share_chart(parts: Sequence[tuple[str, int]]) -> ShareChart:
    """Each part in percent of the sum."""
    whole = sum(count for _, count in parts)
    return ShareChart(
        [Share(name, number, round(100 * count / whole)) for number, (name, count) in enumerate(parts, 1)]
    )


def short_number(value: float) -> str:
    """184, 1.2, 0.05: as many digits as tell something."""
    if value >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _y_of(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)


def _rows(marks: Sequence[float], top: float, suffix: str) -> list[Mark]:
    return [Mark(_y_of(mark, top), f"{short_number(mark)}{suffix}", "end") for mark in marks]


def _apart(lines: list[Line]) -> list[Line]:
    """Move names that would overlap apart, downwards."""
    moved: dict[str, Line] = {}
    last = -math.inf
    for line in sorted(lines, key=lambda item: item.end_y):
        last = max(line.end_y, last + NAME_HEIGHT)
        moved[line.name] = Line(line.name, line.number, line.points, line.area, line.end_x, line.end_y, last)
    return [moved[line.name] for line in lines]
