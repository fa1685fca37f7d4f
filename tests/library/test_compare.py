"""Every figure that moved between two libraries is named, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbon.library import compare_text, load
from carbon.library.compare import Comparison, compare
from carbon.library.records import Library
from tests.library import small


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return small.write(tmp_path / "other")


def _compared(library: Library, other: Path) -> Comparison:
    return compare(library, load.load(other))


def test_a_library_does_not_differ_from_itself(library: Library, other: Path) -> None:
    found = _compared(library, other)
    assert found.same
    assert not found.changed
    assert found.added == found.removed == ()
    assert found.products == found.assumptions == ()
    assert (
        list(compare_text.lines(found, "en"))[-1] == "Nothing differs: both have the same content."
    )


def test_a_changed_figure_is_told_with_both_values_and_their_ratio(
    library: Library, other: Path
) -> None:
    small.edit(other, "plain.yaml", "value: 41.7", "value: 83.4")
    (change,) = _compared(library, other).changed
    assert change.id == "storage/wholesale/chilled@GLO"
    assert change.moved
    assert (change.old.kg_co2e, change.new.kg_co2e) == (0.0417, 0.0834)
    assert change.ratio == pytest.approx(2)
    assert change.fields == ("kg_co2e", "as_printed")


def test_a_changed_page_is_told_but_is_no_move(library: Library, other: Path) -> None:
    small.edit(other, "plain.yaml", "locator: rule 1", "locator: rule 1b")
    (change,) = _compared(library, other).changed
    assert change.fields == ("locator",)
    assert not change.moved


def test_a_change_of_a_source_that_is_not_preferred_is_no_change_of_the_figure(
    library: Library, other: Path
) -> None:
    small.edit(other, "other.yaml", "value: 0.07", "value: 0.06")
    found = _compared(library, other)
    assert not found.same
    assert found.changed == ()
    assert found.alternatives == ("food/carrot/farm@FR",)


def test_another_order_of_preference_moves_the_figure_and_names_both_sources(
    library: Library, other: Path
) -> None:
    small.edit(other, "index.yaml", "[foods.yaml,", "[other.yaml, foods.yaml,")
    small.edit(other, "index.yaml", "freight.yaml, other.yaml", "freight.yaml")
    (change,) = _compared(library, other).moved
    assert (change.old.source, change.new.source) == ("agribalyse-3.2", "agribalyse-3.1")
    assert change.new.kg_co2e == 0.07


def test_factors_and_products_that_came_or_went_are_named(library: Library, other: Path) -> None:
    text = (other / "products.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in text if not line.startswith("ketchup,")]
    (other / "products.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    small.edit(other, "plain.yaml", "energy/electricity@SE", "energy/grid@SE")
    found = _compared(library, other)
    assert found.products_removed == ("ketchup",)
    assert (found.added, found.removed) == (("energy/grid@SE",), ("energy/electricity@SE",))
    back = compare(load.load(other), library)
    assert back.products_added == ("ketchup",)
    assert (back.added, back.removed) == (found.removed, found.added)


def test_a_product_tells_which_field_and_which_stage_changed(library: Library, other: Path) -> None:
    small.edit(other, "products.csv", ",chilled,", ",ambient,")
    found = {(one.id, one.field): (one.old, one.new) for one in _compared(library, other).products}
    assert set(found) == {("carrot", "temperature"), ("carrot", "factors.storage")}
    assert found["carrot", "factors.storage"] == (
        "storage/wholesale/chilled@GLO",
        "storage/wholesale/ambient@GLO",
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "part", "changed"),
    [
        ("assumptions/inbound.yaml", "value: 0.15", "value: 0.14", "assumptions", 0.14),
        ("gwp.yaml", "value: 27.9", "value: 28", "gwp", 28),
        ("sources.yaml", "edition: AR6", "edition: AR7", "sources", "AR7"),
    ],
)
def test_assumptions_potentials_and_sources_are_compared_too(
    library: Library, other: Path, name: str, old: str, new: str, part: str, changed: object
) -> None:
    small.edit(other, name, old, new)
    found = getattr(_compared(library, other), part)
    assert [one.new for one in found] == [changed]


def test_the_comparison_is_the_same_whatever_the_order_of_files(
    library: Library, other: Path
) -> None:
    small.edit(other, "plain.yaml", "value: 41.7", "value: 83.4")
    small.edit(other, "freight.csv", "0.01799", "0.02")
    first = compare_text.as_json(_compared(library, other))
    small.edit(other, "index.yaml", "plain.yaml, freight.yaml", "freight.yaml, plain.yaml")
    assert compare_text.as_json(_compared(library, other)) == first
    assert json.loads(json.dumps(first)) == first


def test_the_largest_move_is_told_first(library: Library, other: Path) -> None:
    small.edit(other, "plain.yaml", "value: 0.02,", "value: 0.021,")
    small.edit(other, "freight.csv", "0.07703", "0.57703")
    lines = list(compare_text.lines(_compared(library, other), "sv"))
    assert lines[1] == "Ändrade värden: 2"
    assert lines[2].split()[0] == "freight/artic_40t/ambient/tkm@GLO"
    assert "× 6,26" in lines[2]  # (0.57703 + 0.01799) / 0.09502 = 6.262
    assert lines[3].split()[0] == "storage/wholesale/ambient@GLO"
