"""Cases of whole farms, composed of the equations of `carbon.farm` and the cases' own factors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from vectors_animals import net_energy
from vectors_land import _residues, factors
from vectors_words import fertiliser, given, moisture

from carbon.farm import allocation, enteric, excretion, liming, manure, soils
from carbon.farm.climate import Moisture
from carbon.farm.gases import n2o_kg
from carbon.farm.manure import Store, StoredNitrogen
from carbon.farm.parameters import Parameters
from carbon.farm.soils import SoilFactors, SoilNitrogen

Case = Mapping[str, Any]


def crop(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    wet = moisture(given(inputs, "climate", "wet"))
    kind = fertiliser(inputs.get("fertiliser_type"))
    row = factors(case, table, wet, fertiliser=kind)
    warms = case["gwp_n2o"]
    mineral = SoilNitrogen(synthetic_n_kg=given(inputs, "synthetic_n_kg", 0))
    organic = SoilNitrogen(organic_n_kg=given(inputs, "manure_n_kg", 0))
    left = _residues({**inputs, "yield_fresh_kg_per_ha": inputs["yield_fresh_kg"]}, case, table)
    residue = SoilNitrogen(residue_n_kg=left.n_kg)
    lime = given(inputs, "lime_caco3_kg", 0)
    components = {
        "n2o_synthetic_direct": n2o_kg(soils.direct_n2o_n_kg(mineral, row)) * warms,
        "n2o_synthetic_indirect": n2o_kg(soils.indirect_n2o_n_kg(mineral, row)) * warms,
        "n2o_organic_direct": n2o_kg(soils.direct_n2o_n_kg(organic, row)) * warms,
        "n2o_organic_indirect": n2o_kg(soils.indirect_n2o_n_kg(organic, row)) * warms,
        "n2o_residue_direct": n2o_kg(soils.direct_n2o_n_kg(residue, row)) * warms,
        "n2o_residue_leaching": n2o_kg(soils.leaching_n2o_n_kg(residue, row)) * warms,
        "lime_co2": liming.lime_co2_kg(limestone_kg=lime, ef=liming.lime_factors(table)),
        "lime_manufacture": lime * given(case, "lime_manufacture_kg_co2e_per_kg", 0),
        "fertiliser_manufacture": mineral.synthetic_n_kg * case["n_manufacture_kg_co2e_per_kg_n"],
        "diesel": given(inputs, "diesel_l", 0) * case["diesel_kg_co2e_per_l"],
        "electricity": given(inputs, "electricity_kwh", 0) * case["electricity_kg_co2e_per_kwh"],
    }
    total = math.fsum(components.values())
    share = _grain_share(inputs)
    return {
        "components_kg_co2e_per_ha": components,
        "total_kg_co2e_per_ha": total,
        "main_product_share": share,
        "kg_co2e_per_kg_product": total * share / inputs["yield_fresh_kg"],
    }


def _grain_share(inputs: Case) -> float:
    prices = inputs.get("economic_allocation")
    if not prices:
        return 1.0
    main = inputs["yield_fresh_kg"] * prices["grain_price"]
    return allocation.shares_of(
        {"grain": main, "straw": prices["straw_kg"] * prices["straw_price"]}
    )["grain"]


def dairy(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    cow = _cow(inputs, case, table)
    row = factors(case, table, Moisture.WET)
    stores = _stores(inputs, case, table, cow["nex"])
    spread = math.fsum(one.available_kg for one in stores)
    dropped = inputs["cows"] * cow["nex"] * inputs["grazing_fraction"]
    dropped += inputs["young_stock_head"] * inputs["young_stock_nex_kg"] * 0.5
    mineral = inputs["synthetic_n_kg"]
    indirect = math.fsum(one.volatilised_kg * row.ef4 + one.leached_kg * row.ef5 for one in stores)
    n2o, feeds = case["gwp_n2o"], case["feed_kg_co2e_per_kg"]
    components = {
        **_methane(inputs, case, table, cow),
        "manure_storage_n2o": n2o_kg(math.fsum(one.n2o_n_kg for one in stores)) * n2o,
        "manure_storage_n2o_indirect": n2o_kg(indirect) * n2o,
        "manure_applied_n2o": _soil(SoilNitrogen(organic_n_kg=spread), row) * n2o,
        "grazing_n2o": _soil(SoilNitrogen(grazing_n_kg=dropped), row) * n2o,
        "synthetic_n2o": _soil(SoilNitrogen(synthetic_n_kg=mineral), row) * n2o,
        "fertiliser_manufacture": mineral * case["n_manufacture_kg_co2e_per_kg_n"],
        "diesel": inputs["diesel_l"] * case["diesel_kg_co2e_per_l"],
        "electricity": inputs["electricity_kwh"] * case["electricity_kg_co2e_per_kwh"],
        "bought_feed": math.fsum(kg * feeds[kind] for kind, kg in inputs["bought_feed_kg"].items()),
    }
    total = math.fsum(components.values())
    return {
        "ge_mj_per_cow_day": cow["ge"],
        "ef_enteric_kg_ch4_per_cow": cow["ch4"],
        "vs_kg_per_cow_year": cow["vs"],
        "nex_kg_per_cow_year": cow["nex"],
        "manure_n_applied_kg": spread,
        "components_kg_co2e": components,
        "total_kg_co2e": total,
        **_shared(inputs, table, total),
    }


def _soil(nitrogen: SoilNitrogen, row: SoilFactors) -> float:
    straight = soils.direct_n2o_n_kg(nitrogen, row)
    return n2o_kg(straight + soils.indirect_n2o_n_kg(nitrogen, row))


def _stores(inputs: Case, case: Case, table: Parameters, nex: float) -> list[StoredNitrogen]:
    ratio = given(case, "R_N2_to_N2O", table.value("n2-per-n2o/manure"))
    slurry = Store(
        share=1 - inputs["grazing_fraction"],
        mcf_percent=0,
        ef3=case["EF3_cows"],
        frac_gas=case["FracGasMS_cows"],
        frac_leach=given(case, "FracLeachMS_cows", 0),
    )
    solid = Store(
        share=0.5,
        mcf_percent=0,
        ef3=case["EF3_solid"],
        frac_gas=case["FracGasMS_solid"],
        frac_leach=case["FracLeachMS_solid"],
    )
    young = inputs["young_stock_head"] * inputs["young_stock_nex_kg"]
    return [
        manure.stored_nitrogen(inputs["cows"] * nex, slurry, ratio),
        manure.stored_nitrogen(young, solid, ratio),
    ]


def _methane(
    inputs: Case, case: Case, table: Parameters, cow: Mapping[str, float]
) -> dict[str, float]:
    cows, young, grazed = inputs["cows"], inputs["young_stock_head"], inputs["grazing_fraction"]
    eaten = inputs["young_stock_ge_mj_per_day"] * table.value("equation/days-per-year")
    young_ch4 = enteric.ch4_of_gross_energy_kg(
        eaten, case["ym_percent_young"], table.value("energy/methane")
    )
    pasture = case["EF_ch4_pasture"]
    of_cows = [(1 - grazed, case["EF_ch4_manure_cows_g_per_kg_vs"]), (grazed, pasture)]
    of_young = [(0.5, case["EF_ch4_manure_solid_other_cattle"]), (0.5, pasture)]
    dung = manure.tier1_ch4_kg(cows * cow["vs"], of_cows) + manure.tier1_ch4_kg(
        young * inputs["young_stock_vs_kg_per_year"], of_young
    )
    warms = case["gwp_ch4_biogenic"]
    return {
        "enteric_ch4": (cows * cow["ch4"] + young * young_ch4) * warms,
        "manure_ch4": dung * warms,
    }


def _cow(inputs: Case, case: Case, table: Parameters) -> dict[str, float]:
    days = table.value("equation/days-per-year")
    milk = inputs["milk_kg_per_cow_year"] / days
    animal = {
        "animal": "dairy cow",
        "liveweight_kg": inputs["cow_liveweight_kg"],
        "diet_digestibility_percent": inputs["diet_digestibility_percent"],
        "milk_kg_per_day": milk,
        "milk_fat_percent": inputs["fat_percent"],
        "pregnant_fraction": inputs["pregnant_fraction"],
    }
    stated = {"Ca": case["Ca_pasture_weighted"]}
    gross = net_energy(animal, stated, table)["GE_mj_per_day"]
    feed = table.value("energy/feed")
    solids = excretion.volatile_solids_kg(
        gross * days,
        digestibility_percent=inputs["diet_digestibility_percent"],
        urinary_share=table.value("urinary/ruminants"),
        ash_share=table.value("ash/feed"),
        feed_mj_per_kg_dm=feed,
    )
    eaten = excretion.nitrogen_intake_kg(
        table, gross * days, inputs["diet_crude_protein_percent"] / 100, feed
    )
    kept = excretion.milk_nitrogen_kg(table, milk * days, inputs["protein_percent"])
    methane = table.value("energy/methane")
    return {
        "ge": gross,
        "ch4": enteric.ch4_of_gross_energy_kg(gross * days, case["ym_percent_cows"], methane),
        "vs": solids,
        "nex": excretion.nitrogen_excreted_kg(eaten, kept),
    }


def _shared(inputs: Case, table: Parameters, total: float) -> dict[str, Any]:
    milk = inputs["cows"] * inputs["milk_kg_per_cow_year"]
    solids = milk, inputs["fat_percent"], inputs["protein_percent"]
    corrected, energy = allocation.fpcm_kg(table, *solids), allocation.ecm_kg(table, *solids)
    sold, bought = inputs["liveweight_sold_kg"], given(inputs, "liveweight_bought_kg", 0)
    ratio = allocation.beef_milk_ratio(sold, bought, corrected)
    share = allocation.milk_share_of_ratio(ratio, table.value("allocation/milk-slope"))
    return {
        "fpcm_kg": corrected,
        "ecm_kg": energy,
        "bmr": ratio,
        "milk_share": share,
        "kg_co2e_per_kg_ecm": total * share / energy,
        "kg_co2e_per_kg_liveweight": total * (1 - share) / sold,
    }


PROCESSES = {"whole_crop_composed": crop, "whole_dairy_composed": dairy}
