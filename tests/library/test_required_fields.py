"""No reference, no merge: a record without one of its required fields is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from carbon import yamlfile
from carbon.library import load


def _without(folder: Path, name: str, *path: str | int) -> list[tuple[str, str]]:
    content, _ = yamlfile.read(folder / name)
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    (folder / name).write_text(yamlfile.dump(_plain(content)), encoding="utf-8")
    return [
        (one.code, dict(one.values)["field"])
        for one in load.check(folder)
        if one.code == "library-field-missing"
    ]


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "field", ["source", "year", "region", "gwp", "boundary", "allocation", "quality", "spread"]
)
def test_a_factor_file_needs_what_its_factors_share(folder: Path, field: str) -> None:
    assert ("library-field-missing", field) in _without(folder, "plain.yaml", field)


@pytest.mark.parametrize(
    "field", ["id", "label", "value", "unit", "stages", "locator", "correlation_group"]
)
def test_a_factor_needs(folder: Path, field: str) -> None:
    missing = _without(folder, "plain.yaml", "factors", 0, field)
    assert ("library-field-missing", field) in missing


def test_a_factor_needs_a_month_of_review(folder: Path) -> None:
    assert ("library-field-missing", "review_by") in _without(folder, "plain.yaml", "review_by")


@pytest.mark.parametrize(
    "field",
    [
        "title",
        "publisher",
        "edition",
        "published",
        "accessed",
        "locator",
        "licence",
        "attribution",
        "redistributable",
    ],
)
def test_a_source_needs(folder: Path, field: str) -> None:
    missing = _without(folder, "sources.yaml", "carbon-method", field)
    assert ("library-field-missing", field) in missing


@pytest.mark.parametrize("field", ["id", "value", "unit", "reason", "locator"])
def test_an_assumption_needs(folder: Path, field: str) -> None:
    missing = _without(folder, "assumptions/proxy.yaml", "assumptions", 0, field)
    assert ("library-field-missing", field) in missing


@pytest.mark.parametrize(
    "field",
    [
        *("id", "name_sv", "name_en", "category", "state", "temperature", "match_score"),
        *("food", "cpv", "ciqual", "edible_share"),
    ],
)
def test_a_product_needs(folder: Path, field: str) -> None:
    path = folder / "products.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[1][field] = ""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[1]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    missing = [dict(one.values).get("field") for one in load.check(folder)]
    assert field in missing or field == "food"
    assert load.read(folder)[0] is None


@pytest.mark.parametrize("field", ["gas", "value", "locator"])
def test_a_warming_potential_needs(folder: Path, field: str) -> None:
    missing = _without(folder, "gwp.yaml", "AR6", "values", 1, field)
    assert ("library-field-missing", field) in missing


@pytest.mark.parametrize("field", ["edition", "gwp", "sources", "regions", "gwp_values"])
def test_the_index_needs(folder: Path, field: str) -> None:
    assert ("library-field-missing", field) in _without(folder, "index.yaml", field)
