import json
from dataclasses import replace

import pytest

from evaluate.benchmark.figures import Spread

from .rounds import OURS, RUN, SLOW


def test_a_spread_is_its_median_with_least_and_most() -> None:
    values = Spread(rounds=(3.0, 1.0, 10.0)).to_dict()
    assert values == {"median": 3.0, "least": 1.0, "most": 10.0, "rounds": [3.0, 1.0, 10.0]}


def test_ratios_are_taken_round_by_round() -> None:
    assert OURS.rate.rounds == (5.0, 10.0, 5.0)
    assert OURS.ratio(SLOW).rounds == pytest.approx((20.0, 50.0, 15.0))
    assert SLOW.ratio(SLOW).rounds == (1.0, 1.0, 1.0)


def test_quantiles_are_over_all_rounds() -> None:
    assert [OURS.alone(share) for share in (0.0, 0.5, 0.51, 0.95, 1.0)] == [
        0.01,
        0.01,
        0.03,
        0.03,
        0.03,
    ]


def test_the_growth_is_of_a_word_in_the_longest_text() -> None:
    assert OURS.growth.rounds == pytest.approx((1.5, 1.5, 1.5))


def test_the_cost_is_of_all_cores() -> None:
    # 5 articles a second are 200,000 seconds for a million, on each of two cores.
    assert OURS.hours_of_a_million(2).rounds[0] == pytest.approx(2 * 200_000 / 3600)


def test_memory_is_the_most_and_articles_the_least_of_the_rounds() -> None:
    first, *others = OURS.rounds
    uneven = replace(OURS, rounds=(replace(first, peak=9_000_000_000, n_read=7), *others))
    assert (uneven.peak, uneven.n_read) == (9_000_000_000, 7)


def test_the_json_of_a_run() -> None:
    values = json.loads(json.dumps(RUN.to_dict()))
    ours, slow = values["contenders"]
    assert values["machine"] == {"processor": "a fast one", "instructions": "avx2", "cores": 2}
    assert (values["reference"], values["articles"], values["words"]) == ("slow", 10, 4_000)
    assert ours["name"] == "ours"
    assert ours["ratio"]["median"] == pytest.approx(20.0)
    assert ours["alone_seconds"] == {"p50": 0.01, "p95": 0.03}
    assert slow["first_prediction_seconds"]["median"] == 0.5
    assert slow["seconds_by_words"]["1000"]["median"] == 0.2
    assert (ours["peak_bytes"], ours["peak_after_articles"]) == (150_000_000, 100)
    alone = replace(RUN, reference=None).to_dict()
    assert isinstance(alone["contenders"], list)
    assert [one["ratio"] for one in alone["contenders"] if isinstance(one, dict)] == [None, None]
