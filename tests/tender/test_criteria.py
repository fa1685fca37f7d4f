"""Life-cycle cost, ceilings, mark-ups and optional lines: what stands beside price and carbon."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from carbon.tender import edible
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.exact import times
from carbon.tender.records import (
    Criterion,
    Evaluation,
    Judgement,
    LifeCycleCost,
    LineScore,
    LotResult,
)
from tests.builders import line, lot, rule, score

CRITERION = Criterion(
    id="lordag",
    title="Leverans på lördagar",
    kind="fact",
    amount_sek=Decimal(-90000),
    lowest_sek=Decimal(0),
    highest_sek=Decimal(0),
    lots=(),
    proof="Leveransplan",
    link="Leveransen hör till varan",
    where="tender.yaml:9",
)


def judged(supplier: str, amount: str) -> Judgement:
    return Judgement(
        supplier=supplier,
        lot="L",
        criterion="lordag",
        amount_sek=Decimal(amount),
        met=True,
        who="Anna",
        when="2027-03-01",
        why="Planen visar det",
        evidence="Leveransplan 2",
        where="quality.yaml:3",
    )


def ranked(
    offers: dict[str, list[LineScore]],
    by: Evaluation,
    *judgements: Judgement,
) -> LotResult:
    lines = next(iter(offers.values()))
    return evaluate_lot(
        lot(*(one.line for one in lines)),
        offers,
        rule=by,
        stage_kg={},
        coverages={},
        judgements=judgements,
    )


def of(supplier: str, price: str, kg: str) -> list[LineScore]:
    return [score(supplier, line(), price, kg)]


def test_m2_gives_the_printed_life_cycle_costs_of_lou_4_2() -> None:
    cost = LifeCycleCost(
        waste_sek_per_kg=Decimal(3), edible_share_of="line", by_line={"1": Decimal("0.80")}
    )
    sums = []
    for share, price, kg in (("0.80", "50", "4.0"), ("0.95", "56", "4.2")):
        of_line = replace(cost, by_line={"1": Decimal(share)})
        bought, problems = edible.of_line(line(), None, 1.0, of_line, "a")
        assert bought is not None, problems
        one = replace(
            score("X", line(), price, kg),
            quantity=bought.per_unit,
            price_sek=bought.per_unit * Decimal(price),
            kg_co2e=bought.per_unit * Decimal(kg),
            waste_sek=bought.waste_sek_per_unit,
        )
        offer = ranked({"X": [one]}, rule("1.5")).ranking[0]
        assert offer.price_sek is not None
        assert offer.carbon_cost_sek is not None
        assert offer.comparison_sum_sek is not None
        parts = (offer.price_sek, offer.waste_sek, offer.carbon_cost_sek)
        sums.append([*(round(part, 2) for part in parts), round(offer.comparison_sum_sek, 2)])
    assert sums[0] == [Decimal("62.50"), Decimal("0.75"), Decimal("7.50"), Decimal("70.75")]
    assert sums[1] == [Decimal("58.95"), Decimal("0.16"), Decimal("6.63"), Decimal("65.74")]


def test_an_edible_share_that_nobody_stated_is_missing_and_not_one() -> None:
    cost = LifeCycleCost(waste_sek_per_kg=Decimal(3), edible_share_of="line", by_line={})
    bought, problems = edible.of_line(line(), None, 1.0, cost, "a.xlsx!Blad1!2")
    assert bought is None
    assert [(p.code, p.where) for p in problems] == [("edible-share-missing", "a.xlsx!Blad1!2")]


def test_m6_an_offer_above_the_ceiling_keeps_its_sum_and_gets_no_rank() -> None:
    by = replace(rule("0"), ceiling_kg_by_lot={"L": Decimal(45000)})
    offers = {
        "A": of("A", "1000000", "60000"),
        "B": of("B", "1060000", "38000"),
        "C": of("C", "1150000", "20000"),
    }
    result = ranked(offers, by)
    assert [one.supplier for one in result.ranking] == ["B", "C", "A"]
    assert result.ranking[0].rank == 1
    assert (result.ranking[2].rank, result.ranking[2].above_ceiling) == (None, True)
    assert result.ranking[2].comparison_sum_sek == 1000000


def test_m6_an_offer_at_the_very_ceiling_is_ranked() -> None:
    by = replace(rule("0"), ceiling_kg_by_lot={"L": Decimal(60000)})
    assert ranked({"A": of("A", "1", "60000")}, by).ranking[0].rank == 1


def test_m7_a_fact_that_is_met_gives_its_announced_deduction() -> None:
    by = replace(rule("0"), criteria=(CRITERION,))
    offers = {"A": of("A", "1000000", "1"), "B": of("B", "1060000", "1")}
    result = ranked(offers, by, judged("A", "0"), judged("B", "-90000"))
    sums = {one.supplier: one.comparison_sum_sek for one in result.ranking}
    assert sums == {"A": Decimal(1000000), "B": Decimal(970000)}
    assert result.ranking[0].supplier == "B"


def test_a_criterion_that_nobody_judged_leaves_the_offer_without_a_sum() -> None:
    by = replace(rule("0"), criteria=(CRITERION,))
    offers = {"A": of("A", "1000000", "1"), "B": of("B", "1060000", "1")}
    result = ranked(offers, by, judged("A", "0"))
    unjudged = result.ranking[1]
    assert (unjudged.supplier, unjudged.rank, unjudged.comparison_sum_sek) == ("B", None, None)
    assert unjudged.price_sek == 1060000


def test_mark_ups_move_the_switch_price_as_kronor_do() -> None:
    by = replace(rule("0"), criteria=(CRITERION,))
    offers = {"A": of("A", "1000000", "60000"), "B": of("B", "1060000", "38000")}
    result = ranked(offers, by, judged("A", "0"), judged("B", "-90000"))
    pair = result.switch_prices[0]
    assert pair.sek_per_kg is None  # with the deduction B is better on both counts
    result = ranked(offers, by, judged("A", "-22000"), judged("B", "0"))
    assert round(result.switch_prices[0].sek_per_kg or 0, 4) == Decimal("3.7273")  # 82 000/22 000


def test_an_optional_line_enters_no_sum_and_costs_nobody_its_rank() -> None:
    needed, extra = line("1"), replace(line("2"), optional=True)
    offers = {
        "A": [score("A", needed, "100", "1"), score("A", extra, "999", "9")],
        "B": [score("B", needed, "200", "1")],
    }
    result = evaluate_lot(lot(needed, extra), offers, rule=rule("1"), stage_kg={}, coverages={})
    sums = {one.supplier: (one.rank, one.comparison_sum_sek) for one in result.ranking}
    assert sums == {"A": (1, Decimal(101)), "B": (2, Decimal(201))}


def test_a_tie_can_be_settled_by_the_lowest_emission() -> None:
    offers = {"A": of("A", "100", "20"), "B": of("B", "110", "10")}
    result = ranked(offers, rule("1", tie_rule="lowest_emission"))
    assert [(one.supplier, one.rank) for one in result.ranking] == [("B", 1), ("A", 2)]


def test_a_tie_on_the_basis_of_cost_is_settled_by_the_price_and_not_by_the_waste() -> None:
    # A: 100 + waste 12 + 1·8 = 120; B: 105 + waste 5 + 1·10 = 120. With waste B would come first.
    offers = {
        "A": [replace(score("A", line(), "100", "8"), waste_sek=Decimal(12))],
        "B": [replace(score("B", line(), "105", "10"), waste_sek=Decimal(5))],
    }
    result = ranked(offers, rule("1", tie_rule="lowest_price"))
    assert [(one.supplier, one.comparison_sum_sek) for one in result.ranking] == [
        ("A", Decimal(120)),
        ("B", Decimal(120)),
    ]
    assert [one.rank for one in result.ranking] == [1, 2]


@given(
    quantity=st.decimals("0.001", "999999999", places=3),
    share=st.decimals("0.01", "1", places=4),
    price=st.decimals("0.000001", "99999", places=6),
    kg=st.decimals("0.000001", "9999", places=6),
    carbon_price=st.decimals("0.0001", "9999", places=4),
)
def test_life_cycle_costs_add_up_without_a_remainder(
    quantity: Decimal, share: Decimal, price: Decimal, kg: Decimal, carbon_price: Decimal
) -> None:
    rule_of_cost = LifeCycleCost(
        waste_sek_per_kg=Decimal("3.25"), edible_share_of="line", by_line={"1": share}
    )
    bought, problems = edible.of_line(line(), None, 0.123, rule_of_cost, "a")
    assert bought is not None, problems
    amount = times(quantity, bought.per_unit)
    one = replace(
        score("X", line(), "1", "1"),
        quantity=amount,
        price_sek=times(amount, price),
        kg_co2e=times(amount, kg),
        waste_sek=times(quantity, bought.waste_sek_per_unit),
    )
    offer = ranked({"X": [one]}, rule(str(carbon_price))).ranking[0]
    assert offer.comparison_sum_sek is not None
    units = Fraction(quantity) * Fraction(bought.per_unit)
    waste = Fraction(quantity) * Fraction(bought.waste_sek_per_unit)
    wanted = units * (Fraction(price) + Fraction(carbon_price) * Fraction(kg)) + waste
    assert Fraction(offer.comparison_sum_sek) == wanted
