"""A producer's own flows in what is written: workbook, explanation, result and uncertainty."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from carbon import language
from carbon.outputs import (
    explain,
    explain_page,
    explain_text,
    flows,
    report,
    result,
    workbook,
)
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment
from tests.outputs.offices import same
from tests.outputs.second_engine import SecondEngine, name_of
from tests.tender import evidenced
from tests.tender.evidenced import Bid


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    bids = [
        Bid(supplier="Åker AB", evidence="potatis.json"),
        Bid(supplier="Dal AB", price="7,45"),
        Bid(supplier="Epd AB", evidence="epd.yaml", price="7,60"),
    ]
    files = {
        "potatis.json": json.dumps(evidenced.POTATO_ANSWERS),
        "epd.yaml": evidenced.epd({"farm": "0.05", "land_use_change": "0.001"}),
    }
    folder = evidenced.tender(tmp_path_factory.mktemp("t"), bids, files)
    found, problems = assess_folder(folder)
    assert found is not None, problems
    return with_doubt(found)


def test_the_explanation_adds_up_flow_by_flow(assessment: Assessment) -> None:
    for supplier in ("Åker AB", "Dal AB", "Epd AB"):
        found = explain.explain(assessment, supplier, "1")
        total = sum(Decimal(one["kg_co2e"]) for one in found["flows"])
        assert total == Decimal(found["kg_co2e_per_unit"])
        assert found["interval_95"]["low"] < float(total) < found["interval_95"]["high"]
        assert explain_text.explain_text(assessment, supplier, "1", "sv")


def test_gases_and_inputs_stand_as_flows_of_their_own_with_what_they_are(
    assessment: Assessment,
) -> None:
    (score,) = [
        line for offer in assessment.lots[0].ranking for line in offer.lines
        if offer.supplier == "Åker AB"
    ]  # fmt: skip
    of_line = flows.by_line(assessment.footprint)[score.id]
    own = [one for one in of_line if one.process]
    assert len(own) > 5
    assert {one.factor.id for one in own} >= {"gas/n2o@GLO", "gas/co2@GLO"}
    assert {one.basis.name for one in own} == {"DECLARED", "DEFAULT"}
    # the producer's own answers come first, so that a stage is told by them
    assert flows.production_basis(of_line).name == "DECLARED"


def test_every_flow_of_a_producers_account_is_named_in_words_and_cites_its_source(
    assessment: Assessment,
) -> None:
    found = explain.explain(assessment, "Åker AB", "1")
    own = [one for one in found["flows"] if one["process"]]
    assert {one["process_text"] for one in own} >= {"lustgas från mineralgödsel", "diesel"}
    for one in own:
        assert one["source"] != "declared", one["factor"]
        assert one["edition"], one["factor"]
        assert one["locator"], one["factor"]
    text = explain_text.explain_text(assessment, "Åker AB", "1", "sv")
    assert "Odling och djurhållning: lustgas från mineralgödsel (leverantörsuppgift)" in text
    assert "schablon, svar saknas)" in text


def test_the_explanation_tells_the_file_what_rests_on_defaults_and_how_to_check_it(
    assessment: Assessment,
) -> None:
    found = explain.explain(assessment, "Åker AB", "1")
    told = found["own_file"]
    file = assessment.evidence.files["potatis.json"]
    assert (told["file"], told["sha256"]) == ("evidence/potatis.json", file.sha256)
    own = [one for one in found["flows"] if one["process"]]
    lacking = [one for one in own if one["basis"] == "default"]
    assert (told["flows"], told["flows_by_default"]) == (len(own), len(lacking))
    assert Decimal(told["kg_co2e"]) == sum(Decimal(one["kg_co2e"]) for one in own)
    assert Decimal(told["kg_co2e_by_default"]) == sum(Decimal(one["kg_co2e"]) for one in lacking)
    for lang, check in (("sv", "Så prövas den"), ("en", "To check it")):
        text = explain_text.explain_text(assessment, "Åker AB", "1", lang)
        page = explain_page.page(assessment, "Åker AB", "1", lang)
        for said in (check, told["digest"], told["sha256"], "evidence/potatis.json"):
            assert said in text
            assert said in page


def test_a_declaration_is_told_as_a_file_that_nobody_recomputes(assessment: Assessment) -> None:
    told = explain.explain(assessment, "Epd AB", "1")["own_file"]
    assert (told["file"], told["digest"], told["level"]) == ("evidence/epd.yaml", None, 3)
    assert Decimal(told["kg_co2e"]) == Decimal("0.051")
    assert explain.explain(assessment, "Dal AB", "1")["own_file"] is None


def test_the_sheets_of_legs_and_factors_say_what_each_flow_is(
    assessment: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write_workbook(assessment, path, "sv")
    book = openpyxl.load_workbook(path, data_only=True)
    (legs,) = [one for one in book if one["A1"].value == language.word("outputs-legs-title", "sv")]
    kinds = [cell for row in legs.iter_rows(values_only=True) for cell in row]
    assert "lustgas från mineralgödsel" in kinds
    (sheet,) = [
        one for one in book if one["A1"].value == language.word("outputs-factors-title", "sv")
    ]
    rows = list(sheet.iter_rows(values_only=True))
    (headers,) = [row for row in rows if "Processer" in row]
    at = headers.index("Processer")
    (n2o,) = [row for row in rows if row[0] == "gas/n2o@GLO"]
    assert "lustgas från mineralgödsel" in str(n2o[at])
    assert "lustgas från skörderester" in str(n2o[at])


def test_a_second_engine_computes_the_workbook_of_own_files_to_its_stored_values(
    assessment: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write_workbook(assessment, path, "sv")
    stored = openpyxl.load_workbook(path, data_only=True)
    engine = SecondEngine(path)
    places = engine.formulas()
    assert len(places) > 100
    for place in places:
        ours = stored[place[0]].cell(row=place[1], column=place[2]).value
        assert same(ours, engine.value(place)), name_of(place)


def test_the_workbook_holds_every_flow_of_it_and_its_sums(
    assessment: Assessment, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        workbook.write_workbook(assessment, path, "sv")
    assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first, data_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert cells.count("gas/n2o@GLO") >= 4
    kg = {float(offer.kg_co2e or 0) for offer in assessment.lots[0].ranking}
    assert kg <= {round(one, 6) for one in cells if isinstance(one, float | int)}


def test_the_result_tells_what_rests_on_the_producer_and_what_on_defaults(
    assessment: Assessment,
) -> None:
    found = result.result(assessment, "sv")
    (offer,) = [
        one for one in found["lots"][0]["ranking"] if one["supplier"] == "Åker AB"
    ]  # fmt: skip
    assert 0 < Decimal(offer["coverage"]["declared"]) < 1
    assert Decimal(offer["coverage_mass"]["declared"]) == 1
    assert offer["probability_first"] is not None


def test_the_amounts_of_a_producers_account_take_part_in_the_uncertainty(
    assessment: Assessment,
) -> None:
    assert assessment.doubt is not None
    kinds = {
        driver.kind for lot in assessment.doubt.lots for driver in lot.drivers
    }  # fmt: skip
    assert kinds <= {"factor", "producers", "declared", "distance", "own-data"}
    table = assessment.footprint.flows
    own = table.amount_gsd[table.element < 0]
    assert (own > 1).any()


def test_the_report_is_written_in_both_languages(assessment: Assessment, tmp_path: Path) -> None:
    for lang in ("sv", "en"):
        report.write_report(assessment, tmp_path / f"{lang}.html", lang)
        assert "Åker AB" in (tmp_path / f"{lang}.html").read_text(encoding="utf-8")
