"""Calculations that others published, with their inputs and results (worked-examples.yaml, WE-nn).

Those of freight, units and evaluation that touch what exists. The errors that WE-10 publishes sit
in iLEAP files, which nothing here reads: only its arithmetic stands below. WE-14's sanction and the
points of WE-18 are no part of the award model and are left out.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from carbon.footprint.build import build
from carbon.footprint.compute import compute
from carbon.intake import reading
from carbon.intake.records import OfferedProduct
from carbon.library import load
from carbon.library.records import Stage
from carbon.problems import LibraryError, Severity
from carbon.tender import screens
from tests.builders import evaluate, factor, leg, library, line_input, product
from tests.library import small
from tests.real.assembling import RATE, SCHOOLS, assemble, assessed, needs_shared
from tests.real.assembling import library as whole_library

MILK = "milk_dairy_bid_202223-6_tabulation.xlsx"
# WE-11: UK freight factors 2012, annex 7, table 7e, kg CO2e per tonne-km: direct, indirect, total.
UK_2012 = {
    "Rigid >3.5-7.5 t": ("0.58542", "0.12436", "0.70978"),
    "Rigid >7.5-17 t": ("0.3541", "0.07522", "0.42932"),
    "Rigid >17 t": ("0.19234", "0.04086", "0.2332"),
    "Articulated >3.5-33 t": ("0.16198", "0.03441", "0.19639"),
    "Articulated >33 t": ("0.08473", "0.018", "0.10273"),
    "All HGV average": ("0.12366", "0.02627", "0.14993"),
}
FREIGHT_ROW = "freight/artic_40t/ambient/tkm@GLO"


def _shipment(mass_kg: float, legs: list[tuple[float, float]]) -> Decimal:
    """Return kg CO2e of the transport of a line of `mass_kg` over legs of (km, kg per tkm)."""
    goods, factors = product("goods", farm=0.0)
    for number, (_, intensity) in enumerate(legs):
        factors.append(
            factor(f"freight/x{number}/ambient/tkm@GLO", intensity, Stage.TRANSPORT, per="t*km")
        )
    chain = [
        leg(f"freight/x{number}/ambient/tkm@GLO", km / 1000, order=number + 1)
        for number, (km, _) in enumerate(legs)
    ]
    line = line_input("a", goods, mass_kg=mass_kg, chain=chain)
    flows, problems = build([line], boundary=(Stage.TRANSPORT,), library=library([goods], factors))
    assert not [p for p in problems if p.severity is Severity.ERROR]
    return compute(flows, decimals=6, mode="half_even").stage_kg["a"][Stage.TRANSPORT]


def test_we_09_a_shipment_of_87_kg_over_423_km_at_100_g_per_tkm() -> None:
    assert _shipment(87, [(423, 0.1)]) == Decimal("3.6801")


def test_we_10_two_legs_add_up_to_the_published_total() -> None:
    assert _shipment(87, [(423, 0.1), (321, 0.17)]) == Decimal("8.42769")


@pytest.mark.parametrize(
    ("vehicle", "tonnes", "km", "total"),
    [("Articulated >33 t", 10, 500, "513.65"), ("Rigid >7.5-17 t", 0.25, 80, "8.5864")],
)
def test_we_11_a_shipment_counts_direct_and_indirect_emissions(
    vehicle: str, tonnes: float, km: float, total: str
) -> None:
    assert _shipment(tonnes * 1000, [(km, float(UK_2012[vehicle][2]))]) == Decimal(total)


@pytest.mark.parametrize("vehicle", UK_2012)
def test_we_11_the_library_makes_well_to_wheel_of_the_two_printed_parts(
    vehicle: str, tmp_path: Path
) -> None:
    direct, indirect, total = UK_2012[vehicle]
    folder = small.write(tmp_path / "factors")
    small.edit(folder, "freight.csv", "t*km,0.07703,0.01799", f"t*km,{direct},{indirect}")
    (read,) = load.load(folder).factors[FREIGHT_ROW]
    assert read.kg_co2e == float(total)


def test_we_11_a_tank_to_wheel_figure_alone_is_no_freight_factor(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "factors")
    small.edit(folder, "freight.csv", "t*km,0.07703,0.01799", "t*km,0.08473,")
    with pytest.raises(LibraryError, match="wtt_kg_co2e"):
        load.load(folder)


def test_we_11_every_freight_factor_of_the_library_is_well_to_wheel() -> None:
    freight = [
        one
        for several in whole_library().factors.values()
        for one in several
        if one.id.startswith("freight/")
    ]
    assert freight
    for one in freight:
        assert one.ttw_kg_co2e is not None
        assert one.wtt_kg_co2e is not None
        assert one.wtt_kg_co2e > 0
        parts = Decimal(str(one.ttw_kg_co2e)) + Decimal(str(one.wtt_kg_co2e))
        assert one.kg_co2e == float(parts)


def test_we_13_a_deduction_per_level_ranks_like_an_addition_per_missing_level() -> None:
    # Bid less 200 per level reached (of 4) = bid plus 200 per level missed, less 800 for all.
    bids = {"a": (1000, 4, 200), "b": (1000, 0, 1000), "c": (900, 1, 700)}
    result = evaluate({n: (str(bid), str(4 - level)) for n, (bid, level, _) in bids.items()}, "200")
    sums = {o.supplier: o.comparison_sum_sek for o in result.ranking}
    assert sums == {name: figure + 800 for name, (_, _, figure) in bids.items()}
    assert [o.supplier for o in result.ranking] == ["a", "c", "b"]


@pytest.mark.parametrize(("percent", "amount"), [(5, 37500), (10, 75000), (15, 112500)])
def test_we_14_an_award_advantage_is_the_price_difference_that_it_bridges(
    percent: int, amount: int
) -> None:
    # The published amounts imply one reference sum of 750 000; nothing here hides one in a rule.
    assert amount * 100 == percent * 750_000
    carbon_price = Decimal("3.00")
    saved = amount / carbon_price
    offers = {"low": ("750000", str(saved)), "green": (str(750000 + amount), "0")}
    (switch,) = evaluate(offers, "3.00").switch_prices
    assert switch.sek_per_kg == carbon_price


TALLY = {"Coast Citrus": "92511.25", "Gold Star Foods": "89707.6", "Sunrise Produce": "94236.25"}


def _points(prices: dict[str, str]) -> dict[str, Decimal]:
    """Return relative price points, lowest over own times 100: what this project does not do."""
    lowest = min(map(Decimal, prices.values()))
    step = Decimal("0.0001")
    return {name: (lowest / Decimal(p) * 100).quantize(step) for name, p in prices.items()}


def test_we_15_removing_the_lowest_bidder_moves_relative_points_and_no_comparison_sum() -> None:
    assert _points(TALLY) == {
        "Coast Citrus": Decimal("96.9694"),
        "Gold Star Foods": Decimal("100"),
        "Sunrise Produce": Decimal("95.1944"),
    }
    rest = {name: price for name, price in TALLY.items() if name != "Gold Star Foods"}
    assert _points(rest)["Coast Citrus"] == 100
    kilograms = {"Coast Citrus": "20000", "Gold Star Foods": "21000", "Sunrise Produce": "19000"}

    def sums(prices: dict[str, str]) -> list[tuple[str, Decimal | None]]:
        result = evaluate({n: (p, kilograms[n]) for n, p in prices.items()}, "3.00")
        return [(o.supplier, o.comparison_sum_sek) for o in result.ranking]

    assert sums(rest) == [one for one in sums(TALLY) if one[0] != "Gold Star Foods"]


# WE-16, in dollars: the first bidder quoted a loaf or a bag, the second a case.
SUSPICIOUS = [("3.85", "23.10"), ("2.65", "38.88"), ("2.34", "24.99"), ("3.15", "31.55")]


def _priced(supplier: str, price: str, mass_kg: float | None = None) -> screens.Priced:
    return screens.Priced(
        line="L/1",
        supplier=supplier,
        unit="item",
        sek_per_unit=Decimal(price),
        mass_kg_per_unit=mass_kg,
        offered=OfferedProduct(
            id=supplier,
            supplier=supplier,
            line_number="1",
            lot=None,
            wanted_name=None,
            offered_name=None,
            article_number=None,
            gtin=None,
            price=None,
            price_unit=None,
            content_amount=None,
            content_unit=None,
            content_assumed=False,
            net_weight_kg=None,
            origin_place=None,
            origin_country=None,
            legs=(),
            footprint=None,
            quantity=None,
            quantity_unit=None,
            where=f"offers/{supplier}.xlsx!Blad1!2",
        ),
    )


@pytest.mark.parametrize(("loaf", "case"), SUSPICIOUS)
def test_we_16_a_case_beside_a_loaf_is_a_question_that_names_both_rows(
    loaf: str, case: str
) -> None:
    (asked,) = screens.prices([_priced("a", loaf), _priced("b", case)], whole_library())
    assert asked.code == "price-per-kg-differs"
    assert asked.severity is Severity.WARNING
    assert asked.where == "offers/b.xlsx!Blad1!2"
    assert dict(asked.values)["cell"] == "offers/a.xlsx!Blad1!2"


def test_we_16_four_times_the_lowest_price_is_no_question_yet() -> None:
    several = [_priced("a", "2.00"), _priced("b", "8.00"), _priced("c", "3.00")]
    assert screens.prices(several, whole_library()) == []


def test_we_16_prices_of_packs_of_different_weight_are_compared_per_kg() -> None:
    fair = [_priced("a", "3.85", 0.68), _priced("b", "23.10", 6.8)]  # 5.66 and 3.40 per kg
    assert screens.prices(fair, whole_library()) == []
    odd = [_priced("a", "20.00", 10.0), _priced("b", "20.00", 1.0)]  # 2 and 20 per kg
    (asked,) = screens.prices(odd, whole_library())
    assert dict(asked.values)["ratio"] == "10.0"
    assert dict(asked.values)["unit"] == "kg"


def test_we_16_a_single_offer_and_different_lines_are_not_compared() -> None:
    assert screens.prices([_priced("a", "1.00")], whole_library()) == []


@needs_shared[0]
@needs_shared[1]
def test_we_17_two_rows_explain_why_the_visible_and_the_hidden_total_disagree(
    tmp_path: Path,
) -> None:
    read = reading.read_file(SCHOOLS / MILK)
    table = read.tables[0]
    assert table.sums[0][1]["amount"] == Decimal("646281.315")
    differs = [p for p in read.problems if p.code == "amount-differs"]
    assert [p.where.rpartition("!")[2] for p in differs] == ["H19", "H41"]  # items 18 and 40
    found = [dict(p.values) for p in differs]
    gaps = [Decimal(one["found"]) - Decimal(one["expected"]) for one in found]
    assert gaps == [Decimal("25.5"), 75]
    award = assessed(assemble(tmp_path / "milk", MILK)).lots[0]
    prices = sum(score.price_sek or 0 for offer in award.ranking for score in offer.lines)
    assert prices == Decimal("646180.815") * RATE  # quantity times price, the hidden column
