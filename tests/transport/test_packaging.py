"""Freight mass: net mass and the packaging that an offer states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]


@pytest.mark.parametrize(("net", "gross", "more"), [(0.400, 0.516, 0.29), (0.258, 0.325, 0.2597)])
def test_a_gross_weight_is_carried_all_the_way(
    build: Build, g_per_kg: Grams, net: float, gross: float, more: float
) -> None:
    # two GDSN messages of producers: 400 g net and 516 g gross, 258 g and 325 g
    plain = offered(country="EC")
    packed = replace(plain, net_weight_kg=net, gross_weight_kg=gross)
    assert g_per_kg(build(packed)[0]) == pytest.approx(
        (1 + more) * g_per_kg(build(plain)[0]), rel=1e-3
    )


def test_a_packaging_share_on_a_leg_counts_for_the_whole_chain(
    build: Build, g_per_kg: Grams
) -> None:
    plain = (leg(1, "Skara", "Örebro"), leg(2, "Örebro", vehicle="rigid_17t"))
    packed = (replace(plain[0], packaging_share=0.1), plain[1])
    one, other = (build(offered(*legs, place="Skara"))[0] for legs in (plain, packed))
    assert g_per_kg(other) == pytest.approx(1.1 * g_per_kg(one), rel=1e-12)


def test_a_gross_weight_below_the_net_weight_is_asked_about_and_not_used(
    build: Build, g_per_kg: Grams
) -> None:
    plain = offered(place="Skara")
    wrong = replace(plain, net_weight_kg=1.0, gross_weight_kg=0.1)
    chain, problems = build(wrong)
    assert [one.code for one in problems] == ["gross-below-net"]
    assert g_per_kg(chain) == g_per_kg(build(plain)[0])


def test_without_a_statement_the_net_mass_stands(build: Build) -> None:
    chain, _ = build(offered(place="Skara"))
    assert chain[0].amount_per_kg == pytest.approx(chain[0].distance_km / 1000, rel=1e-12)
