"""A row read by what it differs in is the very record that the long way makes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from carbon import resources, yamlfile
from carbon.library.factors import SHARED, read_factor
from carbon.library.files import Files
from carbon.library.frame import Frame, read_gwp, read_regions, read_sources
from carbon.library.records import Library
from carbon.library.siblings import sibling
from carbon.library.tables import read_table
from carbon.problems import Problem

FOLDER = resources.factors_folder()
COLUMNS = ("id", "label", "value", "unit", "region", "year", "locator", "notes")


@pytest.fixture(scope="module")
def frame(real: Library) -> Frame:
    files = Files(folder=FOLDER)
    countries, groups, _ = read_regions(files.yaml("regions.yaml"), "regions.yaml")
    return Frame(
        sources=read_sources(files.yaml("sources.yaml"), "sources.yaml")[0],
        countries=countries,
        groups=groups,
        gwp_values=read_gwp(files.yaml("gwp.yaml"), "gwp.yaml")[0],
        assumptions=real.assumptions,
    )


@pytest.mark.parametrize("name", ["energy/ember-owid-2024", "packaging/desnz-2025-material-use"])
def test_every_row_of_a_table_reads_the_same_both_ways(frame: Frame, name: str) -> None:
    head, _ = yamlfile.read(FOLDER / f"{name}.yaml")
    shared = {key: head[key] for key in SHARED if key in head}
    rows, problems = read_table(
        FOLDER / f"{name}.csv",
        name,
        columns=("id", "label", "value", "unit", "locator"),
        optional=SHARED,
        numbers=("value", "year"),
    )
    assert problems == []
    wrong: list[Problem] = []
    whole = [read_factor({**shared, **row.cells}, row.where, frame, wrong) for row in rows]
    sample = whole[0]
    assert sample is not None
    quick = 0
    for row, expected in zip(rows, whole, strict=True):
        notes = {"notes": head["notes"]} if "notes" in head else {}
        found = sibling(sample, {**notes, **row.cells}, row.where, frame)
        if found is not None and row.cells.keys() <= set(COLUMNS):
            quick += 1
            assert found == expected
    assert wrong == []
    assert quick or "correlation_group" in rows[0].cells


@pytest.mark.parametrize(
    "change",
    [
        {"id": "energy/electricity@XX"},
        {"id": "energy/electricity@FI"},
        {"id": "Energy electricity"},
        {"id": "food/electricity/farm@SE"},
        {"value": Decimal("NaN")},
        {"value": Decimal("-1")},
        {"value": "much"},
        {"unit": "gCO2e/stone"},
        {"unit": "kgCO2e/kg"},
        {"year": Decimal("1066")},
        {"year": Decimal("2024.5")},
        {"label": ""},
        {"spread": "own"},
    ],
)
def test_a_row_that_is_not_plainly_good_goes_the_long_way(
    real: Library, frame: Frame, change: dict[str, object]
) -> None:
    sample = real.factors["energy/electricity@SE"][0]
    good: dict[str, object] = {
        "id": "energy/electricity@SE",
        "label": "Sweden",
        "value": Decimal("35.8"),
        "unit": "gCO2e/kWh",
        "region": "SE",
        "year": Decimal(2024),
        "locator": "row SE",
    }
    found = sibling(sample, good, "x.csv:2", frame)
    assert found is not None
    assert found.kg_co2e == 0.0358
    assert found == replace(
        sample,
        label="Sweden",
        kg_co2e=0.0358,
        as_printed="35.8 gCO2e/kWh",
        locator="row SE",
        where="x.csv:2",
        notes="",
        year=2024,
    )
    assert sibling(sample, {**good, **change}, "x.csv:2", frame) is None
