"""`carbon factors check`, `list` and `show` as a person uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import carbon
from tests.library import small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.write(tmp_path / "factors")


def test_the_projects_own_library_has_no_errors() -> None:
    ran = carbon("factors", "check", "--as-of", "2026-11", "--json")
    assert ran.code == 0, ran.err
    found = ran.json()
    assert found["as_of"] == "2026-11"
    assert found["stale"] == []
    assert len({one["product"] for one in found["bands"]}) >= 45
    assert all(one["inside"] or one["reason"] for one in found["bands"])
    assert not [one for one in found["problems"] if one["severity"] == "error"]
    assert {"sources", "factors", "foods", "references"} == set(found["unused"])


def test_stale_figures_are_told_against_the_month_that_is_asked_for(folder: Path) -> None:
    assert (
        "[library-stale-file]" not in carbon("factors", "check", folder, "--as-of", "2026-11").err
    )
    ran = carbon("factors", "check", folder, "--as-of", "2035-01", "--lang", "en")
    assert ran.code == 0  # a warning is no error
    assert "2 figures should have been reviewed by 2027-12" in ran.err
    assert ran.out.startswith("test: ")


def test_without_a_month_today_counts(folder: Path) -> None:
    found = carbon("factors", "check", folder, "--json").json()
    assert len(found["as_of"]) == len("2026-11")


def test_a_month_that_is_none_is_wrong_use(folder: Path) -> None:
    ran = carbon("factors", "check", folder, "--as-of", "november")
    assert ran.code == 2
    assert "2026-11" in ran.err


def test_an_error_in_the_library_gives_exit_code_one(folder: Path) -> None:
    small.edit(folder, "foods.csv", "0.08,", "lots,")
    ran = carbon("factors", "check", folder, "--json")
    assert ran.code == 1
    found = ran.json()
    assert found["edition"] is None
    assert any(one["where"].startswith("foods.csv:2") for one in found["problems"])
    text = carbon("factors", "check", folder).out
    assert text.startswith("Biblioteket går inte att läsa: ")


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert carbon("factors", "check", tmp_path / "none").code == 2


def test_the_listing_is_one_json_object_with_everything() -> None:
    ran = carbon("factors", "list", "--json")
    assert ran.code == 0
    found = ran.json()
    assert len(found["factors"]) == found["counts"]["factors"] >= 2900
    assert len(found["products"]) == found["counts"]["products"]
    assert all(one["licence"] and one["locator"] for one in found["factors"])


def test_a_product_is_shown_with_sources_pages_spread_and_alternatives() -> None:
    found = carbon("factors", "show", "egg", "--json").json()
    assert {one["stage"] for one in found["stage_sources"]} >= {"farm", "packaging", "storage"}
    assert all(one["locator"] and one["gsd"] > 1 for one in found["stage_sources"])
    others = [one for one in found["alternatives"] if one["stands_for"]]
    assert {one["source"] for one in others} == {"agribalyse-3.2"}
    text = carbon("factors", "show", "egg").out
    assert "GSD" in text
    assert "agribalyse-3.2" in text
