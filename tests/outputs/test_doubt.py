"""Uncertainty as readers meet it: a sheet, a section and data, none of which decides."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl

from carbon.outputs import doubt, doubt_data, doubt_grids
from carbon.outputs.evaluation import write_all
from carbon.outputs.report import report
from carbon.outputs.result import result
from carbon.outputs.workbook import workbook_bytes
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.records import Assessment

SENTENCE = "Tilldelningen följer bara den annonserade, bestämda regeln."


def test_the_result_states_the_probability_as_a_decimal_string(three_offers: Assessment) -> None:
    (lot,) = result(with_doubt(three_offers), "sv")["lots"]
    first = {offer["supplier"]: offer["probability_first"] for offer in lot["ranking"]}
    assert set(first) == set("ABC")
    assert abs(sum(map(float, first.values())) - 1) < 0.002
    assert lot["uncertainty"]["draws"] == 4000
    assert json.dumps(lot["uncertainty"])


def test_ranks_and_sums_are_the_same_with_and_without(rich: Assessment) -> None:
    keys = ("supplier", "rank", "comparison_sum_sek", "kg_co2e", "price_sek")
    plain, told = (
        [[{key: o[key] for key in keys} for o in lot["ranking"]] for lot in found["lots"]]
        for found in (result(rich, "sv"), result(with_doubt(rich), "sv"))
    )
    assert plain == told


def test_an_offer_without_a_rank_has_no_probability(rich: Assessment) -> None:
    offer = result(with_doubt(rich), "sv")["lots"][0]["ranking"][-1]
    assert offer["rank"] is None
    assert offer["probability_first"] is None


def test_the_sheet_says_that_it_decides_nothing_and_holds_text_as_text(rich: Assessment) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(with_doubt(rich), "sv")))
    sheet = book["Osäkerhet"]
    assert book.sheetnames.index("Osäkerhet") == 7
    assert str(sheet["A2"].value).startswith(SENTENCE)
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert (
        "Uncertainty"
        in openpyxl.load_workbook(io.BytesIO(workbook_bytes(with_doubt(rich), "en"))).sheetnames
    )


def test_the_report_has_the_section_with_the_same_sentence(rich: Assessment) -> None:
    page = report(with_doubt(rich), "sv")
    assert SENTENCE in page
    assert "osäkerheten är inte beräknad" not in page
    assert "<img src=x>" not in page
    assert "osäkerheten är inte beräknad" in report(rich, "sv")


def test_two_runs_write_the_same_bytes(three_offers: Assessment, tmp_path: Path) -> None:
    one, two = (write_all(three_offers, tmp_path / name, "sv") for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert json.loads(one[2].read_text())["lots"][0]["ranking"][0]["probability_first"]


def test_the_question_is_the_same_for_everybody_and_names_no_supplier(rich: Assessment) -> None:
    found = with_doubt(rich)
    assert found.doubt is not None
    for lot in found.doubt.lots:
        for question in lot.questions:
            text = doubt_grids.question_text(question, "sv")
            assert not [name for name in question.to if len(name) > 3 and name in text]
            assert {turn.supplier for turn in question.turns} <= set(question.to)


def test_a_drawn_probability_is_never_shown_as_certain(three_offers: Assessment) -> None:
    from decimal import Decimal

    assert doubt.chance(Decimal(1), "sv") == "över 99 %"
    assert doubt.chance(Decimal(0), "en") == "under 1%"
    assert doubt.chance(Decimal("0.734"), "sv") == "73 %"
    assert doubt_data.of_lot(None, "1") is None
    assert result(replace(three_offers, doubt=None), "sv")["lots"][0]["uncertainty"] is None
