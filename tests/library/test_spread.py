"""Spreads worked by hand from reference/factor-sources.md section 6."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library import load, spread
from carbon.library.records import Library
from tests.library import small


@pytest.mark.parametrize(
    ("dqr", "sigma"), [(1, 0.0), (2, 0.039), (3, 0.113), (4, 0.242), (5, 0.458)]
)
def test_whole_ratings_give_the_printed_standard_deviations(
    real: Library, dqr: int, sigma: float
) -> None:
    variance = spread.dqr_variance(dqr, real.assumptions)
    assert math.sqrt(variance) == pytest.approx(sigma, abs=0.0005)


def test_variances_are_interpolated_between_whole_ratings(real: Library) -> None:
    # 0.82 * 0.001525 + 0.18 * 0.012700 = 0.0035365
    variance = spread.dqr_variance(2.18, real.assumptions)
    assert variance == pytest.approx(0.0035365, abs=1e-9)


def test_a_good_match_has_the_worked_total(real: Library) -> None:
    # sqrt(0.04^2 + 0.24^2 + 0.30^2) = 0.39, GSD 1.5
    width = spread.of_dqr(2, "EF3.1", real.assumptions)
    assert math.log(width.gsd) == pytest.approx(0.386, abs=0.001)
    assert width.gsd == pytest.approx(1.47, abs=0.01)


def test_a_poor_match_stays_within_the_published_band(real: Library) -> None:
    # DQR 3-4 or proxy food: 0.45-0.55; DQR 4 alone: sqrt(0.0586 + 0.0576 + 0.09) = 0.454
    assert math.log(spread.of_dqr(4, "EF3.1", real.assumptions).gsd) == pytest.approx(
        0.454, abs=0.001
    )


def test_another_warming_set_widens(real: Library) -> None:
    # 0.3862^2 + 0.05^2 = 0.1516
    width = spread.of_dqr(2, "AR5", real.assumptions)
    assert math.log(width.gsd) ** 2 == pytest.approx(0.001525 + 0.0576 + 0.09 + 0.0025)


def test_a_proxy_adds_the_technological_variance_of_its_score(real: Library) -> None:
    base = spread.of_dqr(2, "EF3.1", real.assumptions)
    assert spread.widened(base, 1, real.assumptions) == base
    wide = spread.widened(base, 4, real.assumptions)
    assert math.log(wide.gsd) ** 2 == pytest.approx(math.log(base.gsd) ** 2 + 0.04)
    assert "match score 4" in wide.basis


def test_a_pedigree_adds_its_variances_to_the_basic_one(real: Library) -> None:
    # 0.0006 + 0.0006 + 0.0001 + 0.0002 + 0.0001 + 0.008 = 0.0096; AR6, so nothing for the set
    width = spread.of_pedigree([2, 2, 2, 3, 3], "energy_materials", "AR6", real.assumptions)
    assert math.log(width.gsd) ** 2 == pytest.approx(0.0096)


def test_a_vehicle_class_is_25_percent(real: Library) -> None:
    assert real.factors["freight/artic_40t/ambient/tkm@GLO"][0].spread.gsd == 1.25


def test_a_worse_rating_never_narrows(real: Library) -> None:
    @given(st.floats(1, 5), st.floats(1, 5))
    def law(one: float, other: float) -> None:
        low, high = (spread.dqr_variance(dqr, real.assumptions) for dqr in sorted((one, other)))
        assert low <= high + 1e-15

    law()


def test_the_parameters_come_from_the_library(folder: Path) -> None:
    before = load.load(folder).factors["food/carrot/farm@FR"][0].spread.gsd
    small.edit(folder, "assumptions/spread.yaml", "value: 0.24", "value: 0.34")
    assert load.load(folder).factors["food/carrot/farm@FR"][0].spread.gsd > before
