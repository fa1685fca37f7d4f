"""Cases of soils, residues, lime, peat, soil carbon and rice, run through `carbon.farm`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vectors_words import crop, fertiliser, given, moisture

from carbon.farm import landuse, liming, peat, rice, soils
from carbon.farm.climate import Moisture
from carbon.farm.gases import NH3_PER_N, NO3_PER_N, n2o_kg
from carbon.farm.parameters import Parameters
from carbon.farm.residues import crop_residues, residue_factors
from carbon.farm.soils import SoilFactors, SoilNitrogen

Case = Mapping[str, Any]


def factors(case: Case, table: Parameters, wet: Moisture, **chosen: str) -> SoilFactors:
    """Return the soil factors of a climate, with what the case states in their place."""
    row = soils.soil_factors(table, wet, **chosen)
    both = given(case, "EF1", None)
    return SoilFactors(
        ef1_synthetic=given(case, "EF1_synthetic", given({"v": both}, "v", row.ef1_synthetic)),
        ef1_other=given(case, "EF1_other", given({"v": both}, "v", row.ef1_other)),
        ef2_kg_per_ha=given(case, "EF2_kg_per_ha", row.ef2_kg_per_ha),
        ef3_prp=given(case, "EF3_PRP", row.ef3_prp),
        frac_gasf=given(case, "FracGASF", row.frac_gasf),
        frac_gasm=given(case, "FracGASM", row.frac_gasm),
        frac_leach=given(case, "FracLEACH", row.frac_leach),
        ef4=given(case, "EF4", row.ef4),
        ef5=given(case, "EF5", row.ef5),
    )


def _direct(kind: str, nitrogen: SoilNitrogen, n_kg: float, inputs: Case, case: Case, table: Any):
    wet = moisture(inputs.get("climate"))
    row = table.get(f"ef1/{kind}/{wet}")
    central = soils.direct_n2o_n_kg(nitrogen, factors(case, table, wet))
    return {
        "n2o_kg": n2o_kg(central),
        "n2o_kg_min": n2o_kg(n_kg * row.low),
        "n2o_kg_max": n2o_kg(n_kg * row.high),
    }


def direct_synthetic(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    n_kg = inputs["synthetic_n_kg"]
    return _direct("mineral", SoilNitrogen(synthetic_n_kg=n_kg), n_kg, inputs, case, table)


def direct_organic(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    n_kg = inputs["organic_n_kg"]
    return _direct("other", SoilNitrogen(organic_n_kg=n_kg), n_kg, inputs, case, table)


def indirect_synthetic(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    nitrogen = SoilNitrogen(synthetic_n_kg=inputs["synthetic_n_kg"])
    kind = fertiliser(inputs.get("fertiliser_type"))
    row = factors(case, table, moisture(inputs.get("climate")), fertiliser=kind)
    return {
        "nh3_kg": soils.volatilised_n_kg(nitrogen, row) * NH3_PER_N,
        "no3_kg": soils.leached_n_kg(nitrogen, row) * NO3_PER_N,
        "n2o_indirect_kg": n2o_kg(soils.indirect_n2o_n_kg(nitrogen, row)),
    }


def direct_farm(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    nitrogen = SoilNitrogen(
        synthetic_n_kg=given(inputs, "synthetic_n_kg", 0),
        organic_n_kg=given(inputs, "organic_n_kg", 0),
        residue_n_kg=given(inputs, "crop_residue_n_kg", 0),
        som_n_kg=given(inputs, "som_n_kg", 0),
        grazing_n_kg=given(inputs, "grazing_n_kg", 0),
        drained_organic_soil_ha=given(inputs, "drained_organic_soil_ha", 0),
    )
    wet = moisture(given(inputs, "climate", "wet"))
    n2o_n = soils.direct_n2o_n_kg(nitrogen, factors(case, table, wet))
    return {"n2o_n_kg": n2o_n, "n2o_kg": n2o_kg(n2o_n)}


def grazing(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    sheep = "sheep" in given(inputs, "animal", "cattle")
    animal = soils.SHEEP_OTHER if sheep else soils.CATTLE_PIGS_POULTRY
    row = factors(case, table, moisture(inputs.get("climate")), grazing_animal=animal)
    nitrogen = SoilNitrogen(grazing_n_kg=inputs["excreta_n_kg"])
    return {"n2o_kg": n2o_kg(soils.direct_n2o_n_kg(nitrogen, row))}


def _residues(inputs: Case, case: Case, table: Parameters):
    name = crop(inputs["crop"])
    known = table.has(f"residue/{name}/rs")
    row = residue_factors(table, name if known else "generic-crop")
    row = type(row)(
        dry_matter=given(case, "DRY", given(inputs, "dry_matter_fraction", row.dry_matter)),
        r_ag=given(case, "R_AG", row.r_ag),
        rs=given(case, "RS", row.rs),
        n_ag=given(case, "N_AG", row.n_ag),
        n_bg=given(case, "N_BG", row.n_bg),
    )
    return crop_residues(
        inputs["yield_fresh_kg_per_ha"],
        row,
        removed_share=given(inputs, "above_ground_removed_fraction", 0),
        burnt_share=given(inputs, "burnt_fraction", given(inputs, "frac_burnt", 0)),
        combustion=given(case, "Cf", given(inputs, "combustion_factor", 1)),
        renewed_share=given(inputs, "frac_renew", 1),
    )


def residues(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    left = _residues(inputs, case, table)
    wet = moisture(given(inputs, "climate", "wet"))
    nitrogen = SoilNitrogen(residue_n_kg=left.n_kg)
    return {
        "yield_dm_kg_per_ha": left.yield_dm_kg,
        "ag_residue_dm_kg_per_ha": left.above_dm_kg,
        "bg_residue_dm_kg_per_ha": left.below_dm_kg,
        "residue_n_kg_per_ha": left.n_kg,
        "n2o_direct_kg_per_ha": n2o_kg(soils.direct_n2o_n_kg(nitrogen, factors(case, table, wet))),
    }


def lime(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    dolomite = "dolomite" in inputs["lime_type"].lower()
    stated = given(case, "EF_t_C_per_t", table.value(_carbonate(dolomite)))
    kg = inputs["lime_kg"]
    masses = {"dolomite_kg" if dolomite else "limestone_kg": kg}
    return {"co2_kg": liming.lime_co2_kg(**masses, ef=(stated, stated))}


def _carbonate(dolomite: bool) -> str:
    return "carbonate/dolomite" if dolomite else "carbonate/limestone"


def urea(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    ef = given(case, "EF_t_C_per_t_urea", table.value("carbonate/urea"))
    kg = inputs.get("urea_kg")
    kg = liming.urea_kg_of_n(inputs["urea_n_kg"]) if kg is None else kg
    return {"co2_kg": liming.urea_co2_kg(kg, ef)}


def organic_soil(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    area = inputs["area_ha"] * given(inputs, "organic_soil_percent", 100) / 100
    land = _land(given(inputs, "land_use", "cropland"))
    carbon = given(case, "EF_t_CO2C_per_ha", table.value(f"peat-co2/{land}"))
    nitrogen = given(case, "EF_kg_N2ON_per_ha", table.value(f"peat-n2o/{land}"))
    return {
        "co2_kg": peat.drained_co2_kg(area, carbon),
        "n2o_kg": peat.drained_n2o_kg(area, nitrogen),
    }


def _land(words: str) -> str:
    plain = words.lower()
    if "cropland" in plain:
        return "cropland"
    if "forest" in plain:
        if "boreal" not in plain:
            return "forest-temperate"
        return "forest-boreal-poor" if "poor" in plain else "forest-boreal-rich"
    if "boreal" in plain:
        return "grassland-boreal"
    if "poor" in plain:
        return "grassland-temperate-poor"
    return "grassland-temperate-shallow" if "shallow" in plain else "grassland-temperate-deep"


def soil_carbon(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    reference = case["SOC_ref_kgC_per_ha"]
    years = given(case, "transition_years", table.value("equation/soc-transition"))
    before = landuse.carbon_stock_kg_per_ha(reference, case["F_before_LU_MG_I"])
    after = landuse.carbon_stock_kg_per_ha(reference, case["F_after_LU_MG_I"])
    loss = landuse.carbon_loss_kg_per_ha_year(before, after, years)
    last_old_year = int(given(inputs, "change_year", 2005)) - 1
    stocks = {
        f"soc_stock_{year}_kgC_per_ha": landuse.carbon_stock_after(
            before, after, year - last_old_year, years
        )
        for year in range(last_old_year - 30, last_old_year + 80)
    }
    return {
        "soc_before_kgC_per_ha": before,
        "soc_after_equilibrium_kgC_per_ha": after,
        "co2_kg_per_ha_per_year_during_transition": landuse.land_use_change_co2_kg_per_ha_year(
            loss
        ),
        **stocks,
    }


def paddy(inputs: Case, case: Case, table: Parameters) -> dict[str, Any]:
    value = table.value
    late = "less" in given(inputs, "straw_timing", "less_than_30_days_before")
    straw_row = "straw-under-30-days-before" if late else "straw-over-30-days-before"
    amendments = [
        (
            given(inputs, "straw_incorporated_kg_dm_per_ha", 0) / 1000,
            given(case, "CFOA_straw", value(f"rice-cfoa/{straw_row}")),
        )
    ]
    for name, row in (
        ("farmyard_manure", "farmyard-manure"),
        ("compost", "compost"),
        ("green_manure", "green-manure"),
    ):
        short = {"farmyard_manure": "fym"}.get(name, name)
        amendments.append(
            (
                given(inputs, f"{name}_kg_fresh_per_ha", 0) / 1000,
                given(case, f"CFOA_{short}", value(f"rice-cfoa/{row}")),
            )
        )
    power = given(case, "exponent", value("equation/rice-organic-power"))
    organic = rice.organic_scaling(amendments, power)
    return {
        "SFo": organic,
        "ch4_kg_per_ha": rice.rice_ch4_kg_per_ha(
            days=inputs["cultivation_days"],
            ef_kg_per_ha_day=given(case, "EFc_kg_per_ha_day", value("rice-efc/world")),
            sf_water=given(case, "SFw", value("rice-sfw/continuously-flooded")),
            sf_before=given(case, "SFp", 1.0),
            sf_organic=organic,
        ),
    }


PROCESSES = {
    "soil_n2o_direct_synthetic": direct_synthetic,
    "soil_n2o_direct_organic": direct_organic,
    "soil_n2o_indirect_synthetic": indirect_synthetic,
    "soil_n2o_direct_farm": direct_farm,
    "grazing_n2o_direct": grazing,
    "crop_residues": residues,
    "crop_residue_n": residues,
    "lime_co2": lime,
    "urea_co2": urea,
    "organic_soil": organic_soil,
    "soil_carbon_tier1": soil_carbon,
    "rice_ch4": paddy,
}
