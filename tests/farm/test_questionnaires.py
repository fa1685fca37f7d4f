"""The questionnaires: what was promised of them, and what would make a wrong number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pint
import pytest

from carbon import resources, yamlfile
from carbon.farm import knowledge, products, questionnaires, soundness, unitchoices
from carbon.farm.records import Activity, Answers, Field, Need, Questionnaire
from carbon.library import load
from carbon.library.records import Stage
from carbon.problems import LibraryError
from tests.farm import sample_answers

ALL = questionnaires.load()
EACH = pytest.mark.parametrize("made", ALL.values(), ids=list(ALL))
_FOLDER = resources.factors_folder() / questionnaires.FOLDER
_MOST_REQUIRED = 6
_TYPES = (
    "milk cheese yoghurt butter beef_dairy_bull beef_suckler lamb pork chicken eggs grain flour "
    "potatoes roots vegetables berries greenhouse bread"
)


def test_every_product_type_that_was_promised_has_a_questionnaire_and_a_model() -> None:
    assert set(ALL) == set(_TYPES.split())
    for name in ALL:
        assert callable(products.model(name).activities)


@EACH
def test_at_most_six_fields_are_required(made: Questionnaire) -> None:
    assert 0 < sum(one.need is Need.REQUIRED for one in made.fields) <= _MOST_REQUIRED


@EACH
def test_every_text_stands_in_both_languages_and_asks_one_thing_only(made: Questionnaire) -> None:
    labels = [one.label.sv for one in made.fields]
    assert len(set(labels)) == len(labels)
    for field in _with_columns(made):
        for text in (field.label, field.help, field.found):
            assert text.sv.strip(), field.id
            assert text.en.strip(), field.id


def _with_columns(made: Questionnaire) -> Iterator[Field]:
    for field in made.fields:
        yield field
        yield from field.columns


@EACH
def test_foods_stages_bands_and_ingredients_are_those_of_the_library(made: Questionnaire) -> None:
    library = load.load()
    assert set(made.products) <= set(library.products)
    assert made.stages[0] is Stage.FARM
    assert Stage.TRANSPORT not in made.stages
    if made.band_kg_co2e_per_kg is not None:
        assert made.band_source.split(":")[0] in library.sources
    for field in _with_columns(made):
        if field.id == "ingredient":
            named = {one.id for one in field.choices} - {"water"}
            assert named <= set(library.products)


@EACH
def test_a_default_is_a_choice_of_the_method_with_its_reason_or_has_a_source(
    made: Questionnaire,
) -> None:
    library = load.load()
    for field in made.fields:
        if field.default is not None:
            assert len(field.default.reason) > len("because"), field.id
            assert field.default.source in {*library.sources, questionnaires.METHOD}


def test_pint_agrees_with_every_unit_of_the_table() -> None:
    registry: Any = pint.UnitRegistry()
    written = {
        "kg": "kg", "g": "g", "t": "tonne", "dt": "100 kg", "l": "liter", "m3": "m^3",
        "kWh": "kWh", "MWh": "MWh", "ha": "hectare", "m2": "m^2", "kg/ha": "kg/hectare",
        "g/m2": "g/m^2", "t/ha": "tonne/hectare", "dt/ha": "100 kg/hectare", "kg/m2": "kg/m^2",
        "l/ha": "liter/hectare", "l/m2": "liter/m^2", "kWh/m2": "kWh/m^2",
        "kWh/ha": "kWh/hectare", "kWh/kg": "kWh/kg", "kWh/t": "kWh/tonne", "g/kg": "g/kg",
        "days": "day", "weeks": "week", "km": "km", "mil": "10 km",
    }  # fmt: skip
    bases = {"mass": "kg", "volume": "liter", "energy": "kWh", "area": "hectare", "time": "day"}
    table, _ = yamlfile.read(_FOLDER / questionnaires.UNITS)
    for name, text in written.items():
        base = registry.Quantity(1)
        for dim, power in table[name]["dims"].items():
            if dim == "distance":
                base = base * registry.Quantity("km")
            elif dim != "ratio":
                base = base * registry.Quantity(bases[dim]) ** power
        ratio = (registry.Quantity(text) / base).to("dimensionless").magnitude
        assert ratio == pytest.approx(table[name]["factor"]), name


def test_a_unit_that_measures_something_else_is_refused() -> None:
    table, _ = yamlfile.read(_FOLDER / questionnaires.UNITS)
    with pytest.raises(LibraryError, match="does not measure"):
        unitchoices.of_field(["l"], "kg", {}, table, str, "here")
    wrong = [{"unit": "kg/ha", "times": "cows"}]
    with pytest.raises(LibraryError, match="does not measure"):
        unitchoices.of_field(wrong, "kg", {"cows": "head"}, table, str, "here")
    with pytest.raises(LibraryError, match="without a reason"):
        unitchoices.of_field([{"unit": "l", "by": 1.03}], "kg", {}, table, str, "here")


def test_tonnes_per_hectare_times_hectares_are_tonnes_whatever_the_base() -> None:
    field = next(one for one in ALL["roots"].fields if one.id == "yield")
    factors = {one.id: (one.factor, one.times) for one in field.units}
    assert factors["kg"] == (0.001, None)
    assert factors["t/ha"] == (1.0, "area")
    assert factors["dt/ha"] == (0.1, "area")
    milk = next(one for one in ALL["milk"].fields if one.id == "milk_sold")
    assert {one.id: one.factor for one in milk.units}["m3"] == 1030
    grams = next(one for one in ALL["greenhouse"].fields if one.id == "n_gh")
    assert {one.id: one.factor for one in grams.units}["g/m2"] == 0.001


def test_what_contradicts_itself_is_told() -> None:
    milk = ALL["milk"]
    first, second = milk.fields[0], next(one for one in milk.fields if one.default is not None)
    many = tuple(replace(one, need=Need.REQUIRED, default=None) for one in milk.fields[:8])
    assert any("required fields" in one for one in soundness.faults(replace(milk, fields=many)))
    twice = replace(milk, fields=(*milk.fields, first))
    assert any("stands twice" in one for one in soundness.faults(twice))
    assert second.default is not None
    circle = replace(second, default=replace(second.default, per=second.id))
    fields = tuple(circle if one.id == second.id else one for one in milk.fields)
    assert any("rests on itself" in one for one in soundness.faults(replace(milk, fields=fields)))


# ---- every field reaches its model


@EACH
def test_every_field_is_used_by_its_model(made: Questionnaire) -> None:
    known = knowledge.load(load.load())
    # Where what is left over carries its part of the milk, the amount of milk cancels out.
    plain = sample_answers.answered(made.id)
    bases = [_lively(plain, surplus=one) for one in ("used", "wasted")]
    beside = {unit.times for field in made.fields for unit in field.units}
    beside |= {field.default.per for field in made.fields if field.default is not None}
    unused = [
        field.id
        for field in made.fields
        if field.id not in beside and not any(_moves(field, base, known) for base in bases)
    ]
    assert unused == []


def _lively(answers: Answers, *, surplus: str) -> Answers:
    """Return the answers with something of everything, so that each detail has work to do."""
    values: dict[str, Any] = {
        "refrigerant_kg": 1.0,
        "packaging_g": 0.02,
        "co2_kg": 100.0,
        "grazing_days": 150.0,
        "surplus": surplus,
        "oven_fuel": "chips",
        "heat_fuel": "chips",
        "cull_kg": 300.0,
    }
    changed = {
        name: replace(one, value=values.get(name, one.value))
        for name, one in answers.answers.items()
    }
    if "heat_kwh" in changed and not changed["heat_kwh"].value:
        changed["heat_kwh"] = replace(changed["heat_kwh"], value=500.0)
    return replace(answers, answers=changed)


def _moves(field: Field, base: Answers, known: knowledge.Knowledge) -> bool:
    before = _seen(products.activities(base, known))
    answer = base.answers[field.id]
    for value in _others(field, base):
        changed = {**base.answers, field.id: replace(answer, value=value)}
        if _seen(products.activities(replace(base, answers=changed), known)) != before:
            return True
    return False


def _seen(activities: tuple[Activity, ...]) -> list[tuple[str, str, float, float, float]]:
    return [
        (one.process, one.factor.id, one.factor.kg_co2e, one.amount, one.gsd) for one in activities
    ]


def _others(field: Field, base: Answers) -> list[Any]:
    if field.kind == "choice":
        return [one.id for one in field.choices]
    if field.kind == "shares":
        return [{one.id: 1.0} for one in field.choices]
    if field.kind == "rows":
        return [({"ingredient": "butter", "kg": 10.0},)]
    usual = field.plausible[0] if field.plausible else None
    size = base.number(usual.per) if usual is not None and usual.per is not None else 1.0
    high = 10.0 if usual is None else usual.high * size
    now = base.answers[field.id].value
    return [high * 0.9, float(now) * 1.02 if isinstance(now, (int, float)) else high]


def test_no_text_of_a_questionnaire_names_a_figure_that_the_model_takes_from_elsewhere() -> None:
    # Help may tell how heavy a bale is; a label is a question and holds no figure of its own.
    for made in ALL.values():
        for field in made.fields:
            assert not re.search(r"[0-9],[0-9]", field.label.sv), field.id
