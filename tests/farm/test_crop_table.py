"""The dry matter of vegetables against the table of foods that it was taken from."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from carbon.farm import crops
from tests.farm.crop_answers import knowledge

BOOK = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/real-inputs/food-names-sv/LivsmedelsDB_2022-05-24.xlsx"
)
_CITED = re.compile(r"no (\d+), (.+): water ([\d.]+) g/100 g\Z")


@cache
def _water() -> dict[int, tuple[str, float]]:
    import openpyxl

    rows = list(openpyxl.load_workbook(BOOK, read_only=True).active.iter_rows(values_only=True))
    column = rows[2].index("Vatten (g)")
    return {int(row[1]): (str(row[0]).strip(), float(row[column] or 0)) for row in rows[3:]}


@pytest.mark.shared
@pytest.mark.skipif(not BOOK.exists(), reason="the shared table of foods is not here")
def test_dry_matter_is_what_water_leaves_in_the_table_of_foods() -> None:
    cited = [one for one in crops.load().values() if one.dry_matter is not None]
    assert len(cited) > 40
    for one in cited:
        found = _CITED.match(one.locator)
        assert found, one.locator
        name, water = _water()[int(found[1])]
        assert (name, water) == (found[2], float(found[3])), one.id
        assert one.dry_matter == pytest.approx(1 - water / 100), one.id


def test_every_crop_takes_a_row_that_the_residue_table_has() -> None:
    for one in crops.load().values():
        assert knowledge().parameters.has(f"residue/{one.residue}/r-ag"), one.id
        # a wet crop must not be reckoned as dry as grain: 0.85 would invent residues
        if one.residue == "generic-crop":
            assert one.dry_matter is not None, one.id
            assert one.dry_matter < 0.5, one.id


def test_a_stand_in_for_a_missing_food_is_the_drier_one() -> None:
    # more dry matter means more residues, so a stand-in is never the lighter choice
    assert crops.load()["parsley-root"].dry_matter == crops.load()["parsnip"].dry_matter
    assert (crops.load()["rhubarb"].dry_matter or 0) > 1 - 0.946
