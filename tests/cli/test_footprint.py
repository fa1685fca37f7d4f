"""`carbon footprint` as a producer uses it: few inputs, plain words, the buyer's own number."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from carbon.intake import producerfile
from tests.cli.running import EXAMPLE, carbon

_MOST_INPUTS = 20
CARROTS = """\
questionnaire: roots
product: carrot
name: Morötter från Tällberg
producer: Sångs gård
place: Leksand
year: 2025
answers:
  area: 2
  yield: 90
  n_min: 160
  manure: 0
"""


@pytest.fixture
def carrots(tmp_path: Path) -> Path:
    path = tmp_path / "morot.yaml"
    path.write_text(CARROTS, encoding="utf-8")
    return path


# What a producer types into the form, and nothing else: question and answer.
PATHS = {
    "milk": {
        "producer": "Norrgården",
        "place": "Leksand",
        "year": 2025,
        "cows": 80,
        "milk_sold": 760000,
        "young": 75,
        "sold_lw": 21600,
        "conc": 200,
        "n_min_d": 9000,
    },
    "roots": {
        "producer": "Sångs gård",
        "place": "Leksand",
        "year": 2025,
        "area": 2,
        "yield": 90,
        "n_min": 160,
        "manure": 0,
    },
}


@pytest.mark.parametrize("kind", sorted(PATHS))
def test_a_producer_completes_the_form_with_under_twenty_inputs(kind: str, tmp_path: Path) -> None:
    form = tmp_path / f"{kind}.xlsx"
    written = carbon("footprint", "--form", kind, "--out", form)
    assert written.code == 0
    inputs = PATHS[kind]
    assert len(inputs) < _MOST_INPUTS
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for name, value in inputs.items():
        cell = sheet.cell(rows[name], 3)
        assert not cell.protection.locked
        cell.value = value
    book.save(form)
    ran = carbon("footprint", form, "--json")
    found = ran.json()
    assert ran.code == 0, ran.err
    assert not [one for one in found["problems"] if one["severity"] == "error"]
    low, high = (Decimal(one) for one in found["interval_95"])
    assert low < Decimal(found["kg_co2e_per_unit"]) < high


def test_the_json_holds_what_the_world_may_rely_on(carrots: Path) -> None:
    found = carbon("footprint", carrots, "--json").json()
    assert found["unit"] == "kg"
    assert found["scope"] == "gate"
    stages = {name: Decimal(kg) for name, kg in found["stages"].items()}
    assert set(stages) <= {"farm", "land_use_change", "packaging"}
    assert sum(stages.values()) == Decimal(found["kg_co2e_per_unit"])
    assert len(found["digest"]) == 64
    for flow in found["flows"]:
        assert flow["kg_co2e"] == pytest.approx(flow["amount"] * flow["kg_co2e_per"])
        assert flow["text"]
        assert flow["source"]
    assert {one["field"] for one in found["defaults_used"]} >= {"diesel_l", "peat_share"}
    assert found["default"]["verdict"] in ("lower", "same", "higher")
    assert found["band"]["low"] == "0.04"
    assert found["levers"][0]["kg"] < 0
    assert len(found["narrowing"]) == 3


def test_the_words_say_where_it_ends_and_what_was_assumed(carrots: Path) -> None:
    ran = carbon("footprint", carrots)
    assert ran.code == 0
    assert "Morötter från Tällberg" in ran.out
    assert "Från jord till gårdens grind." in ran.out
    assert "--tender" in ran.out
    assert "Räknat med schablon" in ran.out
    assert "Mulljord är räknad som noll" in ran.out
    english = carbon("footprint", carrots, "--lang", "en")
    assert "From the soil to the farm gate." in english.out
    assert "schablon" not in english.out


def test_in_a_tender_it_is_the_number_that_the_buyer_finds(carrots: Path) -> None:
    gate = carbon("footprint", carrots, "--json").json()
    found = carbon("footprint", carrots, "--tender", EXAMPLE, "--json").json()
    assert found["scope"] == "tender"
    assert found["digest"] == gate["digest"]
    assert found["stages"]["farm"] == gate["stages"]["farm"]
    assert {"transport", "storage"} <= set(found["stages"])
    assert sum(map(Decimal, found["stages"].values())) == Decimal(found["kg_co2e_per_unit"])
    tender = found["tender"]
    more = Decimal(tender["default_kg_co2e_per_unit"]) - Decimal(found["kg_co2e_per_unit"])
    price = Decimal(tender["carbon_price_sek_per_kg"])
    assert float(tender["default_costs_sek_per_unit"]) == pytest.approx(float(more * price))


def test_the_place_changes_the_way_and_never_the_farm(carrots: Path) -> None:
    near = carbon("footprint", carrots, "--tender", EXAMPLE, "--json").json()
    carrots.write_text(CARROTS.replace("Leksand", "Kristianstad"), encoding="utf-8")
    far = carbon("footprint", carrots, "--tender", EXAMPLE, "--json").json()
    assert far["digest"] == near["digest"]
    assert far["stages"]["farm"] == near["stages"]["farm"]
    assert Decimal(far["stages"]["transport"]) > Decimal(near["stages"]["transport"])


def test_what_is_written_can_be_opened_again_with_the_same_digest(
    carrots: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = carbon("footprint", carrots, "--out", out, "--json").json()
    assert json.loads((out / "footprint.json").read_text(encoding="utf-8")) == first
    again = carbon("footprint", out / "roots.xlsx", "--json").json()
    assert again["digest"] == first["digest"]
    assert again["problems"] == []
    submission, _ = producerfile.read(out / "roots.xlsx")
    assert submission is not None
    assert submission.digest == first["digest"]


def test_a_file_that_says_another_digest_or_tender_is_asked_about(carrots: Path) -> None:
    carrots.write_text(f"digest: {'0' * 64}\ntender: annan\n{CARROTS}", encoding="utf-8")
    found = carbon("footprint", carrots, "--tender", EXAMPLE, "--json").json()
    codes = {one["code"] for one in found["problems"]}
    assert {"answers-digest-other", "answers-tender-other"} <= codes


def test_answers_that_stop_are_questions_at_their_lines_and_code_one(carrots: Path) -> None:
    wrong = CARROTS.replace("area: 2", "area: 0").replace("yield: 90", "yield: nittio")
    carrots.write_text(wrong, encoding="utf-8")
    ran = carbon("footprint", carrots)
    assert ran.code == 1
    assert ran.out == ""
    assert "morot.yaml:8: area" in ran.err
    assert "kan det vara noll?" in ran.err
    assert "morot.yaml:9: yield" in ran.err
    found = carbon("footprint", carrots, "--json").json()
    assert {one["code"] for one in found["problems"]} == {"answer-zero", "answer-not-number"}


def test_a_product_that_the_tender_does_not_buy_is_said(carrots: Path) -> None:
    carrots.write_text(CARROTS.replace("carrot", "parsnip"), encoding="utf-8")
    ran = carbon("footprint", carrots, "--tender", EXAMPLE)
    assert ran.code == 1
    assert "Upphandlingen köper ingen vara som är parsnip" in ran.err


def test_wrong_use_and_files_of_other_kinds_are_told_apart(tmp_path: Path) -> None:
    assert carbon("footprint").code == 2
    assert carbon("footprint", tmp_path / "none.yaml").code == 2
    assert carbon("footprint", "--form", "milk").code == 2
    unknown = carbon("footprint", "--form", "mjölk", "--out", tmp_path / "a.xlsx")
    assert unknown.code == 2
    assert "milk" in carbon("footprint", "--list").out
    assert carbon("footprint", "--form", "milk", "--out", tmp_path / "a.txt").code == 2
    other = tmp_path / "other.json"
    other.write_text('{"crop": {"tonnes": 1000}}', encoding="utf-8")
    ran = carbon("footprint", other, "--json")
    assert ran.code == 2
    assert [one["code"] for one in ran.json()["problems"]] == ["producer-file-other"]


def test_every_form_is_listed_with_few_needed_answers() -> None:
    forms = carbon("footprint", "--list", "--json").json()["forms"]
    assert {"milk", "roots", "bread"} <= {one["id"] for one in forms}
    assert all(1 <= one["required"] <= 6 for one in forms)
