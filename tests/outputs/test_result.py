"""The result file, all files together, and the explanation of a line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from carbon.language import json_text
from carbon.outputs.evaluation import write_all
from carbon.outputs.explain import explain
from carbon.outputs.explain_text import explain_text
from carbon.outputs.files import write_aside
from carbon.outputs.result import result
from carbon.problems import UsageError
from carbon.tender.records import Assessment


def test_the_result_keeps_the_public_contract(three_offers: Assessment) -> None:
    data = result(three_offers, "sv")
    assert {"lots", "pack_sha256", "problems"} <= set(data)
    best = data["lots"][0]["ranking"][0]
    assert {
        "supplier", "rank", "price_sek", "kg_co2e", "carbon_cost_sek", "comparison_sum_sek",
        "coverage", "probability_first",
    } <= set(best)  # fmt: skip
    assert (best["supplier"], best["rank"], best["comparison_sum_sek"]) == ("B", 1, "1174000")
    assert set(best["coverage"]) == {"declared", "default", "proxy"}
    assert best["probability_first"] is None
    assert {
        p["first"] + p["second"]: p["sek_per_kg"][:4] for p in data["lots"][0]["switch_prices"]
    } == {"BA": "2.72", "BC": "5", "AC": "3.75"}


def test_numbers_are_strings_without_exponent(rich: Assessment) -> None:
    for lot in result(rich, "sv")["lots"]:
        for offer in lot["ranking"]:
            for key in ("price_sek", "kg_co2e", "carbon_cost_sek", "comparison_sum_sek"):
                if offer[key] is not None:
                    assert set(offer[key]) <= set("-0123456789.")


def test_an_incomplete_offer_has_no_sum_and_names_what_is_missing(rich: Assessment) -> None:
    offer = result(rich, "sv")["lots"][0]["ranking"][-1]
    assert offer["rank"] is None
    assert offer["comparison_sum_sek"] is None
    assert offer["missing_lines"] == ["1.2"]


def test_json_keeps_the_data_but_prints_no_hidden_character(rich: Assessment) -> None:
    data = result(rich, "sv")
    text = json_text(data)
    assert "\u202e" not in text
    assert "\\u202e" in text
    assert json.loads(text) == data
    assert text.endswith("}")
    assert json_text({"x": "\ud800\U000e0001"}).encode("utf-8")


def test_all_files_are_written_whole_and_nothing_else(rich: Assessment, tmp_path: Path) -> None:
    paths = write_all(rich, tmp_path / "new" / "out", "sv")
    assert [path.name for path in paths] == ["evaluation.xlsx", "report.html", "result.json"]
    assert sorted(p for p in tmp_path.rglob("*") if p.is_file()) == sorted(paths)
    first = [path.read_bytes() for path in paths]
    write_all(rich, tmp_path / "new" / "out", "sv")
    assert [path.read_bytes() for path in paths] == first


def test_a_link_left_in_the_folder_does_not_lead_writing_outside(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    for name in (".x.part", "x"):
        (tmp_path / name).symlink_to(victim)
    write_aside(tmp_path / "x", b"new")
    assert victim.read_text() == "untouched"
    assert (tmp_path / "x").read_bytes() == b"new"
    assert not (tmp_path / "x").is_symlink()


def test_a_folder_that_cannot_be_made_is_one_problem_with_a_remedy(
    rich: Assessment, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError) as caught:
        write_all(rich, tmp_path / "file" / "out", "sv")
    assert [problem.code for problem in caught.value.problems] == ["output-folder"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "x" / "inside").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        write_aside(tmp_path / "x", b"new")
    assert [problem.code for problem in caught.value.problems] == ["output-unwritable"]
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_explanation_adds_up_exactly(rich: Assessment) -> None:
    data = explain(rich, "=1+1", "1.1")
    flows = sum(Decimal(flow["kg_co2e"]) for flow in data["flows"])
    stages = sum(Decimal(kg) for kg in data["stage_kg_per_unit"].values())
    assert flows == stages == Decimal(data["kg_co2e_per_unit"])
    assert Decimal(data["quantity"]) * flows == Decimal(data["kg_co2e"])
    cost = Decimal(data["carbon_price_sek_per_kg"]) * Decimal(data["kg_co2e"])
    assert cost == Decimal(data["carbon_cost_sek"])
    assert Decimal(data["price_sek"]) + cost == Decimal(data["comparison_sum_sek"])
    assert {flow["source"] for flow in data["flows"]} == {"Påhittad källa för prov"}


def test_an_explanation_in_words_names_factor_page_and_leg(rich: Assessment) -> None:
    text = explain_text(rich, "=1+1", "1.1", "sv")
    assert "Hedemora → Falun" in text
    assert "table 3, row 7" in text
    assert "Summa: 1,114779 kg CO2e per liter" in text
    assert "\u202e" not in explain_text(rich, rich.offers[4].supplier, "1.2", "sv")


def test_asking_for_an_unknown_offer_or_line_says_what_there_is(rich: Assessment) -> None:
    with pytest.raises(UsageError) as caught:
        explain(rich, "nobody", "1.1")
    assert caught.value.problems[0].code == "explain-no-offer"
    with pytest.raises(UsageError) as caught:
        explain(rich, "=1+1", "9")
    assert caught.value.problems[0].code == "explain-no-line"
