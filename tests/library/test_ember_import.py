"""Electricity by country is carried over as Ember and Our World in Data publish it."""

import csv
import io
from pathlib import Path

import pytest

from carbon import language, resources
from carbon.library import load
from carbon.library.importers import delimited, ember
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, Severity, has_errors

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "factors"
FOLDER = SHARED / "electricity-intensity"
EMBER = FOLDER / "ember-owid-carbon-intensity-by-country-2024.csv"
OWID = FOLDER / "owid-global-energy-mix-2023.json"
FACTORS = resources.factors_folder()

shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(
    not EMBER.is_file(), reason="../shared/data/factors/electricity-intensity is absent"
)

SWEDEN = ("SE", "2024", "Sweden", "SWE", "35.8")
NORWAY = ("NO", "2023", "Norway", "NOR", "30.7")
COUNTRIES = sorted(load.load().region_groups["EUROPE"])


def table(*rows: tuple[str, ...]) -> PublishedTable:
    """Return a table of the publisher's layout, filled up with places that are no countries."""
    filler = [(f"Q{n}", "2024", f"Place {n}", f"Q{n}", "100") for n in range(150)]
    every = (ember.EMBER_COLUMNS, *rows, *filler)
    lines = tuple(range(1, len(every) + 1))
    return PublishedTable(file="ember.csv", sheet="", sha256="", rows=every, lines=lines)


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def errors_of(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in problems if one.severity is Severity.ERROR]


def owid() -> PublishedTable:
    text = OWID.read_text(encoding="utf-8")
    found, problems = ember.table_of_json(text, file=OWID.name, sha256="")
    assert problems == []
    return found


def test_a_country_stands_as_printed_with_its_own_year() -> None:
    texts, problems = ember.convert([table(SWEDEN, NORWAY)])
    assert not has_errors(problems)
    rows = rows_of(texts["energy/ember-owid-2024.csv"])
    assert list(rows) == ["energy/electricity@NO", "energy/electricity@SE"]
    norway = rows["energy/electricity@NO"]
    assert (norway["value"], norway["unit"], norway["year"]) == ("30.7", "gCO2e/kWh", "2023")
    assert norway["locator"] == "Carbon intensity of electricity generation, Norway (NOR), 2023"
    assert "importer-countries-left-out" in [one.code for one in problems]


@pytest.mark.parametrize("found", ["", "0"])
def test_a_country_without_a_figure_is_left_out_and_never_zero(found: str) -> None:
    texts, problems = ember.convert([table(SWEDEN, (*NORWAY[:4], found))])
    assert list(rows_of(texts["energy/ember-owid-2024.csv"])) == ["energy/electricity@SE"]
    told = [one.where for one in problems if one.code == "importer-no-figure"]
    assert told == ["ember.csv:3"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((*NORWAY[:4], "30,7"), "importer-decimal-comma"),
        ((*NORWAY[:4], "low"), "importer-number"),
        ((*NORWAY[:4], "30700"), "importer-too-high"),
        ((NORWAY[0], "last year", *NORWAY[2:]), "importer-number"),
        (SWEDEN, "importer-id-twice"),
        (NORWAY[:3], "importer-row-ragged"),
    ],
)
def test_a_broken_row_is_refused_with_its_line(row: tuple[str, ...], code: str) -> None:
    texts, problems = ember.convert([table(SWEDEN, row)])
    assert texts == {}
    assert errors_of(problems) == [(code, "ember.csv:3")]
    assert all(language.message(one, "sv") and language.hint(one, "en") for one in problems)


def test_a_table_that_is_cut_off_or_another_one_is_refused() -> None:
    whole = table(SWEDEN)
    short = PublishedTable(
        file="ember.csv", sheet="", sha256="", rows=whole.rows[:9], lines=whole.lines[:9]
    )
    assert errors_of(ember.convert([short])[1])[0][0] == "importer-rows-few"
    headless = PublishedTable(
        file="ember.csv", sheet="", sha256="", rows=whole.rows[1:], lines=whole.lines[1:]
    )
    assert errors_of(ember.convert([headless])[1])[0][0] == "importer-column-missing"
    assert errors_of(ember.convert([])[1])[0][0] == "importer-table-missing"


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"SWE": 3}', '{"SWE": {'])
def test_json_that_is_no_mapping_of_countries_is_refused(text: str) -> None:
    problems = ember.table_of_json(text, file="mix.json", sha256="")[1]
    assert errors_of(problems) == [("importer-json", "mix.json")]


@shared
@needs_shared
def test_the_published_files_give_the_shipped_tables_byte_for_byte() -> None:
    table, problems = delimited.read(EMBER)
    assert table is not None, problems
    texts, problems = ember.convert([table, owid()])
    assert not has_errors(problems)
    assert sorted(texts) == ["energy/ember-owid-2024.csv", "energy/owid-2023.csv"]
    for name, text in texts.items():
        assert (FACTORS / name).read_text(encoding="utf-8") == text, name
    assert ember.convert([table, owid()])[0] == texts
    assert ember.convert([owid()])[0] == {"energy/owid-2023.csv": texts["energy/owid-2023.csv"]}


def test_every_european_country_has_electricity_of_two_years() -> None:
    # the README of the data folder: Sweden 35.8 (2024; 40.7 in 2023), Germany 344, Poland 615
    factors = load.load().factors
    for code in COUNTRIES:
        assert len(factors[f"energy/electricity@{code}"]) == 2, code
    sweden = factors["energy/electricity@SE"]
    assert [(round(one.kg_co2e * 1000, 1), one.year) for one in sweden] == [
        (35.8, 2024),
        (40.7, 2023),
    ]
    assert round(factors["energy/electricity@DE"][0].kg_co2e, 3) == 0.344
    assert round(factors["energy/electricity@PL"][0].kg_co2e, 3) == 0.615
    assert len([key for key in factors if key.startswith("energy/electricity@")]) == 212
