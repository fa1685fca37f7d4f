"""The land that feeds a farm's own animals: leys, arable pasture and feed grain, as flows.

Its manure comes from the herd's stores, its residues from what the animals ate of it; natural
pasture is neither fertilised nor ploughed, and only what is dropped there counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm.boughtgoods import fertilising, nitrogen_making
from carbon.farm.energyuse import energy
from carbon.farm.fieldgases import Field, field_gases
from carbon.farm.knowledge import Knowledge
from carbon.farm.manuregases import Dung, of_grazing
from carbon.farm.parameters import Parameters
from carbon.farm.records import Activity, Answers
from carbon.farm.residues import crop_residues, residue_factors
from carbon.farm.soils import SoilNitrogen

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact
LEY = "grass-clover"
_LITTER = "barley"  # the straw whose nitrogen bedding brings


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A farm's own feed land in a year, by the ids of the fields that were asked."""

    area: str
    mineral_n: str  # kg N


def bedding_n_kg(answers: Answers, parameters: Parameters) -> float:
    """Return the nitrogen that straw brings into the manure (field bedding_t)."""
    if not answers.known("bedding_t"):
        return 0.0
    dry = answers.number("bedding_t") * _KG_PER_T * parameters.value("bedding/dry-matter")
    return dry * parameters.value(f"residue/{_LITTER}/n-ag")


def of_land(
    answers: Answers,
    land: Land,
    dung: Dung,
    *,
    grown_kg_dm: float,
    per_kg: float,
    knowledge: Knowledge,
) -> list[Activity]:
    """Return the flows of a farm's feed land: soils, making of fertiliser, lime, peat, energy.

    `grown_kg_dm` is what the animals ate of it in the year. V4 Ch11 Eq 11.1, 11.6, 11.9, 11.10.
    """
    return [
        *of_grazing(dung.grazing_n_kg, per_kg=per_kg, knowledge=knowledge),
        *field_gases(
            _field(answers, land, dung, grown_kg_dm, knowledge.parameters),
            per_kg=per_kg,
            knowledge=knowledge,
        ),
        *_nitrogen_making(answers, land, per_kg=per_kg, knowledge=knowledge),
        *fertilising(answers, per_kg=per_kg, knowledge=knowledge),
        *energy(answers, per_kg=per_kg, knowledge=knowledge),
    ]


def _nitrogen_making(
    answers: Answers, land: Land, *, per_kg: float, knowledge: Knowledge
) -> tuple[Activity, ...]:
    if land.mineral_n == "n_min":
        return ()  # `fertilising` reads that field itself
    return nitrogen_making(answers, land.mineral_n, per_kg=per_kg, knowledge=knowledge)


def _field(
    answers: Answers, land: Land, dung: Dung, grown_kg_dm: float, parameters: Parameters
) -> Field:
    left = crop_residues(
        grown_kg_dm,
        residue_factors(parameters, LEY, dry_matter=1),
        renewed_share=parameters.value("ley/renewed-share"),
    )
    spread = dung.available_n_kg + bedding_n_kg(answers, parameters)
    area = answers.number(land.area)
    peat = answers.number("peat_share") / _PERCENT if answers.known("peat_share") else 0.0
    lime = answers.number("lime_t") * _KG_PER_T if answers.known("lime_t") else 0.0
    return Field(
        nitrogen=SoilNitrogen(
            synthetic_n_kg=answers.number(land.mineral_n),
            organic_n_kg=spread,
            residue_n_kg=left.n_kg,
        ),
        fertiliser=answers.choice("n_type"),
        limestone_kg=lime,
        peat_ha=area * peat,
    )
