"""The split never sees the future and the metrics are what they say."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from recsys import Builder, Ids
from recsys.__main__ import main
from recsys.evaluate import build, compare, measure, popular_lists, split_by_time, truth
from recsys.read import Events
from recsys.settings import Settings
from recsys.tune import tune


def events(people: list[int], items: list[int], times: list[float]) -> Events:
    return Events(np.array(people), np.array(items), np.ones(len(people), np.float32), np.array(times))


@given(st.lists(st.floats(0, 1e9), min_size=2, max_size=60), st.floats(0.1, 0.9))
def test_train_is_before_test(times: list[float], share: float) -> None:
    split = split_by_time(events([1] * len(times), [1] * len(times), times), share)

    assert len(split.train) + len(split.test) == len(times)
    if len(split.train) and len(split.test):
        assert split.train.times is not None
        assert split.test.times is not None
        assert split.train.times.max() < split.test.times.min()


def test_metrics_by_hand() -> None:
    train = build(events([1, 1, 2], [10, 11, 12], [0, 0, 0]), Settings())
    later = truth(events([1, 1, 1, 2, 3], [12, 99, 10, 10, 10], [1] * 5), train)

    score = measure("hand", np.array([[2, -1], [1, 0]]), later, train)

    assert score.people == 2
    assert score.values["recall"] == pytest.approx((1 / 2 + 1) / 2)
    ideal = 1 + 1 / math.log2(3)
    assert score.values["ndcg"] == pytest.approx((1 / ideal + 1 / math.log2(3)) / 2)
    assert score.values["map"] == pytest.approx((1 / 2 + 1 / 2) / 2)
    assert score.values["coverage"] == pytest.approx(1)
    assert score.values["novelty"] == pytest.approx(1)
    assert score.values["gini"] == pytest.approx(0)


def test_popular_lists_leave_out_what_one_has() -> None:
    train = build(events([1, 2, 3, 3], [10, 10, 10, 11], [0] * 4), Settings())

    assert popular_lists(train, np.array([3, 1], np.float32), 2).tolist() == [[1, -1], [1, -1], [-1, -1]]


def test_older_events_weigh_less_and_unknown_ids_are_dropped() -> None:
    builder = Builder(half_life=10, recent_half_life=5)
    builder.add([1, 2, 2], [7, 7, 8], times=[0, 10, 10])

    data = builder.build(items=Ids(np.array([7])))

    assert data.matrix.toarray().ravel().tolist() == [0.5, 1]
    assert data.recent.tolist() == [1.25]
    assert data.items.rows([8, 7]).tolist() == [-1, 0]


def test_where_only_the_last_days_matter_the_blend_finds_out() -> None:
    random = np.random.default_rng(3)
    times = random.random(6_000) * 40 * 86_400
    people = random.integers(0, 200, len(times))
    items = (times // 86_400).astype(int) * 5 + random.integers(0, 8, len(times))
    split = split_by_time(events(people.tolist(), items.tolist(), times.tolist()), 0.03)

    settings, _ = tune(split.train)
    found = {score.name: score.values["recall"] for score in compare(split, settings)}

    assert settings.recent_weight > 0
    assert found["blend"] >= found["popularity"]
    assert found["blend"] >= found["item-kNN"]


def test_the_command_prints_every_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(5)
    lines = [
        f"{p}\t{p % 2 + 2 * random.integers(0, 15)}\t{1_600_000_000 + t}"
        for t, p in enumerate(random.integers(0, 40, 600))
    ]
    (tmp_path / "events.tsv").write_text("\n".join(lines))

    assert main(["evaluate", str(tmp_path / "events.tsv"), "--json", "--settings", '{"factors": 4}']) == 0

    models = {model["name"]: model["values"] for model in json.loads(capsys.readouterr().out)["models"]}
    assert set(models) == {"random", "popularity", "recent popularity", "item-kNN", "blend"}
    assert models["blend"]["recall"] > models["random"]["recall"]


def test_less_of_an_item_shows_offline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(5)
    lines = [
        f"{p} {p % 4 + 4 * random.integers(0, 80)} {10**9 + t}" for t, p in enumerate(random.integers(0, 99, 3000))
    ]
    (tmp_path / "x").write_text("\n".join(lines))

    assert main(["less", str(tmp_path / "x"), "--json", "--settings", '{"factors": 8}']) == 0

    shares = json.loads(capsys.readouterr().out)
    assert shares["before"] > 0.2
    assert shares["1"] <= shares["before"]
    assert shares["10"] < shares["before"] / 2


def test_an_unreadable_file_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.tsv").write_text("1\t2\t3\n1\t2\n")

    assert main(["evaluate", str(tmp_path / "bad.tsv")]) == 2
    assert "line 2" in capsys.readouterr().err


ODD = {
    "one event": "1 2 1000000000\n",
    "one person": "".join(f"1 {n} {10**9 + n}\n" for n in range(50)),
    "one item": "".join(f"{n} 1 {10**9 + n}\n" for n in range(50)),
    "duplicates": "1 2 1000000000\n" * 30,
    "one moment": "".join(f"{n % 5} {n} 1000000000\n" for n in range(40)),
    "strangers": "".join(f"{n} {n} {10**9 + n}\n" for n in range(60)),
    "not in order": "".join(f"a{n % 7} b{n * n % 11} {10**9 + n * 7919 % 1000}\n" for n in range(200)),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("command", ["evaluate", "less", "tune"])
def test_odd_data_gives_figures_or_one_line(
    command: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_text(text)

    code = main([command, str(tmp_path / "x")])

    printed = capsys.readouterr()
    assert (code == 0 and printed.out) or (code == 2 and printed.err.count("\n") == 1)


@pytest.mark.parametrize("settings", ["[]", "{", '{"factors": "x"}', '{"half_life": -1}', '{"neighbours": 0}'])
def test_settings_that_are_none_are_told_in_one_line(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_text(ODD["not in order"])

    assert main(["evaluate", str(tmp_path / "x"), "--settings", settings]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_pair_may_have_numbers_in_one_file_and_text_in_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "train").write_text("".join(f"{n % 7} {n * n % 11}\n" for n in range(60)) + "x y\n")
    (tmp_path / "test").write_text("1 10\n2 7\n")

    arguments = ["--train", str(tmp_path / "train"), "--test", str(tmp_path / "test"), "--json"]
    assert main(["evaluate", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["models"][0]["people"] >= 1


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "nothing")]) == 2

    printed = capsys.readouterr()
    assert printed.err == f"{tmp_path / 'nothing'}: No such file or directory\n"
    assert not printed.out


def test_no_overlap_is_said() -> None:
    train = build(events([1], [1], [0]), Settings())

    with pytest.raises(ValueError, match="nobody"):
        measure("x", np.array([[0]]), sp.csr_matrix((1, 1)), train)
