"""Cases of allocation and of the sum over gases, run through `carbon.farm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vectors_words import given

from carbon.farm import allocation, gases
from carbon.farm.parameters import Parameters
from carbon.library.load import load

Case = Mapping[str, Any]


def economic(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    shares = allocation.shares_of(inputs["revenue"])
    return {"share_percent": {name: 100 * share for name, share in shares.items()}}


def fpcm(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    density = given(case, "milk_density_kg_per_l", table.value("milk/density"))
    milk = inputs["milk_litre"] * density if "milk_litre" in inputs else inputs["milk_kg"]
    corrected = allocation.fpcm_kg(table, milk, inputs["fat_percent"], inputs["protein_percent"])
    return {
        "milk_kg": milk,
        "fpcm_kg": corrected,
        "kg_co2e_per_kg_fpcm": given(inputs, "total_kg_co2e", 0) / corrected,
    }


def milk_meat(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    slope = given(case, "slope", table.value("allocation/milk-slope"))
    outputs: dict[str, Any] = {}
    ratio = inputs.get("bmr")
    if ratio is None:
        solids = inputs["milk_kg"], inputs["fat_percent"], inputs["protein_percent"]
        outputs["fpcm_kg"] = allocation.fpcm_kg(table, *solids)
        outputs["ecm_kg_sjaunja"] = allocation.ecm_kg(table, *solids)
        outputs["ecm_kg_simplified"] = allocation.ecm_short_kg(table, *solids)
        ratio = allocation.beef_milk_ratio(
            inputs["liveweight_sold_kg"],
            given(inputs, "liveweight_bought_kg", 0),
            outputs["fpcm_kg"],
        )
    milk = allocation.milk_share_of_ratio(ratio, slope)
    return {**outputs, "bmr": ratio, "milk_share": milk, "meat_share": 1 - milk}


GASES = {"CH4": "CH4-nonfossil", "HFC134a": "HFC-134a"}


def gwp_sum(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    names = [name for name in case if isinstance(case[name], Mapping)] or ["AR5", "AR6"]
    known = load()
    sums: dict[str, Any] = {}
    for name in names:
        weights = gases.weights(known, name)
        weights |= {gas: weights[GASES[gas]] for gas in GASES}
        weights |= given(case, name, {})
        sums[f"co2e_kg_{name}"] = gases.co2e_kg(inputs["kg"], weights)
    return sums


PROCESSES = {
    "economic_allocation": economic,
    "milk_fpcm_intensity": fpcm,
    "milk_meat_allocation": milk_meat,
    "gwp_sum": gwp_sum,
}
