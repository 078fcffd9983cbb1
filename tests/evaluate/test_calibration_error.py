"""The expected calibration error."""

import pytest

from evaluate.calibration_error import Calibrated


def test_scores_that_mean_what_they_say_have_no_error() -> None:
    outcomes = tuple((0.75, i % 4 != 0) for i in range(4)) * 10
    assert Calibrated(outcomes=outcomes).error == pytest.approx(0.0)


def test_the_error_is_the_distance_of_score_and_share() -> None:
    assert Calibrated(outcomes=((0.9, False), (0.8, True))).error == pytest.approx((0.9 + 0.2) / 2)
    assert Calibrated(outcomes=((1.0, False),) * 40).error == 1.0


def test_too_high_here_and_too_low_there_do_not_make_up_for_each_other() -> None:
    high, low = ((0.9, False), (0.9, True)) * 50, ((0.1, False), (0.1, True)) * 50
    assert Calibrated(outcomes=high + low).error == pytest.approx(0.4)


def test_bins_are_as_wide_as_each_other() -> None:
    apart = ((0.69, False), (0.71, True))
    assert Calibrated(outcomes=apart).error == pytest.approx((0.69 + 0.29) / 2)
    together = ((0.72, False), (0.78, True))
    assert Calibrated(outcomes=together).error == pytest.approx((0.72 - 0.22) / 2)
    assert Calibrated().error is None


def test_outcomes_are_added() -> None:
    one = Calibrated(outcomes=((0.5, True),))
    assert (one + one).outcomes == ((0.5, True),) * 2
