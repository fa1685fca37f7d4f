"""The same equations with other figures: what is shown beside a result, never in its place.

IPCC's defaults count, so that producers can be compared. Two of them decide much and are disputed:
slurry in Swedish winters gave off far less methane in trials than the table says, and the split of
EF1 by climate moves emissions from manure to mineral fertiliser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from carbon.farm import own, products
from carbon.farm.climate import Moisture
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameter, Parameters
from carbon.farm.records import Answers

SWEDISH_SLURRY, UNSPLIT = "swedish-slurry", "unsplit"
NAMES = (SWEDISH_SLURRY, UNSPLIT)
_SLURRY = "mcf/slurry-"
_SPLIT = ("ef1/", "ef3prp/", "ef4/")


def variant(parameters: Parameters, name: str) -> Parameters:
    """Return the parameters with one group of figures exchanged. KeyError for an unknown name.

    `swedish-slurry`: 3.5 % in place of the slurry column of V4 Ch10 Table 10.17. `unsplit`: the row
    of Ch11 Tables 11.1 and 11.3 that does not know climate. Ids stay; each figure keeps its source.
    """
    changed = {SWEDISH_SLURRY: _swedish_slurry, UNSPLIT: _unsplit}[name](parameters)
    return Parameters(by_id={**parameters.by_id, **changed})


def footprints(answers: Answers, knowledge: Knowledge) -> dict[str, Decimal]:
    """Return kg CO2e per kg of a product at its gate under each variant, by name.

    A product that a variant does not touch keeps its figure. Raises as products.activities does.
    """
    found = {}
    for name in NAMES:
        other = replace(knowledge, parameters=variant(knowledge.parameters, name))
        by_stage = own.stage_kg(products.activities(answers, other))
        found[name] = sum(by_stage.values(), Decimal(0))
    return found


def _swedish_slurry(parameters: Parameters) -> Mapping[str, Parameter]:
    measured = parameters.get("mcf/slurry-swedish/all")
    return {
        id: replace(measured, id=id)
        for id in parameters.by_id
        if id.startswith(_SLURRY) and id != measured.id
    }


def _unsplit(parameters: Parameters) -> Mapping[str, Parameter]:
    changed: dict[str, Parameter] = {}
    for id in parameters.by_id:
        row, _, moisture = id.rpartition("/")
        other = f"{row}/{Moisture.UNSPLIT}"
        if id.startswith(_SPLIT) and moisture == Moisture.WET and parameters.has(other):
            changed[id] = replace(parameters.get(other), id=id)
    return changed
