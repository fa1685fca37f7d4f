"""Figures shown beside a result: they change what they name and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbon.farm import own, parameters, variants
from carbon.farm.products import activities
from tests.farm.crop_answers import kg, knowledge
from tests.farm.sample_answers import answered
from tests.farm.test_animal_laws import farm

TABLE = parameters.load()


def test_swedish_slurry_takes_about_a_tenth_of_a_kilogram_off_milk() -> None:
    other = replace(knowledge(), parameters=variants.variant(TABLE, variants.SWEDISH_SLURRY))
    made = farm("milk")
    less = kg(activities(made, knowledge())) - kg(activities(made, other))
    assert 0.08 < less < 0.20


def test_the_unsplit_factors_move_emissions_from_mineral_nitrogen_to_manure() -> None:
    other = replace(knowledge(), parameters=variants.variant(TABLE, variants.UNSPLIT))
    made = farm("milk")
    split, unsplit = activities(made, knowledge()), activities(made, other)

    def part(found: object, process: str) -> float:
        assert isinstance(found, tuple)
        return sum(one.amount for one in found if one.process == process)

    assert part(unsplit, "n2o-mineral") < part(split, "n2o-mineral")
    assert part(unsplit, "n2o-manure") > part(split, "n2o-manure")


def test_a_variant_keeps_every_id() -> None:
    for name in variants.NAMES:
        other = variants.variant(TABLE, name)
        assert other.by_id.keys() == TABLE.by_id.keys()
        assert all(one.id == id for id, one in other.by_id.items())


def test_a_variant_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="wishful"):
        variants.variant(TABLE, "wishful")


def test_variants_stand_beside_a_footprint_and_leave_alone_what_they_do_not_touch() -> None:
    expected = {"milk": {"swedish-slurry", "unsplit"}, "grain": {"unsplit"}, "bread": set[str]()}
    for kind, touched in expected.items():
        made = own.footprint(answered(kind), knowledge())
        found = variants.footprints(made.answers, knowledge())
        assert set(found) == set(variants.NAMES)
        assert {name for name, one in found.items() if one != made.kg_co2e_per_kg} == touched
