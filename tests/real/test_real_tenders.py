"""Real workbooks from strangers as complete tenders: layout files only, no code of their own.

The facts are those of the data folder's README; what the sums must be is computed here from the
cells, read by openpyxl, not by the reader under test.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from carbon.intake.decisions import append_decisions
from carbon.matching.match import fold
from carbon.matching.records import Decision
from carbon.tender.records import Assessment, Line, LineScore
from tests.real.assembling import (
    RATE,
    as_listed,
    assemble,
    assessed,
    cells,
    codes,
    complete_for,
    hold_the_rule,
    money,
    needs_shared,
    whole,
)

pytestmark = needs_shared
PRODUCE = "produce_price_tally_2021-22.xlsx"
BREAD_ONE = "bread_bid_202223-5_tabulation.xlsx"
BREAD_TWO = "bread_bid_201819-19_tabulation.xlsx"
MILK = "milk_dairy_bid_202223-6_tabulation.xlsx"
FROZEN = "frozen_bid_202122-7_tabulation.xlsx"
PRICE_LIST = "price_list_2018-2019_plain.xlsx"
EPALLET = "ePallet *All prices are case quantity"  # as the cell says
THREE = ("Coast Citrus", "Gold Star Foods", "Sunrise Produce")


def _rows(lines: list[Line]) -> list[int]:
    return [int(line.where.rpartition("!")[2]) for line in lines]


def _scores(assessment: Assessment, number: str) -> dict[str, LineScore]:
    return {
        score.supplier: score
        for offer in assessment.lots[0].ranking
        for score in offer.lines
        if score.line.number == number
    }


def _nothing_is_zero(assessment: Assessment) -> None:
    """Assert that what is unknown is missing and said, and that nobody incomplete is ranked."""
    told = {problem.where for problem in assessment.problems}
    for offer in assessment.lots[0].ranking:
        assert (offer.rank is None) == bool(offer.missing_lines)
        assert (offer.comparison_sum_sek is None) == bool(offer.missing_lines)
        for score in offer.lines:
            assert score.kg_co2e_per_unit is None or score.kg_co2e_per_unit > 0
            if score.product is None:
                assert score.kg_co2e is None
                asked = assessment.wanted[score.id]
                assert (asked.offered_name or asked.wanted_name) in told
            elif score.mass_kg_per_unit is None:
                assert score.kg_co2e is None
                assert score.where in told


def _matched_share(assessment: Assessment) -> float:
    lot = assessment.lots[0]
    matched = {s.line.id for offer in lot.ranking for s in offer.lines if s.product is not None}
    return len(matched) / len(lot.lot.lines)


def test_the_produce_tally_is_a_tender_of_27_lines_and_three_bidders(tmp_path: Path) -> None:
    found = whole(tmp_path, PRODUCE)
    lot = found.lots[0]
    assert len(lot.lot.lines) == 27
    assert tuple(offer.supplier for offer in lot.ranking) == THREE
    assert [len(offer.lines) for offer in lot.ranking] == [27, 27, 27]
    totals = {
        offer.supplier: sum(score.price_sek or 0 for score in offer.lines) for offer in lot.ranking
    }
    assert totals == {
        "Coast Citrus": Decimal("92511.25") * RATE,
        "Gold Star Foods": Decimal("89707.60") * RATE,
        "Sunrise Produce": Decimal("94236.25") * RATE,
    }
    assert codes(found).count("total-agrees") == 3


def test_most_produce_names_match_and_the_others_wait_for_a_person(tmp_path: Path) -> None:
    found = whole(tmp_path, PRODUCE)
    assert _matched_share(found) >= 0.4
    assert "match-uncertain" in codes(found)
    assert "lot-without-ranking" in codes(found)
    _nothing_is_zero(found)


def test_the_weighed_produce_lines_rank_all_three_bidders(tmp_path: Path) -> None:
    lines = complete_for(whole(tmp_path, PRODUCE).lots[0], *THREE)
    assert len(lines) >= 11  # four in ten of the 27
    found = assessed(assemble(tmp_path / "part", PRODUCE, as_listed(lines)))
    ranking = found.lots[0].ranking
    assert sorted(offer.supplier for offer in ranking) == list(THREE)
    hold_the_rule(ranking)
    sheet, rows = cells(PRODUCE), _rows(lines)
    assert {offer.supplier: offer.price_sek for offer in ranking} == {
        "Coast Citrus": RATE * money(sheet, "C", "E", rows),
        "Gold Star Foods": RATE * money(sheet, "C", "H", rows),
        "Sunrise Produce": RATE * money(sheet, "C", "K", rows),
    }


def test_a_price_per_case_of_40_lb_becomes_the_right_price_per_kg(tmp_path: Path) -> None:
    # 40 lb = 40 * 0.45359237 = 18.1436948 kg.
    # Apples: 23.00 * 10.50 / 18.1436948 = 13.310409; bananas: 16.00 * 10.50 / 18.1436948 = 9.259415
    lines = [
        ("1", "APPLE-RED (VARIETY)1", Decimal(1000), "kg"),
        ("2", "BANANA-GREEN TIP", Decimal(1000), "kg"),
    ]
    found = assessed(assemble(tmp_path / "kg", PRODUCE, lines))
    prices = {
        number: _scores(found, number)["Coast Citrus"].price_sek_per_unit for number in ("1", "2")
    }
    assert prices == {"1": Decimal("13.310409"), "2": Decimal("9.259415")}


def test_a_case_of_163_apples_weighs_163_apples_and_never_one(tmp_path: Path) -> None:
    scores = _scores(whole(tmp_path, PRODUCE), "1")
    weights = {name: score.mass_kg_per_unit for name, score in scores.items()}
    assert weights["Coast Citrus"] == pytest.approx(18.1436948)  # 40 lbs
    assert weights["Gold Star Foods"] == weights["Sunrise Produce"]  # 163/case, by piece
    assert weights["Gold Star Foods"] == pytest.approx(163 * 0.2)  # catalogue: an apple is 200 g


def test_a_pack_that_reads_two_ways_gives_no_mass(tmp_path: Path) -> None:
    found = whole(tmp_path, PRODUCE)
    doubtful = _scores(found, "5")["Sunrise Produce"]  # 6-15/case
    assert doubtful.mass_kg_per_unit is None
    assert doubtful.kg_co2e is None
    assert any(p.code == "mass-unknown" and p.where == doubtful.where for p in found.problems)


def test_hidden_rows_and_columns_of_the_bread_bid_are_said_and_its_totals_agree(
    tmp_path: Path,
) -> None:
    found = whole(tmp_path, BREAD_ONE)
    assert len(found.lots[0].lot.lines) == 6
    assert {"hidden-rows", "hidden-columns", "supplier-from-file-name"} <= set(codes(found))
    agreed = [dict(p.values)["found"] for p in found.problems if p.code == "total-agrees"]
    assert sorted(map(Decimal, agreed)) == [85221, 87944]
    (offer,) = found.lots[0].ranking
    assert sum(score.price_sek or 0 for score in offer.lines) == 85221 * RATE
    _nothing_is_zero(found)


def test_the_one_bread_bidder_is_ranked_on_the_lines_with_a_weight(tmp_path: Path) -> None:
    lot = whole(tmp_path, BREAD_ONE).lots[0]
    lines = complete_for(lot, lot.ranking[0].supplier)
    assert [line.number for line in lines] == ["1", "2", "3", "4"]  # 5 and 6 count slices
    ranking = assessed(assemble(tmp_path / "part", BREAD_ONE, as_listed(lines))).lots[0].ranking
    hold_the_rule(ranking)
    assert ranking[0].price_sek == RATE * money(cells(BREAD_ONE), "G", "J", _rows(lines))


def test_two_bread_bidders_have_the_readme_totals_and_four_questions(tmp_path: Path) -> None:
    found = whole(tmp_path, BREAD_TWO)
    assert len(found.lots[0].lot.lines) == 13
    totals = {
        offer.supplier: sum(score.price_sek or 0 for score in offer.lines)
        for offer in found.lots[0].ranking
    }
    assert totals == {
        "Galasso's Bakery": Decimal("57459.70") * RATE,
        "Gold Star Foods": Decimal("66003.50") * RATE,
    }
    asked = [p for p in found.problems if p.code == "price-per-kg-differs"]
    assert [p.where.rpartition("!")[2] for p in asked] == ["U12", "U13", "U14", "U15"]
    _nothing_is_zero(found)


def test_both_bread_bidders_are_ranked_and_their_questions_change_nothing(tmp_path: Path) -> None:
    names = ("Galasso's Bakery", "Gold Star Foods")
    lines = complete_for(whole(tmp_path, BREAD_TWO).lots[0], *names)
    assert len(lines) == 10
    found = assessed(assemble(tmp_path / "part", BREAD_TWO, as_listed(lines)))
    hold_the_rule(found.lots[0].ranking)
    assert codes(found).count("price-per-kg-differs") == 2  # rye and panini, not rejected
    sheet, rows = cells(BREAD_TWO), _rows(lines)
    assert {offer.supplier: offer.price_sek for offer in found.lots[0].ranking} == {
        names[0]: RATE * money(sheet, "G", "M", rows),
        names[1]: RATE * money(sheet, "G", "U", rows),
    }


def test_the_milk_award_ranks_nobody_because_nobody_offers_every_line(tmp_path: Path) -> None:
    found = whole(tmp_path, MILK)
    assert len(found.lots[0].lot.lines) == 42
    assert sum(len(offer.lines) for offer in found.lots[0].ranking) == 41  # one No Bid
    assert {"hidden-rows", "hidden-columns"} <= set(codes(found))
    assert _matched_share(found) >= 0.4
    assert all(offer.rank is None for offer in found.lots[0].ranking)
    _nothing_is_zero(found)


def test_the_largest_dairy_is_ranked_on_its_own_weighed_lines(tmp_path: Path) -> None:
    lines = complete_for(whole(tmp_path, MILK).lots[0], "Rockview Farms")
    assert len(lines) >= 10
    found = assessed(assemble(tmp_path / "part", MILK, as_listed(lines)))
    ranked = [offer for offer in found.lots[0].ranking if offer.rank is not None]
    assert [offer.supplier for offer in ranked] == ["Rockview Farms"]
    hold_the_rule(ranked)
    assert ranked[0].price_sek == RATE * money(cells(MILK), "C", "G", _rows(lines))


def test_a_quart_of_milk_weighs_its_litres_times_the_density(tmp_path: Path) -> None:
    quart = _scores(whole(tmp_path, MILK), "1")["Rockview Farms"]
    assert quart.mass_kg_per_unit == pytest.approx(0.946352946 * 1.03)  # US quart; milk 1.03 kg/l


def test_the_frozen_bid_keeps_99_no_bids_of_118_and_reads_all_lines(tmp_path: Path) -> None:
    found = whole(tmp_path, FROZEN)
    assert len(found.lots[0].lot.lines) == 118
    silent = [p for p in found.problems if p.code == "no-bid"]
    by_name = [dict(p.values)["supplier"] for p in silent]
    assert (by_name.count(EPALLET), by_name.count("Newport Farms")) == (99, 94)
    assert by_name.count("Goldstar Foods") == 2  # "mfg disc"
    assert [
        p.where.rpartition("!")[2] for p in found.problems if p.code == "number-unreadable"
    ] == ["Q93"]
    assert all(offer.rank is None for offer in found.lots[0].ranking)
    _nothing_is_zero(found)


def test_a_recorded_decision_completes_a_frozen_line_and_two_bidders_are_ranked(
    tmp_path: Path,
) -> None:
    names = ("Goldstar Foods", EPALLET)
    first = whole(tmp_path, FROZEN)
    berries = next(line for line in first.lots[0].lot.lines if line.number == "50")
    lines = [*complete_for(first.lots[0], *names), berries]
    folder = assemble(tmp_path / "part", FROZEN, as_listed(lines))
    before = assessed(folder)
    waiting = [offer for offer in before.lots[0].ranking if offer.supplier in names]
    assert [offer.missing_lines for offer in waiting] == [("50",), ("50",)]
    decision = Decision(
        key=fold(berries.name),
        name=berries.name,
        product_id="strawberry-frozen",
        who="Prov",
        when="2027-03-01",
        why="Frysta jordgubbar",
        where="",
    )
    assert append_decisions(folder, [decision]) == []
    after = assessed(folder)
    ranked = [offer for offer in after.lots[0].ranking if offer.rank is not None]
    assert sorted(offer.supplier for offer in ranked) == sorted(names)
    hold_the_rule(ranked)
    sheet, rows = cells(FROZEN), _rows(lines)
    assert {offer.supplier: offer.price_sek for offer in ranked} == {
        "Goldstar Foods": RATE * money(sheet, "E", "Q", rows),
        EPALLET: RATE * money(sheet, "E", "I", rows),
    }


def test_a_price_list_answers_a_basket_in_kilograms(tmp_path: Path) -> None:
    lines = [
        ("106", "PEAS", Decimal(500), "kg"),
        ("107", "SLICED CARROTS", Decimal(400), "kg"),
        ("108", "GREEN BEANS", Decimal(300), "kg"),
    ]
    found = assessed(assemble(tmp_path / "list", PRICE_LIST, lines))
    (offer,) = found.lots[0].ranking
    assert offer.rank == 1
    hold_the_rule([offer])
    assert codes(found).count("line-unknown") == 120  # of its 123 items
    sheet = cells(PRICE_LIST)
    # Packs 1/20LB, 20LB and 12/2LB: 20, 20 and 24 lb of 0.45359237 kg; prices to six decimals.
    step = Decimal("0.000001")
    pound = Decimal("0.45359237")
    expected = sum(
        quantity * (Decimal(str(sheet[f"G{row}"].value)) * RATE / (pounds * pound)).quantize(step)
        for quantity, row, pounds in ((500, 108, 20), (400, 109, 20), (300, 110, 24))
    )
    assert offer.price_sek == expected
