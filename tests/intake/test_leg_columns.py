"""The columns of a sheet of legs about load, empty running, energy and a carrier's own value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake import books
from tests.intake.books import leg, offered

SWEDISH = {
    "Drivmedel": "RME", "Last ombord kg": 9000, "Fyllnadsgrad %": "50 %", "Tomkörning %": 30,
    "Årsvärde g CO2e/tkm": "88,5", "Period från": "2026-01-01", "Period till": "2026-12-31",
    "Underlag": "Redovisning 2026", "Typ av underlag": "årsvärde", "Emballageandel %": 8,
}  # fmt: skip
ENGLISH = {
    "Fuel": "fame100", "Load on board kg": 9000, "Load factor %": 50, "Empty running %": "30%",
    "Carrier value g CO2e/tkm": "0,0885 kg CO2e/tkm", "Period from": "2026-01-01",
    "Period to": "2026-12-31", "Evidence": "Redovisning 2026", "Evidence kind": "toc value",
    "Packaging share %": 8,
}  # fmt: skip


@pytest.mark.parametrize("cells", [SWEDISH, ENGLISH])
def test_the_columns_are_read_in_both_languages(tmp_path: Path, cells: dict[str, object]) -> None:
    products, problems = books.one(tmp_path, [offered()], [leg(**cells)])
    assert problems == {}
    one = products[0].legs[0]
    assert (one.energy, one.load_kg, one.load_factor, one.empty_share) == (
        "fame100", 9000.0, 0.5, 0.3,
    )  # fmt: skip
    assert (one.carrier_g_per_tkm, one.period_from, one.period_to) == (
        88.5, "2026-01-01", "2026-12-31",
    )  # fmt: skip
    assert (one.evidence, one.evidence_kind) == ("Redovisning 2026", "toc_value")
    assert one.packaging_share == 0.08


def test_a_leg_that_says_nothing_of_them_is_as_before(tmp_path: Path) -> None:
    products, problems = books.one(tmp_path, [offered()], [leg()])
    one = products[0].legs[0]
    stated = (one.load_kg, one.load_factor, one.empty_share, one.packaging_share)
    assert (problems, stated) == ({}, (None, None, None, None))


@pytest.mark.parametrize("heading", ["Fyllnadsgrad %", "Tomkörning %", "Emballageandel %"])
@pytest.mark.parametrize("cell", [0.7, 1, "0,7", "0,7 %"])
def test_a_share_where_per_cent_is_asked_is_a_question(
    tmp_path: Path, heading: str, cell: object
) -> None:
    products, problems = books.one(tmp_path, [offered()], [leg(**{heading: cell})])
    assert products == []
    assert problems["share-or-percent"] == "offers/a.xlsx!Transport!G3"
    assert "legs-unusable" in problems


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Last ombord kg", 0, "number-zero"),
        ("Last ombord kg", -5, "number-negative"),
        ("Fyllnadsgrad %", 0, "number-zero"),
        ("Tomkörning %", -1, "number-negative"),
        ("Årsvärde g CO2e/tkm", 0, "number-zero"),
        ("Årsvärde g CO2e/tkm", "88 g/km", "number-unreadable"),
        ("Typ av underlag", "hörsägen", "word-unknown"),
        ("Drivmedel", "kärnkraft", "word-unknown"),
    ],
)
def test_what_cannot_be_read_makes_the_chain_unusable(
    tmp_path: Path, heading: str, cell: object, code: str
) -> None:
    products, problems = books.one(tmp_path, [offered()], [leg(**{heading: cell})])
    assert products == []
    assert {code, "legs-unusable"} <= set(problems)


def test_no_empty_running_is_a_statement_of_its_own(tmp_path: Path) -> None:
    products, problems = books.one(
        tmp_path, [offered()], [leg(**{"Last ombord kg": 9000, "Tomkörning %": 0})]
    )
    assert (problems, products[0].legs[0].empty_share) == ({}, 0.0)


def test_a_gross_weight_is_read_from_the_offer(tmp_path: Path) -> None:
    products, _ = books.one(tmp_path, [offered(Nettovikt=0.4, **{"Bruttovikt kg": 0.516})])
    assert products[0].gross_weight_kg == 0.516
