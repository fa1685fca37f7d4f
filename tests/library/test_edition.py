"""The edition is the content: what a file looks like does not count, what it says does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from carbon.library import load
from tests.library import small


def test_comments_and_formatting_leave_the_edition_alone(folder: Path) -> None:
    before = load.load(folder).edition
    small.edit(folder, "plain.yaml", "source:", "# a remark\n\nsource:")
    small.edit(folder, "plain.yaml", "value: 41.7", "value:    41.70  # as printed")
    small.edit(folder, "foods.yaml", '"2027-12"', "2027-12")
    assert load.load(folder).edition == before


def test_the_order_of_entries_and_files_leaves_the_edition_alone(folder: Path) -> None:
    before = load.load(folder).edition
    header, *rows = (folder / "foods.csv").read_text().splitlines()
    random.Random(1).shuffle(rows)
    (folder / "foods.csv").write_text("\n".join([header, *reversed(rows)]) + "\n")
    small.edit(folder, "index.yaml", "plain.yaml, freight.yaml", "freight.yaml, plain.yaml")
    assert load.load(folder).edition == before


def test_the_order_of_preference_changes_the_edition(folder: Path) -> None:
    before = load.load(folder)
    small.edit(folder, "index.yaml", "[foods.yaml,", "[other.yaml, foods.yaml,")
    small.edit(folder, "index.yaml", "freight.yaml, other.yaml", "freight.yaml")
    after = load.load(folder)
    assert after.edition != before.edition
    assert before.factors["food/carrot/farm@FR"][0].source == "agribalyse-3.2"
    assert after.factors["food/carrot/farm@FR"][0].source == "agribalyse-3.1"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("plain.yaml", "value: 41.7", "value: 41.8"),
        ("plain.yaml", "locator: rule 1", "locator: rule 1b"),
        ("foods.csv", "0.08,", "0.0801,"),
        ("foods.csv", ",2.8,", ",2.9,"),
        ("freight.csv", "0.01799", "0.01798"),
        ("freight.csv", ",12.13,", ",12.14,"),
        ("products.csv", "Karotter", "Karotten"),
        ("products.csv", "ketchup,4,", "ketchup,3,"),
        ("gwp.yaml", "value: 27.9", "value: 28"),
        ("regions.yaml", "NORDIC: [DK, FI,", "NORDIC: [DK,"),
        ("sources.yaml", "edition: AR6", "edition: AR7"),
        ("assumptions/inbound.yaml", "value: 0.15", "value: 0.14"),
        ("assumptions/spread.yaml", "value: 0.24", "value: 0.25"),
        ("index.yaml", 'edition: "test"', 'edition: "test2"'),
    ],
)
def test_every_figure_and_text_changes_the_edition(
    folder: Path, name: str, old: str, new: str
) -> None:
    before = load.load(folder).edition
    small.edit(folder, name, old, new)
    assert load.load(folder).edition != before


def test_the_same_library_has_the_same_edition_elsewhere(tmp_path: Path) -> None:
    first, second = small.write(tmp_path / "a"), small.write(tmp_path / "b")
    assert load.load(first).edition == load.load(second).edition
    assert len(load.load(first).edition) == 64
