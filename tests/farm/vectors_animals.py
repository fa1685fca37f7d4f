"""Cases of digestion and of what animals must eat, run through `carbon.farm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vectors_words import animal, given

from carbon.farm import energybalance as balance
from carbon.farm import enteric, excretion
from carbon.farm.energybalance import NetEnergy
from carbon.farm.parameters import Parameters

Case = Mapping[str, Any]


def of_gross_energy(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    methane = given(case, "energy_mj_per_kg_ch4", table.value("energy/methane"))
    share = given(inputs, "ym_percent", given(case, "ym_percent", None))
    energy = inputs["gross_energy_mj_per_year"]
    return {"ch4_kg": enteric.ch4_of_gross_energy_kg(energy, share, methane)}


def ym_choice(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    digestibility = inputs.get("diet_digestibility_percent")
    if inputs["category"] == "dairy":
        row = enteric.dairy_class(
            table,
            digestibility_percent=digestibility,
            ndf_percent=inputs.get("diet_ndf_percent"),
            milk_kg_per_year=inputs.get("milk_kg_per_head_year"),
        )
    elif inputs["category"] in ("sheep", "goat", "goats"):
        row = "sheep" if inputs["category"] == "sheep" else "goats"
    else:
        row = enteric.beef_class(table, digestibility)
    return {"ym_percent": enteric.ym(table, row).value}


def tier1(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    name = inputs["animal"]
    row = f"{animal(name)}-low" if "low_productivity" in name else animal(name)
    ef = case.get("EF_kg_ch4_per_head_year")
    ef = table.value(f"enteric-tier1/{row}") if ef is None else ef
    return {"ch4_kg": enteric.tier1_ch4_kg(inputs["head"], ef)}


def of_intake(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    days = table.value("equation/days-per-year")
    feed = given(case, "ge_mj_per_kg_dm", table.value("energy/feed"))
    if case.get("my_g_per_kg_dm") is not None:
        per_head = enteric.ch4_of_intake_kg(inputs["dmi_kg_per_day"] * days, case["my_g_per_kg_dm"])
    else:
        share = given(case, "ym_percent", given(inputs, "ym_percent", None))
        energy = inputs["dmi_kg_per_day"] * days * feed
        methane = given(case, "energy_mj_per_kg_ch4", table.value("energy/methane"))
        per_head = enteric.ch4_of_gross_energy_kg(energy, share, methane)
    total = inputs["head"] * per_head
    warms = given(case, "gwp_ch4", 27)
    return {"ch4_kg": total, "co2e_kg": total * warms, "ef_kg_ch4_per_head_year": per_head}


def _coefficients(inputs: Case, case: Case, table: Parameters) -> tuple[float, float, float]:
    """Return Cfi, Ca and C of growth: what the case states, else the tables' row."""
    name = inputs["animal"].lower()
    sheep = _is_small(inputs)
    young = "lamb" in name
    lactating = inputs.get("milk_kg_per_day") or inputs.get("milk_litre_per_day")
    cfi = "cattle-lactating" if lactating and not sheep else "cattle"
    if sheep:
        cfi = "lambs" if young else "sheep"
    elif "bull" in name:
        cfi = "bulls"
    growth = "bulls" if "bull" in name else "castrates" if "steer" in name else "females"
    return (
        given(case, "Cfi", table.value(f"cfi/{cfi}")),
        given(case, "Ca", table.value(_activity_row(inputs, sheep, young))),
        given(case, "C_growth", table.value(f"growth-c/{growth}")),
    )


def _activity_row(inputs: Case, sheep: bool, young: bool) -> str:
    place = given(inputs, "feeding_situation", "stall").lower()
    if not sheep:
        large = "large" in place or "hill" in place or "rough" in place
        return f"ca/{'large-grazing-area' if large else 'stall' if 'stall' in place else 'pasture'}"
    if "hill" in place:
        return "ca-sheep/hilly-pasture"
    if "flat" in place or "pasture" in place:
        return "ca-sheep/flat-pasture"
    return "ca-sheep/housed-lambs" if young else "ca-sheep/housed-ewes"


def _is_small(inputs: Case) -> bool:
    name = inputs["animal"].lower()
    return name.startswith(("sheep", "goat", "lamb", "ewe"))


def net_energy(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    weight = inputs["liveweight_kg"]
    cfi, ca, c_growth = _coefficients(inputs, case, table)
    digestibility = given(inputs, "diet_digestibility_percent", case.get("DE_percent"))
    maintenance = balance.maintenance_mj(table, weight, cfi)
    small = _is_small(inputs)
    energy = NetEnergy(
        maintenance=maintenance,
        activity=balance.activity_sheep_mj(weight, ca)
        if small
        else balance.activity_cattle_mj(maintenance, ca),
        lactation=_lactation(inputs, case, table, small),
        pregnancy=_pregnancy(inputs, case, table, maintenance, small),
        growth=_growth_sheep(inputs, case, table)
        if small
        else _growth_cattle(inputs, case, table, c_growth),
        wool=_wool(inputs, case, table),
    )
    gross = balance.gross_energy_mj(table, energy, digestibility)
    outputs = {
        "NEm_mj_per_day": energy.maintenance,
        "NEa_mj_per_day": energy.activity,
        "NEl_mj_per_day": energy.lactation,
        "NEp_mj_per_day": energy.pregnancy,
        "NEg_mj_per_day": energy.growth,
        "NEwool_mj_per_day": energy.wool,
        "REM": balance.rem(table, digestibility),
        "REG": balance.reg(table, digestibility),
        "GE_mj_per_day": gross,
    }
    if "ym_fraction" in case:
        year = gross * table.value("equation/days-per-year")
        methane = table.value("energy/methane")
        outputs["ch4_kg_per_head_year"] = enteric.ch4_of_gross_energy_kg(
            year, case["ym_fraction"] * 100, methane
        )
    return outputs


def _lactation(inputs: Case, case: Case, table: Parameters, small: bool) -> float:
    milk = given(inputs, "milk_kg_per_day", 0)
    if inputs.get("milk_litre_per_day") is not None:
        density = given(case, "milk_density_kg_per_l", table.value("milk/density"))
        milk = inputs["milk_litre_per_day"] * density
    fat = given(inputs, "milk_fat_percent", case.get("milk_fat_percent"))
    if small:
        energy = given(case, "EV_milk_mj_per_kg", table.value("energy/sheep-milk"))
        stated = table.value("equation/sheep-milk-fat")
        return balance.lactation_sheep_mj(milk, energy * given({"f": fat}, "f", stated) / stated)
    return balance.lactation_cattle_mj(table, milk, fat) if milk else 0.0


def _pregnancy(
    inputs: Case, case: Case, table: Parameters, maintenance: float, small: bool
) -> float:
    stated = case.get("C_pregnancy")
    if isinstance(stated, str):
        rows = dict(one.split(":") for one in stated.split(";"))
        litter = [float(rows[key]) for key in ("singleBirth", "doubleBirth", "tripleBirthOrMore")]
        stated = balance.ewe_pregnancy(given(inputs, "lambs_per_birth", 1), *litter)
    elif stated is None:
        ewe = [table.value(f"pregnancy/ewe-{one}") for one in ("single", "twins", "triplets")]
        litter_size = given(inputs, "lambs_per_birth", 1)
        stated = (
            balance.ewe_pregnancy(litter_size, *ewe) if small else table.value("pregnancy/cattle")
        )
    share = given(inputs, "pregnant_percent", given(inputs, "pregnant_fraction", 1) * 100)
    return balance.pregnancy_mj(maintenance, stated, share / 100)


def _growth_cattle(inputs: Case, case: Case, table: Parameters, c: float) -> float:
    weight = inputs["liveweight_kg"]
    return balance.growth_cattle_mj(
        table,
        weight_kg=weight,
        mature_kg=given(inputs, "mature_weight_kg", given(case, "mature_weight_kg", weight)),
        gain_kg_per_day=given(inputs, "daily_gain_kg", given(case, "daily_gain_kg", 0)),
        c=c,
    )


def _growth_sheep(inputs: Case, case: Case, table: Parameters) -> float:
    last = inputs.get("slaughter_weight_kg")
    if last is None:
        return 0.0
    stated = case.get("a_b_growth")
    if stated:
        rows = dict(one.split(":") for one in stated.split(";"))
        a, b = float(rows["a"]), float(rows["b"])
    else:
        name = inputs["animal"].lower()
        sex = "castrates" if "castrat" in name else "females" if "female" in name else "males"
        a, b = table.value(f"lamb-growth-a/{sex}"), table.value(f"lamb-growth-b/{sex}")
    first = given(inputs, "weaning_weight_kg", last)
    days = table.value("equation/days-per-year")
    return balance.growth_sheep_mj(first_kg=first, last_kg=last, a=a, b=b, days=days)


def _wool(inputs: Case, case: Case, table: Parameters) -> float:
    energy = given(case, "EV_wool_mj_per_kg", table.value("energy/wool"))
    days = table.value("equation/days-per-year")
    return balance.wool_mj(given(inputs, "wool_kg_per_year", 0), energy, days)


def published_dairy(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    gross = net_energy(inputs, case, table)["GE_mj_per_day"]
    days = table.value("equation/days-per-year")
    feed = given(case, "ge_mj_per_kg_dm", table.value("energy/feed"))
    solids = excretion.volatile_solids_kg(
        gross,
        digestibility_percent=inputs["diet_digestibility_percent"],
        urinary_share=given(case, "urinary_energy_fraction", table.value("urinary/ruminants")),
        ash_share=given(case, "ash_fraction", table.value("ash/feed")),
        feed_mj_per_kg_dm=feed,
    )
    eaten = excretion.nitrogen_intake_kg(table, gross, inputs["crude_protein_percent"] / 100, feed)
    kept = excretion.milk_nitrogen_kg(
        table, given(inputs, "milk_kg_per_day", 0), given(inputs, "milk_protein_percent", 0)
    )
    per_1000 = 1000 / inputs["liveweight_kg"]
    methane = enteric.ch4_of_gross_energy_kg(
        gross * days, given(case, "ym_percent", 6.3), table.value("energy/methane")
    )
    excreted = excretion.nitrogen_excreted_kg(eaten, kept)
    return {
        "ef_ch4_kg_per_head_year": methane,
        "vs_rate_kg_per_1000kg_day": solids * per_1000,
        "nex_rate_kg_per_1000kg_day": excreted * per_1000,
    }


PROCESSES = {
    "enteric_ch4_ge_ym": of_gross_energy,
    "enteric_ym_choice": ym_choice,
    "net_energy_and_ge": net_energy,
    "enteric_ch4_tier1": tier1,
    "enteric_ch4_dmi": of_intake,
    "ipcc_published_dairy": published_dairy,
}
