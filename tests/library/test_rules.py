"""One broken file per rule: each mistake is refused by its own code, at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon import language
from carbon.library import load
from carbon.problems import LibraryError, Severity
from tests.library import small

RULES = [
    ("library-source-unknown", "plain.yaml", "source: carbon-method", "source: hearsay"),
    ("library-source-unknown", "gwp.yaml", "source: ipcc-ar6", "source: hearsay"),
    ("library-source-unknown", "assumptions/proxy.yaml", "carbon-method", "hearsay"),
    ("library-unit-unknown", "plain.yaml", "kgCO2e/t\n", "kgCO2e/stone\n"),
    ("library-unit-wrong", "plain.yaml", "kgCO2e/t\n", "kgCO2e/km\n"),
    ("library-unit-wrong", "freight.csv", "artic_40t/ambient/tkm", "artic_40t/ambient/km"),
    ("library-stage-unknown", "plain.yaml", "[storage]", "[storing]"),
    ("library-region-unknown", "plain.yaml", "region: SE", "region: XX"),
    ("library-region-unknown", "regions.yaml", "NORDIC: [DK,", "NORDIC: [ZZ,"),
    ("library-id-region", "plain.yaml", "electricity@SE", "electricity@FI"),
    ("library-id-form", "plain.yaml", "storage/wholesale/chilled@GLO", "Storage chilled"),
    ("library-id-form", "foods.csv", ",carrot,", ",Carrot raw,"),
    ("library-id-form", "freight.csv", "freight/van_3t5", "freight/van"),
    ("library-domain-unknown", "plain.yaml", "storage/wholesale/chilled", "magic/chilled"),
    ("library-id-twice", "plain.yaml", "wholesale/ambient@GLO", "wholesale/chilled@GLO"),
    ("library-id-twice", "products.csv", "\nketchup,", "\ncarrot,"),
    ("library-id-twice", "gwp.yaml", "gas: CH4-fossil", "gas: CO2"),
    ("library-value-negative", "plain.yaml", "value: 41.7", "value: -41.7"),
    ("library-value-negative", "foods.csv", "0.08,", "-0.08,"),
    ("library-field-unknown", "plain.yaml", "    label: Storage", "    lable: x\n    label: S"),
    ("library-field-unknown", "sources.yaml", "  publisher: IPCC", "  publisher: I\n  editor: I"),
    ("library-field-unknown", "index.yaml", "gwp: AR6", "gwp: AR6\nplugins: [x]"),
    ("library-field-type", "plain.yaml", "value: 41.7", "value: much"),
    ("library-field-type", "plain.yaml", "value: 41.7", "value: true"),
    ("library-field-type", "foods.csv", "0.08,", "0.08x,"),
    ("library-field-type", "foods.csv", "0.08,", "NaN,"),
    ("library-field-type", "foods.csv", ",2.8,", ",8.2,"),
    ("library-field-type", "plain.yaml", 'review_by: "2027-11"', "review_by: soon"),
    ("library-field-type", "plain.yaml", "gwp: AR6", "gwp: AR9"),
    ("library-field-type", "plain.yaml", "allocation: attributional", "allocation: half"),
    ("library-field-type", "plain.yaml", "year: 2026", "year: 20260"),
    ("library-field-type", "plain.yaml", "{rule: category_default}", "{rule: guess}"),
    ("library-field-type", "other.yaml", "gsd: 1.5", "gsd: 0.5"),
    ("library-field-type", "index.yaml", "gwp: AR6", "gwp: AR9"),
    ("library-field-type", "freight.csv", ",yes,", ",perhaps,"),
    ("library-field-type", "products.csv", "ketchup,4,", "ketchup,6,"),
    ("library-field-type", "products.csv", ",processed,", ",raw,"),
    ("library-field-type", "products.csv", ",ambient,", ",warm,"),
    ("library-field-type", "products.csv", ",0.1,a kitchen", ",0,a kitchen"),
    ("library-field-missing", "products.csv", "a kitchen scale", ""),
    ("library-product-factor-unknown", "products.csv", "chilled,carrot,", "chilled,parrot,"),
    ("library-product-factor-unknown", "foods.csv", "0.0001,0,0.26", "0.0001,,0.26"),
    ("library-product-stage-missing", "products.csv", "chilled,carrot,", "chilled,,"),
    ("library-product-factor-ambiguous", "other.yaml", 'farm@FR"', 'farm@SE", region: SE'),
    ("library-product-stage-wrong", "plain.yaml", "stages: [storage]", "stages: [waste]"),
    ("library-id-stage", "other.yaml", "stages: [farm]", "stages: [farm, processing]"),
    ("library-id-twice", "foods.csv", ",ketchup,", ",carrot,"),
    ("library-allocation-mixed", "foods.yaml", "attributional", "consequential"),
    ("library-value-not-redistributable", "sources.yaml", "stable: true", "stable: true"),
    ("library-assumption-missing", "assumptions/spread.yaml", "spread.model_sigma", "spread.model"),
    ("library-assumption-value", "assumptions/spread.yaml", "0, 0.0006, 0.002, 0.008", "0, 0.0006"),
    ("library-assumption-value", "assumptions/inbound.yaml", "value: 0.15", "value: lots"),
    ("library-file-missing", "index.yaml", "other.yaml", "another.yaml"),
    ("library-file-missing", "foods.yaml", "foods.csv", "food.csv"),
    ("library-path", "index.yaml", "other.yaml", "../other.yaml"),
    ("library-path", "index.yaml", "other.yaml", "/etc/passwd"),
    ("library-shape", "plain.yaml", "factors:", "proxy: false\nunits:"),
    ("library-table-column-missing", "products.csv", "name_sv", "namn"),
    ("library-table-column-missing", "foods.csv", ",dqr,", ",quality,"),
    ("library-table-column-unknown", "foods.csv", ",dqr,", ",quality,"),
    ("library-table-column-twice", "freight.csv", ",label,", ",id,"),
    ("library-table-row", "freight.csv", ",row 2,a van", ",row 2,a van,and more"),
    ("library-table-row", "freight.csv", ",row 2,a van", ',row 2,"a van'),
    ("yaml-syntax", "plain.yaml", "factors:", "factors: ]"),
    ("yaml-key-twice", "plain.yaml", "year: 2026", "year: 2026\nyear: 2025"),
]


@pytest.mark.parametrize(("code", "name", "old", "new"), RULES)
def test_a_library_that_breaks_a_rule_is_refused(
    folder: Path, code: str, name: str, old: str, new: str
) -> None:
    if code == "library-value-not-redistributable":
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("redistributable: true", "redistributable: false"))
    else:
        small.edit(folder, name, old, new)
    problems = load.check(folder)
    assert code in {one.code for one in problems if one.severity is Severity.ERROR}
    assert all(language.message(one, "sv") and language.hint(one, "en") for one in problems)
    with pytest.raises(LibraryError, match=code):
        load.load(folder)


def test_the_small_library_is_sound(folder: Path) -> None:
    assert load.check(folder) == []


def test_all_mistakes_are_told_at_once_with_their_lines(folder: Path) -> None:
    small.edit(folder, "plain.yaml", "value: 41.7", "value: much")
    small.edit(folder, "freight.csv", "0.06706", "x")
    small.edit(folder, "products.csv", ",fresh,", ",raw,")
    places = {(one.where, one.code) for one in load.check(folder)}
    assert ("plain.yaml:11", "library-field-type") in places
    assert ("freight.csv:3", "library-field-type") in places
    assert ("products.csv:2", "library-field-type") in places


def test_a_file_that_is_not_listed_does_not_count_and_is_mentioned(folder: Path) -> None:
    before = load.load(folder).edition
    (folder / "assumptions" / "more.yaml").write_text("assumptions: []\n")
    (folder / "assumptions" / "words.yaml").write_text("somebody: else\n")
    problems = load.check(folder)
    assert [(one.code, one.where) for one in problems] == [
        ("library-file-unlisted", "assumptions/more.yaml")
    ]
    assert load.load(folder).edition == before


def test_a_name_for_two_products_is_mentioned(folder: Path) -> None:
    small.edit(folder, "products.csv", ",Ketchup,sauces", ",Ketchup; morötter,sauces")
    assert [one.code for one in load.check(folder)] == ["library-name-shared"]


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    assert [one.code for one in load.check(tmp_path)] == ["library-file-missing"]


def test_every_code_of_the_room_is_explained_in_both_languages() -> None:
    codes = {code for code, *_ in RULES} | {"library-stale", "factor-unknown"}
    for code in codes:
        entry = language.problem_codes()[code]
        assert entry["sv"]["message"]
        assert entry["en"]["hint"]
