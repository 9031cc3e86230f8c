"""The operators' numbers as a page and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.present.charts import Chart, Table, bar_chart, line_chart, share_chart, short_number
from app.present.times import rfc3339

if TYPE_CHECKING:
    from app.store.insights import ModelRow, OpenedRow, RankingRow, RateRow, ScoreRow, TotalsRow

# Of how many calls batching saves so much at least.
GOAL = 95
# Name in the table of scores → name in the chart.
SCORES = {"recall@20": "Model", "popularity recall@20": "Popularity", "random recall@20": "Random"}
LISTS = {"for_you": "For you", "following": "Following"}
RANKINGS = {"model": "Model", "trending": "Trending", "newest": "Newest"}
LABELS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """How far back one looks, and in which steps."""

    name: str
    words: str
    days: int
    step_seconds: int

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return self.days * 86_400 // self.step_seconds


SPANS = {
    "24h": Span("24h", "Last 24 hours", 1, 3_600),
    "7d": Span("7d", "Last 7 days", 7, 4 * 3_600),
    "30d": Span("30d", "Last 30 days", 30, 24 * 3_600),
}


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything that was read."""

    span: Span
    now: datetime
    since: datetime
    first_day: datetime
    totals: TotalsRow
    rates: list[RateRow]
    opened: list[OpenedRow]
    rankings: list[RankingRow]
    models: list[ModelRow]
    # The earliest first.
    scores: list[ScoreRow]

    @property
    def events_per_minute(self) -> float:
        """Of the last ten minutes."""
        return round(self.totals.recent_events / 10, 1)

    @property
    def saving(self) -> float | None:
        """The share of calls that batching saves against one call per event; None: no events."""
        if self.totals.events == 0:
            return None
        return max(0.0, 1 - self.totals.calls / self.totals.events)

    @property
    def model(self) -> ModelRow | None:
        """The model that serves."""
        return next((model for model in self.models if model.is_current), None)

    def steps(self) -> list[tuple[datetime, int, int]]:
        """Start, calls and events of every step, those without any too; the running one is left out."""
        known = {row.starts_at: row for row in self.rates}
        found = []
        for number in range(self.span.steps):
            starts_at = self.since + timedelta(seconds=self.span.step_seconds * number)
            row = known.get(starts_at)
            found.append((starts_at, row.calls if row else 0, row.events if row else 0))
        return found

    def minutes_of(self, starts_at: datetime) -> float:
        """How long a step is; the last one is not over yet."""
        ends_at = min(starts_at + timedelta(seconds=self.span.step_seconds), self.now)
        return max(1.0, (ends_at - starts_at).total_seconds() / 60)

    def days(self) -> list[datetime]:
        """Every day until today."""
        count = (self.now - self.first_day).days + 1
        return [self.first_day + timedelta(days=number) for number in range(count)]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number over the charts."""

    label: str
    value: str
    hint: str


@dataclass(frozen=True, slots=True)
class InsightsPage:
    """`insights/insights.html`."""

    span: str
    tiles: list[Tile]
    charts: list[Chart]
    models: Table


def insights_page(found: Insights) -> InsightsPage:
    """What the page shows."""
    charts = [_events_chart(found), _scores_chart(found), _opened_chart(found), _rankings_chart(found)]
    models = Table(
        ["Version", "Trained", "Took", "People", "Posts", "Acts", "In use"],
        [
            [
                row.version,
                f"{row.created_at:%d %b %Y, %H:%M}",
                _seconds(row.trained_seconds),
                f"{row.people:,}",
                f"{row.posts:,}",
                f"{row.events:,}",
                "Yes" if row.is_current else "No",
            ]
            for row in found.models
        ],
    )
    return InsightsPage(found.span.name, _tiles(found), charts, models)


def insights_json(found: Insights) -> dict[str, Any]:
    """The same for the API."""
    model = found.model
    return {
        "range": found.span.name,
        "generated_at": rfc3339(found.now),
        "events_per_minute": found.events_per_minute,
        "batching": {"calls": found.totals.calls, "events": found.totals.events, "saving": found.saving},
        "model": None if model is None else {**_model_json(model), "age_seconds": _age(found, model)},
        "models": [_model_json(row) for row in found.models],
        "events": [
            {"at": rfc3339(at), "calls": calls, "events": events, "per_minute": round(events / found.minutes_of(at), 2)}
            for at, calls, events in found.steps()
        ],
        "scores": [
            {
                "name": row.name,
                "value": row.value,
                "model_version": row.model_version,
                "measured_at": rfc3339(row.measured_at),
            }
            for row in found.scores
        ],
        "opened": [
            {
                "day": f"{row.day:%Y-%m-%d}",
                "source": row.source,
                "views": row.views,
                "clicks": row.clicks,
                "rate": _rate(row.clicks, row.views),
            }
            for row in found.opened
        ],
        "for_you_sources": [{"source": row.ranking, "views": row.views} for row in found.rankings],
    }


def _model_json(row: ModelRow) -> dict[str, Any]:
    return {
        "version": row.version,
        "created_at": rfc3339(row.created_at),
        "trained_seconds": row.trained_seconds,
        "people": row.people,
        "posts": row.posts,
        "events": row.events,
        "is_current": row.is_current,
    }


def _tiles(found: Insights) -> list[Tile]:
    model = found.model
    saving = found.saving
    return [
        Tile("Events per minute", short_number(found.events_per_minute), _trend(found.totals)),
        Tile("Fewer calls by batching", "–" if saving is None else f"{saving * 100:.1f}%", f"Goal: {GOAL}%"),
        Tile(
            "Model age",
            "–" if model is None else _age_words(_age(found, model)),
            "No model yet" if model is None else f"Version {model.version}",
        ),
        Tile(
            "Training time",
            "–" if model is None else _seconds(model.trained_seconds),
            "No model yet" if model is None else f"{model.posts:,} {'post' if model.posts == 1 else 'posts'}",
        ),
    ]


def _events_chart(found: Insights) -> Chart:
    steps = found.steps()
    values = [events / found.minutes_of(at) for at, _, events in steps]
    shape = "%H:%M" if found.span.days == 1 else "%d %b"
    every = len(steps) // (LABELS - 1)
    labels = [(number, f"{steps[number][0]:{shape}}") for number in range(0, len(steps) - every // 2, every)]
    labels.append((len(steps) - 1, "Now"))
    highest = max(range(len(values)), key=values.__getitem__)
    at_most = f"{short_number(round(values[highest], 2))} at {steps[highest][0]:%H:%M on %d %b}"
    table = Table(
        ["Time (UTC)", "Events per minute", "Events", "Calls"],
        [
            [f"{at:%d %b, %H:%M}", short_number(round(value, 2)), f"{events:,}", f"{calls:,}"]
            for (at, calls, events), value in zip(steps, values, strict=True)
            if events
        ],
    )
    return Chart(
        "events",
        "Events per minute",
        found.span.words,
        f"{found.span.words}: {short_number(found.events_per_minute)} events per minute now, at most {at_most}.",
        table,
        line_chart([("Events", values)], labels, with_names=False) if found.rates else None,
    )


def _scores_chart(found: Insights) -> Chart:
    moments = sorted({row.measured_at for row in found.scores if row.name == next(iter(SCORES))})
    by_name = {
        words: {row.measured_at: row.value for row in found.scores if row.name == name}
        for name, words in SCORES.items()
    }
    # A baseline that was not measured with a model has no line.
    series = [
        (words, [values[moment] for moment in moments])
        for words, values in by_name.items()
        if moments and all(moment in values for moment in moments)
    ]
    latest = ", ".join(f"{words} {values[-1]:.3f}" for words, values in series)
    labels = [(0, f"{moments[0]:%d %b}")] if len(moments) > 1 else []
    if moments:
        labels.append((len(moments) - 1, f"{moments[-1]:%d %b}"))
    return Chart(
        "scores",
        "Recall at 20",
        "Offline score of each model, higher is better",
        f"Recall at 20 when last measured: {latest}.",
        Table(
            ["Measured (UTC)", *(words for words, _ in series)],
            [
                [f"{moment:%d %b %Y, %H:%M}", *(f"{values[place]:.4f}" for _, values in series)]
                for place, moment in enumerate(moments)
            ],
        ),
        line_chart(series, labels, with_names=True) if series else None,
        "Too little data yet",
    )


def _opened_chart(found: Insights) -> Chart:
    days = found.days()
    counts = {(row.source, row.day): (row.views, row.clicks) for row in found.opened}
    series, totals = [], []
    for source, words in LISTS.items():
        of_days = [counts.get((source, day), (0, 0)) for day in days]
        series.append((words, [100 * (_rate(clicks, views) or 0.0) for views, clicks in of_days]))
        rate = _rate(sum(clicks for _, clicks in of_days), sum(views for views, _ in of_days))
        totals.append(f"{words} {'nothing' if rate is None else f'{rate * 100:.1f}%'}")
    shape = "%a" if len(days) <= LABELS + 2 else "%d %b"
    every = max(1, len(days) // LABELS)
    return Chart(
        "opened",
        "Opened from the feed",
        "Share of posts seen that were opened",
        f"Share of seen posts that were opened in {len(days)} days: {', '.join(totals)}.",
        Table(
            ["Day (UTC)", "List", "Seen", "Opened", "Share"],
            [
                [
                    f"{row.day:%d %b}",
                    LISTS[row.source],
                    f"{row.views:,}",
                    f"{row.clicks:,}",
                    "–" if row.views == 0 else f"{100 * row.clicks / row.views:.1f}%",
                ]
                for row in found.opened
            ],
        ),
        bar_chart(
            series,
            [f"{day:{shape}}" if every == 1 or number % every == 0 else "" for number, day in enumerate(days)],
            suffix="%",
        )
        if found.opened
        else None,
    )


def _rankings_chart(found: Insights) -> Chart:
    parts = [(RANKINGS[row.ranking], row.views) for row in found.rankings]
    drawing = share_chart(parts) if parts else None
    finding = "" if drawing is None else ", ".join(f"{share.name} {share.percent}%" for share in drawing.shares)
    return Chart(
        "rankings",
        "Where For you came from",
        found.span.words,
        f"Posts seen in For you by how it was ranked: {finding}.",
        Table(["Ranked by", "Posts seen"], [[name, f"{views:,}"] for name, views in parts]),
        drawing,
    )


def _trend(totals: TotalsRow) -> str:
    if totals.earlier_events == 0:
        return "Last 10 minutes"
    change = round(100 * (totals.recent_events / totals.earlier_events - 1))
    if change == 0:
        return "As a day ago"
    return f"{'Up' if change > 0 else 'Down'} {abs(change)}% in a day"


def _rate(clicks: int, views: int) -> float | None:
    # A post can be opened without having been in view for long enough.
    return None if views == 0 else round(min(1.0, clicks / views), 4)


def _age(found: Insights, model: ModelRow) -> int:
    return max(0, int((found.now - model.created_at).total_seconds()))


def _age_words(seconds: int) -> str:
    for size, word in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {word}"
    return f"{seconds} s"


def _seconds(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
