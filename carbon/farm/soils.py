"""Nitrous oxide from managed soils: what nitrogen spread, dropped or left becomes.

IPCC 2019 Refinement, volume 4, chapter 11. Direct emissions stand where the nitrogen lies, indirect
ones where ammonia falls down or nitrate runs out. Biological fixation has no factor of its own; its
residues count (dropped by IPCC in 2006).
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm.climate import Moisture
from carbon.farm.parameters import Parameters

CATTLE_PIGS_POULTRY = "cattle-pigs-poultry"
SHEEP_OTHER = "sheep-other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilNitrogen:
    """Nitrogen that reaches the soil in a year, in kg N, and drained peat, in hectares."""

    synthetic_n_kg: float = 0  # F_SN: mineral fertiliser
    organic_n_kg: float = 0  # F_ON: manure, compost, digestate and other organic nitrogen
    residue_n_kg: float = 0  # F_CR
    som_n_kg: float = 0  # F_SOM: set free where soil carbon is lost
    grazing_n_kg: float = 0  # F_PRP: dung and urine dropped at grazing
    drained_organic_soil_ha: float = 0  # F_OS; on that land F_SOM is not counted as well


@dataclass(frozen=True, slots=True, kw_only=True)
class SoilFactors:
    """The factors of Tables 11.1 and 11.3 for one climate, one fertiliser and one kind of animal.

    EF in kg N2O-N per kg N (EF2: per hectare and year), Frac in kg N per kg N.
    """

    ef1_synthetic: float
    ef1_other: float
    ef2_kg_per_ha: float
    ef3_prp: float
    frac_gasf: float
    frac_gasm: float
    frac_leach: float
    ef4: float
    ef5: float


def soil_factors(
    parameters: Parameters,
    moisture: Moisture = Moisture.WET,
    *,
    fertiliser: str = "ammonium-nitrate",
    grazing_animal: str = CATTLE_PIGS_POULTRY,
    drained_land: str = "cropland",
) -> SoilFactors:
    """Return the factors of a climate from V4 Ch11 Tables 11.1 and 11.3 (EF2: Wetlands Table 2.5).

    `fertiliser`: urea, ammonium, ammonium-nitrate, nitrate or unknown. KeyError for another.
    """
    value = parameters.value
    return SoilFactors(
        ef1_synthetic=value(f"ef1/mineral/{moisture}"),
        ef1_other=value(f"ef1/other/{moisture}"),
        ef2_kg_per_ha=value(f"peat-n2o/{drained_land}"),
        ef3_prp=value(f"ef3prp/{grazing_animal}/{moisture}"),
        frac_gasf=value(f"fracgasf/{fertiliser}"),
        frac_gasm=value("fracgasm/all"),
        frac_leach=value(f"fracleach/{moisture}"),
        ef4=value(f"ef4/{moisture}"),
        ef5=value("ef5/all"),
    )


def direct_n2o_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N2O-N given off by the soils themselves in a year.

    IPCC 2019 V4 Ch11 Eq 11.1: F_SN EF1 + (F_ON + F_CR + F_SOM) EF1 + F_OS EF2 + F_PRP EF3; factors
    of Table 11.1, EF1 of mineral nitrogen apart from that of other nitrogen in wet climates.
    """
    other = nitrogen.organic_n_kg + nitrogen.residue_n_kg + nitrogen.som_n_kg
    return (
        nitrogen.synthetic_n_kg * factors.ef1_synthetic
        + other * factors.ef1_other
        + nitrogen.drained_organic_soil_ha * factors.ef2_kg_per_ha
        + nitrogen.grazing_n_kg * factors.ef3_prp
    )


def volatilised_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N that leave as ammonia and NOx: the bracket of V4 Ch11 Eq 11.9, Table 11.3.

    Residues do not volatilise.
    """
    organic = nitrogen.organic_n_kg + nitrogen.grazing_n_kg
    return nitrogen.synthetic_n_kg * factors.frac_gasf + organic * factors.frac_gasm


def volatilisation_n2o_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N2O-N where volatilised nitrogen falls down again: V4 Ch11 Eq 11.9 (11.11)."""
    return volatilised_n_kg(nitrogen, factors) * factors.ef4


def leached_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N that run out as nitrate: V4 Ch11 Eq 11.10, FracLEACH-(H) of Table 11.3.

    Residues and nitrogen from soil carbon leach too; in a dry climate nothing does.
    """
    total = (
        nitrogen.synthetic_n_kg
        + nitrogen.organic_n_kg
        + nitrogen.residue_n_kg
        + nitrogen.som_n_kg
        + nitrogen.grazing_n_kg
    )
    return total * factors.frac_leach


def leaching_n2o_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N2O-N from leached nitrogen: V4 Ch11 Eq 11.10, EF5 of Table 11.3."""
    return leached_n_kg(nitrogen, factors) * factors.ef5


def indirect_n2o_n_kg(nitrogen: SoilNitrogen, factors: SoilFactors) -> float:
    """Return kg N2O-N off the farm, by air and by water: V4 Ch11 Eq 11.9 and 11.10."""
    by_air = volatilisation_n2o_n_kg(nitrogen, factors)
    return by_air + leaching_n2o_n_kg(nitrogen, factors)
