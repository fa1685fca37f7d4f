"""What is stale, unsourced, unused or moved is told; what is in order is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon import resources
from carbon.library import bands, checkup, health, load, provenance
from carbon.library.records import Library
from tests.library import small


def _codes(folder: Path, as_of: str = "2026-11") -> list[str]:
    return [one.code for one in checkup.examine(folder, as_of).problems]


def _unused(folder: Path, *elsewhere: str) -> health.Unused:
    library = load.load(folder)
    return health.unused(library, provenance.uses(library, (), folder), elsewhere)


def test_overdue_files_are_counted_from_the_month_after(library: Library) -> None:
    assert health.stale(library, "2027-11") == []
    found = {one.where: dict(one.values) for one in health.stale(library, "2027-12-24")}
    assert found["plain.yaml"] == {"count": "5", "found": "2027-11"}
    assert "foods.csv" not in found
    assert {one.where for one in health.stale(library, "2028-01")} >= {"foods.csv", "freight.csv"}


def test_the_ids_of_all_overdue_figures_are_there_for_machines(folder: Path) -> None:
    stale = checkup.examine(folder, "2027-12").stale
    assert "energy/electricity@SE" in stale
    assert "food/carrot/farm@FR" not in stale


@pytest.mark.parametrize(
    ("name", "old", "new", "entry"),
    [
        ("sources.yaml", "licence: Open Government Licence v3.0", "licence: unknown", "desnz-2025"),
        ("plain.yaml", "locator: rule 1", 'locator: "?"', "storage/wholesale/chilled@GLO"),
        ("freight.csv", ",row 1,", ",-,", "freight/artic_40t/ambient/tkm@GLO"),
    ],
)
def test_what_names_no_licence_or_page_is_unsourced(
    folder: Path, name: str, old: str, new: str, entry: str
) -> None:
    before = health.unsourced(load.load(folder))
    small.edit(folder, name, old, new)
    found = [one for one in health.unsourced(load.load(folder)) if one not in before]
    assert [dict(one.values)["entry"] for one in found] == [entry]


def test_factors_that_nothing_takes_are_listed_by_file(folder: Path) -> None:
    found = _unused(folder)
    assert found.factors == {
        "freight.csv": (
            "freight/artic_40t/ambient/tkm@GLO",
            "freight/van_3t5/ambient/km@GLO",
        ),
        "plain.yaml": (
            "energy/electricity@GLO",
            "energy/electricity@NORDIC",
            "energy/electricity@SE",
        ),
    }
    assert found.foods == ()


def test_what_other_rooms_take_is_used(folder: Path) -> None:
    found = _unused(folder, "freight/artic_40t/", "energy/")
    assert found.factors == {"freight.csv": ("freight/van_3t5/ambient/km@GLO",)}


def test_a_food_that_no_product_uses_is_counted_once(folder: Path) -> None:
    text = (folder / "products.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in text if not line.startswith("ketchup,")]
    (folder / "products.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    found = _unused(folder)
    assert found.foods == ("ketchup",)
    told = [dict(one.values) for one in health.tell(found) if one.code == "library-foods-unused"]
    assert told == [{"count": "1"}]


def test_a_source_is_used_by_a_figure_a_band_a_weight_or_a_file(folder: Path) -> None:
    assert "fineli" in _unused(folder).sources
    small.edit(folder, "products.csv", "a kitchen scale", "Fineli release 20")
    assert "fineli" not in _unused(folder).sources
    (folder / "places").mkdir()
    (folder / "places" / "places.csv").write_text("id,source\n1,searoute-1.6.0\n")
    assert "searoute-1.6.0" not in _unused(folder).sources
    library = load.load(folder)
    band = bands.Band(
        product="carrot",
        compared="farm",
        low=0,
        high=1,
        values={},
        own_transport=None,
        sources=("sik-828",),
        locator="p",
        reason="",
        where="bands.csv:2",
    )
    assert provenance.uses(library, [band])["sik-828"].bands == 1
    assert provenance.uses(library)["sik-828"].nothing


def test_what_rests_on_a_source_is_counted_by_hand(library: Library) -> None:
    use = provenance.uses(library)["carbon-method"]
    assert use.factors == 5  # plain.yaml holds five
    assert use.products == 2  # both products take their storage from it
    assert provenance.uses(library)["agribalyse-3.1"].factors == 1


def test_a_published_edition_that_moved_is_an_error(folder: Path) -> None:
    sha256 = load.load(folder).edition
    assert "library-edition-moved" not in _codes(folder)  # not published: still worked on
    (folder / "editions.csv").write_text(f"edition,sha256\ntest,{sha256}\n", encoding="utf-8")
    assert "library-edition-moved" not in _codes(folder)
    small.edit(folder, "plain.yaml", "value: 41.7", "value: 41.8")
    assert "library-edition-moved" in _codes(folder)


def test_an_older_edition_is_watched_too(folder: Path) -> None:
    (folder / "editions").mkdir()
    index = (folder / "index.yaml").read_text(encoding="utf-8")
    (folder / "editions" / "first.yaml").write_text(
        index.replace('"test"', '"first"'), encoding="utf-8"
    )
    sha256 = load.load(folder, "first").edition
    (folder / "editions.csv").write_text(f"edition,sha256\nfirst,{sha256}\n", encoding="utf-8")
    states = {one.name: one for one in checkup.examine(folder, "2026-11").editions}
    assert set(states) == {"first", "test"}
    assert not states["first"].moved
    small.edit(folder, "freight.csv", "0.01799", "0.018")
    assert "library-edition-moved" in _codes(folder)


def test_a_published_edition_that_is_gone_is_an_error(folder: Path) -> None:
    (folder / "editions.csv").write_text(f"edition,sha256\nlost,{'0' * 64}\n", encoding="utf-8")
    assert "library-edition-gone" in _codes(folder)


def test_a_library_that_contradicts_itself_is_not_looked_at_further(folder: Path) -> None:
    small.edit(folder, "plain.yaml", "region: GLO", "region: MARS")
    found = checkup.examine(folder, "2026-11")
    assert found.library is None
    assert "library-region-unknown" in {one.code for one in found.problems}
    assert checkup.as_json(found)["edition"] is None


def test_nothing_in_the_projects_own_library_is_unsourced_or_moved(real: Library) -> None:
    assert health.unsourced(real) == []
    states, problems = health.editions(resources.factors_folder(), real)
    assert problems == []
    assert real.name in {one.name for one in states}
