"""`carbon factors diff` between editions and folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carbon import resources
from tests.cli.running import carbon
from tests.library import small

_KEYS = {
    *("old", "new", "same", "changed", "added", "removed", "alternatives", "products"),
    *("assumptions", "gwp", "sources", "commodities", "baskets"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.write(tmp_path / "factors")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own factors, the large lorry's tank-to-wheel part a tenth higher."""
    copy = tmp_path_factory.mktemp("changed") / "factors"
    shutil.copytree(resources.factors_folder(), copy)
    for name in copy.glob("transport/desnz-2025-freight.csv"):
        text = name.read_text(encoding="utf-8")
        assert "0.07703" in text
        name.write_text(text.replace("0.07703", "0.08473", 1), encoding="utf-8")
    return copy


def test_an_edition_does_not_differ_from_itself() -> None:
    current = carbon("factors", "list", "--json").json()["edition"]
    ran = carbon("factors", "diff", current, resources.factors_folder(), "--json")
    assert ran.code == 0, ran.err
    found = ran.json()
    assert set(found) == _KEYS
    assert found["same"]
    assert found["changed"] == found["added"] == found["removed"] == []
    assert all(one["difference_percent"] == 0 for one in found["baskets"])
    assert len(found["baskets"]) >= 8


def test_a_moved_figure_is_shown_with_its_effect_on_every_basket(changed: Path) -> None:
    ran = carbon("factors", "diff", resources.factors_folder(), changed, "--json")
    assert ran.code == 0  # a difference is no error
    found = ran.json()
    moved = [one for one in found["changed"] if one["moved"]]
    assert [one["id"] for one in moved] == ["freight/artic_40t/ambient/tkm@GLO"]
    assert moved[0]["ratio"] == pytest.approx(0.10272 / 0.09502)
    by_id = {one["id"]: one for one in found["baskets"]}
    assert set(by_id["bread-tender"]["stages"]) == {"transport"}
    assert by_id["bread-tender"]["difference_percent"] > 0
    assert by_id["dairy-tender"]["stages"] == {}  # all of it is chilled
    text = carbon("factors", "diff", resources.factors_folder(), changed, "--lang", "en").out
    assert "Changed figures: 1" in text
    assert "freight/artic_40t/ambient/tkm@GLO" in text
    assert "(Transport)" in text


def test_two_folders_with_other_products_are_compared_and_gaps_are_named(folder: Path) -> None:
    ran = carbon("factors", "diff", folder, resources.factors_folder(), "--json")
    assert ran.code == 0, ran.err
    found = ran.json()
    assert "milk-semi-skimmed" in found["products"]["added"]
    school = next(one for one in found["baskets"] if one["id"] == "school-week")
    assert "milk-semi-skimmed" in school["missing_in_old"]
    assert school["missing_in_new"] == []
    assert school["compared_mass_share"] < 1


def test_what_is_neither_folder_nor_edition_is_wrong_use(tmp_path: Path) -> None:
    ran = carbon("factors", "diff", "1999-01", tmp_path)
    assert ran.code == 2
    assert "1999-01" in ran.err


def test_a_library_that_contradicts_itself_is_wrong_use_and_says_where(folder: Path) -> None:
    small.edit(folder, "foods.csv", "0.08,", "lots,")
    ran = carbon("factors", "diff", folder, folder, "--json")
    assert ran.code == 2
    assert any("foods.csv:2" in one["where"] for one in ran.json()["problems"])
