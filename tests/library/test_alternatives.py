"""A product is shown beside what other sources say of the same food."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbon.library import alternatives, load
from carbon.library.records import Library
from tests.library import small

_REFERENCE = """source: su-eatable-life-1.0
year: 2021
gwp: not stated
boundary: farm to distribution centre
allocation: attributional
quality: 17 studies
review_by: "2027-12"
spread: {kind: lognormal, gsd: 1.6, basis: sd of ln of the studies}
unit: kgCO2e/kg
stages: []
notes: 17 studies, 0.04 to 0.45
factors:
  - id: reference/su-eatable-life/carrot@GLO
    label: CARROT
    value: 0.25
    region: GLO
    correlation_group: GROUP
    locator: item CARROT
  - id: reference/su-eatable-life/banana@GLO
    label: BANANA
    value: 0.34
    region: GLO
    correlation_group: banana
    locator: item BANANA
"""


@pytest.fixture
def beside(folder: Path, library: Library) -> Library:
    """The small library with two reference figures, one of the carrot's own commodity."""
    group = library.factors["food/carrot/farm@FR"][0].correlation_group
    (folder / "reference.yaml").write_text(_REFERENCE.replace("GROUP", group), encoding="utf-8")
    small.edit(folder, "index.yaml", "other.yaml]", "other.yaml, reference.yaml]")
    return load.load(folder)


def test_the_same_factor_of_another_source_comes_first_then_the_same_commodity(
    beside: Library,
) -> None:
    found = alternatives.alternatives(beside, beside.products["carrot"])
    assert [(one.factor.source, one.factor.kg_co2e, one.stands_for) for one in found] == [
        ("agribalyse-3.1", 0.07, "food/carrot/farm@FR"),
        ("su-eatable-life-1.0", 0.25, ""),
    ]


def test_a_food_of_another_commodity_has_other_alternatives(beside: Library) -> None:
    assert alternatives.alternatives(beside, beside.products["ketchup"]) == ()


def test_the_sum_is_that_of_the_stages(beside: Library) -> None:
    found = alternatives.describe(beside, beside.products["ketchup"])
    sources = found["stage_sources"]
    assert isinstance(sources, list)
    assert found["wholesale_kg_co2e"] == pytest.approx(sum(one["kg_co2e"] for one in sources))
    assert json.loads(json.dumps(found)) == found


def test_what_a_source_adds_to_its_figure_is_there_for_machines(beside: Library) -> None:
    others = alternatives.describe(beside, beside.products["carrot"])["alternatives"]
    assert isinstance(others, list)
    assert others[1]["note"] == "17 studies, 0.04 to 0.45"
    assert others[1]["gsd"] == 1.6
    assert others[1]["thing"] == "CARROT"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_stages_are_told_with_source_and_page_and_alternatives_with_their_spread(
    beside: Library, lang: str
) -> None:
    described = alternatives.describe(beside, beside.products["carrot"])
    text = "\n".join(alternatives.lines(described, lang))
    assert "agribalyse-3.2" in text
    assert "row 5" in text
    assert "GSD 1.60" in text or "GSD 1,60" in text
    assert "item CARROT" in text
    assert text.count("farm to distribution centre") == 1
    assert ("Ändrad markanvändning" in text) == (lang == "sv")


def test_what_has_no_alternatives_says_so(library: Library) -> None:
    described = alternatives.describe(library, library.products["ketchup"])
    last = list(alternatives.lines(described, "en"))[-1]
    assert last == "The library holds no figures from other sources."
