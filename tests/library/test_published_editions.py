"""What an older edition said, it goes on saying: old tenders name it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from carbon import resources
from carbon.library import checkup, load
from carbon.library.products import is_proxy
from carbon.library.records import Library

FOLDER = resources.factors_folder()


def _published() -> dict[str, str]:
    with (FOLDER / "editions.csv").open(encoding="utf-8", newline="") as file:
        return {row["edition"]: row["sha256"] for row in csv.DictReader(file)}


def test_every_older_edition_is_pinned_and_says_what_it_said() -> None:
    pinned = _published()
    for name in load.editions()[:-1]:
        assert load.load(edition=name, fresh=True).edition == pinned[name], name


def test_an_edit_of_the_catalogue_of_today_leaves_an_older_edition_alone(tmp_path: Path) -> None:
    folder = tmp_path / "factors"
    shutil.copytree(FOLDER, folder)
    before = load.load(folder, "2024-11").edition
    path = folder / "products" / "meat-egg.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Blandfärs", "Blandad färs"), encoding="utf-8")
    assert load.load(folder).edition != load.load().edition
    assert load.load(folder, "2024-11").edition == before


@pytest.mark.parametrize("old", ["editions.csv", None])
def test_a_moved_or_unpinned_edition_is_an_error(tmp_path: Path, old: str | None) -> None:
    folder = tmp_path / "factors"
    shutil.copytree(FOLDER, folder)
    if old is not None:
        (folder / old).unlink()
        expected = "library-edition-unpinned"
    else:
        path = folder / "editions" / "2024-11" / "products" / "dairy.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("Mellanmjölk", "Mellan"), "utf-8")
        expected = "library-edition-moved"
    found = checkup.examine(folder, "2026-11", frozenset())
    assert expected in {one.code for one in found.problems}


def test_a_product_on_a_borrowed_factor_is_told_as_a_proxy(real: Library) -> None:
    tea = real.products["tea-black"]
    factors = [real.factors[one][0] for one in tea.factors.values()]
    assert is_proxy(tea, real.assumption("proxy.from_match_score"), factors)
    milk = real.products["milk-semi-skimmed"]
    factors = [real.factors[one][0] for one in milk.factors.values()]
    assert not is_proxy(milk, real.assumption("proxy.from_match_score"), factors)
