"""Cases of manure stores and excretion, run through `carbon.farm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vectors_words import animal, given, group, moisture, system, zone

from carbon.farm import excretion, manure
from carbon.farm.gases import n2o_kg
from carbon.farm.manure import Store
from carbon.farm.parameters import Parameters

Case = Mapping[str, Any]


def direct(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    name = system(inputs["system"])
    row = {"slurry": "slurry-crust", "poultry-no-litter": "poultry-litter"}.get(name, name)
    ef3 = case.get("EF3")
    ef3 = table.value(f"manure-ef3/{row}") if ef3 is None else ef3
    return {"n2o_kg": n2o_kg(manure.direct_n2o_n_kg(inputs["managed_n_kg"], ef3))}


def _b0_row(kind: str) -> str:
    return {"pigs-finishing": "pigs", "pigs-breeding": "pigs", "pullets": "hens"}.get(kind, kind)


def ch4(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    b0 = case.get("B0_m3_per_kg_vs")
    b0 = table.value(f"b0/{_b0_row(animal(inputs['animal']))}") if b0 is None else b0
    share = case.get("MCF_percent")
    if share is None:
        months = inputs["storage_days"] / 30.5 if inputs.get("storage_days") else None
        where = zone(inputs.get("climate"))
        name = system(inputs["system"])
        share = manure.mcf(table, name, where, storage_months=months).value
    density = given(case, "CH4_density_kg_per_m3", table.value("equation/methane-density"))
    solids = inputs["vs_kg_per_year"]
    return {
        "ch4_kg": manure.tier2_ch4_kg(
            solids, b0_m3_per_kg=b0, mcf_percent=share, density_kg_per_m3=density
        )
    }


def ch4_tier1(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    kind = animal(inputs["animal"])
    rate = case.get("VS_rate_kg_per_1000kg_day")
    rate = table.value(f"vs-rate/{kind}") if rate is None else rate
    weight = given(inputs, "mean_liveweight_kg", None) or table.value(f"weight/{kind}")
    days = table.value("equation/days-per-year")
    per_head = excretion.rate_kg_per_head_year(rate, weight, days)
    stated = given(case, "EF_g_ch4_per_kg_vs", {})
    systems = [
        (share, stated[name] if name in stated else _tier1_ef(table, kind, name, inputs))
        for name, share in inputs["system_shares"].items()
    ]
    total = manure.tier1_ch4_kg(inputs["head"] * per_head, systems)
    return {"vs_kg_per_head_year": per_head, "ch4_kg": total}


def _tier1_ef(table: Parameters, kind: str, name: str, inputs: Case) -> float:
    row = system(name).split("-crust")[0].split("-cover")[0].split("-open")[0]
    where = zone(inputs.get("climate"))
    return table.first(
        f"manure-ch4-tier1/{group(kind)}/{row}/{where}", f"manure-ch4-tier1/all/{row}/{where}"
    ).value


def n2o_tier1(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    kind = animal(inputs["animal"])
    rate = case.get("Nex_rate_kg_per_1000kg_day")
    rate = table.value(f"nex-rate/{kind}") if rate is None else rate
    weight = given(inputs, "mean_liveweight_kg", None) or table.value(f"weight/{kind}")
    per_head = excretion.rate_kg_per_head_year(rate, weight, table.value("equation/days-per-year"))
    wet = moisture(given(inputs, "climate", "wet"))
    ef4 = given(case, "EF4", table.value(f"ef4/{wet}"))
    ef5 = given(case, "EF5", table.value("ef5/all"))
    straight = air = water = 0.0
    for name, share in inputs["system_shares"].items():
        store = _store(table, case, name, kind, share, inputs)
        managed = inputs["head"] * per_head * share
        straight += manure.direct_n2o_n_kg(managed, store.ef3)
        by_air, by_water = manure.indirect_n2o_n_kg(
            managed, frac_gas=store.frac_gas, frac_leach=store.frac_leach, ef4=ef4, ef5=ef5
        )
        air, water = air + by_air, water + by_water
    return {
        "nex_kg_per_head_year": per_head,
        "n2o_direct_kg": n2o_kg(straight),
        "n2o_indirect_volatilisation_kg": n2o_kg(air),
        "n2o_indirect_leaching_kg": n2o_kg(water),
        "n2o_total_kg": n2o_kg(straight + air + water),
    }


def _store(
    table: Parameters, case: Case, name: str, kind: str, share: float, inputs: Case
) -> Store:
    stated = {key: given(case, key, {}).get(name) for key in ("EF3", "FracGasMS", "FracLeachMS")}
    row = Store(share=share, mcf_percent=0, ef3=0, frac_gas=0, frac_leach=0)
    plain = {"slurry": "slurry-crust"}.get(system(name), system(name))
    if None in stated.values() and plain != manure.PASTURE:  # what is grazed is not stored
        row = manure.store_of(table, plain, group(kind), zone(inputs.get("climate")), share)
    return Store(
        share=share,
        mcf_percent=row.mcf_percent,
        ef3=given(stated, "EF3", row.ef3),
        frac_gas=given(stated, "FracGasMS", row.frac_gas),
        frac_leach=given(stated, "FracLeachMS", row.frac_leach),
    )


def n_available(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    ratio = given(case, "R_N2_to_N2O", table.value("n2-per-n2o/manure"))
    share = given(inputs, "system_share", 1)
    one = {key: {inputs["system"]: case.get(key)} for key in ("EF3", "FracGasMS", "FracLeachMS")}
    kind = animal(given(inputs, "animal", "dairy"))
    store = _store(table, one, inputs["system"], kind, share, inputs)
    head = inputs["head"]
    left = manure.stored_nitrogen(head * inputs["nex_kg_per_head_year"], store, ratio)
    bedding = head * share * given(inputs, "bedding_n_kg_per_head_year", 0)
    return {
        "frac_loss": manure.lost_share(
            frac_gas=store.frac_gas,
            frac_leach=store.frac_leach,
            ef3=store.ef3,
            n2_per_n2o=ratio,
        ),
        "n_available_kg": left.available_kg + bedding + given(inputs, "codigestate_n_kg", 0),
    }


def ch4_tier2(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    days = table.value("equation/days-per-year")
    solids = inputs["vs_kg_per_head_day"] * days * given(inputs, "system_share", 1)
    share = case["MCF_fraction"] * 100
    return {
        "ch4_kg_per_head_year": manure.tier2_ch4_kg(
            solids,
            b0_m3_per_kg=case["B0_m3_per_kg_vs"],
            mcf_percent=share,
            density_kg_per_m3=given(
                case, "CH4_density_kg_per_m3", table.value("equation/methane-density")
            ),
        )
    }


def nex_tier2(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    feed = given(case, "ge_mj_per_kg_dm", table.value("energy/feed"))
    eaten = excretion.nitrogen_intake_kg(
        table, inputs["ge_mj_per_day"], inputs["crude_protein_fraction"], feed
    )
    per_day = excretion.nitrogen_excreted_by_share_kg(eaten, inputs["n_retained_fraction"])
    year = per_day * table.value("equation/days-per-year")
    return {"n_intake_kg_per_day": eaten, "nex_kg_per_year": year}


PROCESSES = {
    "manure_n2o_direct": direct,
    "manure_ch4": ch4,
    "manure_ch4_tier1": ch4_tier1,
    "manure_n2o_tier1": n2o_tier1,
    "manure_n_available": n_available,
    "manure_ch4_tier2": ch4_tier2,
    "nex_tier2": nex_tier2,
}
