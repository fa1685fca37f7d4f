"""A carrier's own yearly value: with evidence and twelve months it counts, otherwise the class."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carbon.library.records import Temperature
from carbon.transport import ileap, ileaplegs
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered
from tests.transport.test_ileap import file_of, shipment, tce, toc

Build = Callable[..., Built]
YEAR = {"period_from": "2026-01-01", "period_to": "2026-12-31"}


def _skara(**stated: object) -> object:
    facts = {"vehicle": "artic_40t", "evidence": "Åkeriets redovisning 2026", **YEAR, **stated}
    return offered(leg(start="Skara", **facts), place="Skara")


def _wtw(chain: tuple[ChainElement, ...]) -> list[float]:
    return [0 if one.factor is None else one.factor.kg_co2e for one in chain]


def test_a_proved_yearly_value_is_the_factor_of_its_leg(build: Build) -> None:
    chain, problems = build(_skara(carrier_g_per_tkm=88.0, carrier_ttw_g_per_tkm=68.0))
    usual, _ = build(_skara())
    assert problems == []
    factor = chain[0].factor
    assert factor is not None
    assert (factor.kg_co2e, factor.per, factor.source) == (0.088, "t*km", "declared")
    assert factor.ttw_kg_co2e == pytest.approx(0.068)
    assert factor.wtt_kg_co2e == pytest.approx(0.020)
    assert factor.spread.gsd == 1.10
    assert factor.empty_running_included
    assert chain[0].amount_per_kg == usual[0].amount_per_kg
    assert chain[0].basis == "declared"


def test_a_cold_van_takes_the_value_without_the_uplift_of_the_default(build: Build) -> None:
    chain, _ = build(_skara(vehicle="van_3t5", carrier_g_per_tkm=700.0), Temperature.CHILLED)
    assert chain[0].amount_per_kg == pytest.approx(chain[0].distance_km / 1000, rel=1e-12)
    assert not [one for one in chain[0].assumptions if "refrigerated" in one]


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"evidence": None}, "carrier-value-unproved"),
        ({"evidence": "–"}, "carrier-value-unproved"),
        ({"evidence_kind": "delivery_plan"}, "carrier-value-unproved"),
        ({"evidence_kind": "carrier_statement"}, "carrier-value-unproved"),
        ({"period_from": None}, "carrier-value-period"),
        ({"period_to": "2026-03-31"}, "carrier-value-period"),  # a best quarter
        ({"period_from": "2020-01-01"}, "carrier-value-period"),
        ({"period_from": "2027-01-01", "period_to": "2026-01-01"}, "carrier-value-period"),
        ({"period_to": "i fjol"}, "carrier-value-period"),
    ],
)
def test_a_value_that_is_not_proved_or_not_of_a_year_leaves_the_class_average(
    build: Build, stated: dict[str, object], code: str
) -> None:
    chain, problems = build(_skara(carrier_g_per_tkm=88.0, **stated))
    assert _wtw(chain) == [0]
    assert code in [one.code for one in problems]
    assert chain[0].factor_id.startswith("freight/a")


@pytest.mark.parametrize("value", [0.0, -5.0, float("nan"), float("inf")])
def test_what_is_no_value_is_a_question(build: Build, value: float) -> None:
    chain, problems = build(_skara(carrier_g_per_tkm=value))
    assert (chain, [one.code for one in problems]) == ((), ["carrier-value-bad"])


def test_a_part_larger_than_the_whole_is_a_question(build: Build) -> None:
    chain, problems = build(_skara(carrier_g_per_tkm=88.0, carrier_ttw_g_per_tkm=90.0))
    assert (chain, [one.code for one in problems]) == ((), ["carrier-value-bad"])


def test_a_round_takes_no_value_per_tonne_km(build: Build) -> None:
    own = _skara(vehicle="rigid_17t", carrier_g_per_tkm=88.0, round_km=900.0, round_load_kg=4000.0)
    chain, problems = build(own)
    assert (chain, [one.code for one in problems]) == ((), ["carrier-value-round"])


def test_a_value_below_the_always_full_lorry_is_asked_about(build: Build) -> None:
    # DESNZ 2025, articulated over 33 t: always full and never empty is 0.78 of 95 g/tkm, 74 g
    for value, asked in ((70.0, True), (80.0, False), (0.5, True)):
        chain, problems = build(_skara(carrier_g_per_tkm=value))
        assert ("carrier-value-low" in [one.code for one in problems]) is asked
        assert _wtw(chain) == [value / 1000]
    # ... but not about a lorry on proved HVO100, which costs a sixth
    _, problems = build(_skara(carrier_g_per_tkm=20.0, energy="hvo100"))
    assert problems == []


def test_a_shipment_with_its_toc_becomes_a_chain(
    build: Build,
) -> None:
    found, problems = ileap.read(file_of(shipment(tce()), toc()), "s.json")
    assert problems == []
    assert found is not None
    legs, _ = ileaplegs.legs(found, evidence="s.json")
    assert [(one.start, one.end) for one in legs] == [("Skara, SE", "SEGOT")]
    chain, problems = build(offered(*legs, place="Skara", country="SE"))
    assert chain[0].factor is not None
    assert chain[0].factor.kg_co2e == pytest.approx(0.1, rel=1e-9)
    # 100 g is below the chilled average lorry when it is always full (0.73 x 147): a question
    assert {one.code for one in problems} == {"chain-end-added", "carrier-value-low"}


def test_a_single_shipment_is_no_yearly_value(build: Build) -> None:
    found, _ = ileap.read(file_of(shipment(tce(tocId=None))), "s.json")
    assert found is not None
    legs, _ = ileaplegs.legs(found, evidence="s.json")
    chain, problems = build(offered(*legs, place="Skara", country="SE"))
    assert "carrier-value-unproved" in [one.code for one in problems]
    assert not [one for one in chain if one.factor is not None]
