"""Who comes first at which carbon price."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from carbon.tender.lens.winners import reigns
from carbon.tender.records import Assessment, RankedOffer


def offer(supplier: str, price: int, kg: int) -> RankedOffer:
    return RankedOffer(
        supplier=supplier,
        rank=1,
        price_sek=Decimal(price),
        kg_co2e=Decimal(kg),
        carbon_cost_sek=None,
        comparison_sum_sek=None,
        stage_kg={},
        lines=(),
        missing_lines=(),
        coverage_co2e=None,
        coverage_mass=None,
        coverage_money=None,
    )


def test_first_place_passes_from_a_to_b_at_2_73_and_to_c_at_5(three_offers: Assessment) -> None:
    found = reigns(three_offers.lots[0].ranking)
    assert [reign.supplier for reign in found] == ["A", "B", "C"]
    assert round(found[0].high, 2) == Decimal("2.73")  # 60 000 / 22 000
    assert found[1].high == 5
    assert found[2].high is None


def test_an_offer_better_on_both_counts_is_first_at_every_price() -> None:
    found = reigns([offer("A", 100, 10), offer("B", 120, 12)])
    assert [(r.supplier, r.low, r.high) for r in found] == [("A", 0, None)]


def test_no_complete_offer_means_no_first_place() -> None:
    assert reigns([]) == ()


@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=1, max_size=8),
    st.integers(0, 50),
)
def test_the_named_offer_has_the_lowest_sum_over_its_interval(
    pairs: list[tuple[int, int]], price: int
) -> None:
    offers = [offer(f"{n:02}", p, kg) for n, (p, kg) in enumerate(pairs)]
    found = reigns(offers)
    assert found[0].low == 0
    assert found[-1].high is None
    assert all(a.high == b.low for a, b in pairwise(found))
    holder = next(r for r in found if r.high is None or price <= r.high)
    sums = {o.supplier: o.price_sek + price * o.kg_co2e for o in offers}
    assert sums[holder.supplier] - min(sums.values()) < Decimal("1e-12")
