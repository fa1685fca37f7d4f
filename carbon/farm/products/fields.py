"""Crops of the field: grain, potatoes, roots, vegetables and berries, for one kg sold at the gate.

Everything of the year and the area falls on what was sold as food; straw that is taken away leaves
no residue, and carries nothing with it. What was sorted out is not sold, so its burden stays here.
"""

from __future__ import annotations

from carbon.farm import crops
from carbon.farm.boughtgoods import bought, fertilising, packaging
from carbon.farm.crops import Crop
from carbon.farm.energyuse import energy
from carbon.farm.fieldgases import Field, field_gases
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.farm.residues import crop_residues, residue_factors
from carbon.farm.soils import SoilNitrogen
from carbon.library.records import Stage

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of a field crop at the farm's gate.

    Reads the questionnaires grain, potatoes, roots, vegetables and berries. Units: ha, t sold, kg
    of nutrients, t of lime, l, kWh, percent.
    """
    per_kg = 1 / (answers.number("yield") * _KG_PER_T)
    return (
        *field_gases(
            land_of(answers, crop_of(answers), knowledge), per_kg=per_kg, knowledge=knowledge
        ),
        *fertilising(answers, per_kg=per_kg, knowledge=knowledge),
        *energy(answers, per_kg=per_kg, knowledge=knowledge),
        *_cold_store(answers, knowledge),
        *packaging(answers, knowledge),
    )


def crop_of(answers: Answers) -> Crop:
    """Return what grew: the answer to `crop` where that is asked, else the food itself.

    KeyError for a food that the table of crops lacks: our own mistake.
    """
    asked = answers.choice("crop") if "crop" in answers.answers else answers.product
    return crops.load()[asked]


def land_of(answers: Answers, crop: Crop, knowledge: Knowledge) -> Field:
    """Return what happened on the land in the year: nitrogen with that of residues, lime, peat."""
    area, sold = answers.number("area"), answers.number("yield") * _KG_PER_T
    removed = answers.number("straw") / _PERCENT if answers.known("straw") else 0.0
    factors = residue_factors(knowledge.parameters, crop.residue, dry_matter=crop.dry_matter)
    left = crop_residues(sold / area, factors, removed_share=removed)
    return Field(
        nitrogen=SoilNitrogen(
            synthetic_n_kg=answers.number("n_min"),
            organic_n_kg=answers.number("manure"),
            residue_n_kg=left.n_kg * area,
        ),
        fertiliser=answers.choice("n_type"),
        limestone_kg=answers.number("lime_t") * _KG_PER_T if answers.known("lime_t") else 0.0,
        peat_ha=area * answers.number("peat_share") / _PERCENT if _has_peat(answers) else 0.0,
    )


def _has_peat(answers: Answers) -> bool:
    return answers.known("peat_share")


def _cold_store(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    if not answers.known("storage_months"):
        return ()
    covered = answers.questionnaire.stages
    at = next((one for one in (Stage.PROCESSING, Stage.STORAGE) if one in covered), Stage.FARM)
    return bought(
        "cold-store",
        answers.number("storage_months"),
        process="cold-store",
        knowledge=knowledge,
        stage=at,
    )
