"""Drained organic soil (mulljord, torv): the largest single lever of a farm, on a line of its own.

IPCC 2013 Wetlands Supplement, chapter 2, Eq 2.3, 2.6 and 2.7. A hectare of ploughed peat gives
off some twenty times what an oat field does, so it is never assumed: it is asked, and where nobody
knows it counts as none and is flagged.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm.climate import Zone
from carbon.farm.gases import co2_kg, n2o_kg
from carbon.farm.parameters import Parameters

_KG_PER_T = 1000  # exact


@dataclass(frozen=True, slots=True, kw_only=True)
class PeatFactors:
    """What one drained hectare gives off in a year."""

    co2_c_t_per_ha: float  # Table 2.1
    doc_c_t_per_ha: float  # carbon that runs out dissolved and is breathed out later, Table 2.2
    n2o_n_kg_per_ha: float  # Table 2.5
    ch4_land_kg_per_ha: float  # Table 2.3
    ch4_ditch_kg_per_ha: float  # per hectare of ditch, Table 2.4
    ditch_share: float  # of the area, Table 2.4


@dataclass(frozen=True, slots=True, kw_only=True)
class PeatEmissions:
    """Yearly emissions of drained peat, in kg of each gas. CO2 of peat counts as fossil."""

    co2_kg: float
    n2o_kg: float
    ch4_kg: float


def peat_factors(parameters: Parameters, land: str, zone: Zone) -> PeatFactors:
    """Return the factors of a land use: cropland, grassland-boreal, grassland-temperate-deep ...

    Wetlands Supplement 2013 Tables 2.1 to 2.5. KeyError for a land use that the tables lack.
    """
    region = "boreal" if zone is Zone.BOREAL_MOIST else "temperate"
    return PeatFactors(
        co2_c_t_per_ha=parameters.value(f"peat-co2/{land}"),
        doc_c_t_per_ha=parameters.value(f"peat-doc/{region}"),
        n2o_n_kg_per_ha=parameters.value(f"peat-n2o/{land}"),
        ch4_land_kg_per_ha=parameters.value(f"peat-ch4/{land}"),
        ch4_ditch_kg_per_ha=parameters.value("peat-ditch-ch4/drained"),
        ditch_share=parameters.value("peat-ditch-share/drained"),
    )


def drained_co2_kg(area_ha: float, co2_c_t_per_ha: float, doc_c_t_per_ha: float = 0) -> float:
    """Return kg CO2 from drained peat, on site and by dissolved carbon: Wetlands Eq 2.3 and 2.4."""
    return co2_kg(area_ha * (co2_c_t_per_ha + doc_c_t_per_ha) * _KG_PER_T)


def drained_n2o_kg(area_ha: float, n2o_n_kg_per_ha: float) -> float:
    """Return kg N2O from drained peat: Wetlands Eq 2.7, Table 2.5. Stands in place of F_SOM."""
    return n2o_kg(area_ha * n2o_n_kg_per_ha)


def drained_ch4_kg(area_ha: float, factors: PeatFactors) -> float:
    """Return kg CH4 from the land and its ditches: Wetlands Eq 2.6, Tables 2.3 and 2.4."""
    ditch = factors.ditch_share
    per_ha = (1 - ditch) * factors.ch4_land_kg_per_ha + ditch * factors.ch4_ditch_kg_per_ha
    return area_ha * per_ha


def drained_soil(area_ha: float, factors: PeatFactors) -> PeatEmissions:
    """Return what a drained area gives off in a year: Wetlands Supplement Eq 2.3, 2.6, 2.7."""
    return PeatEmissions(
        co2_kg=drained_co2_kg(area_ha, factors.co2_c_t_per_ha, factors.doc_c_t_per_ha),
        n2o_kg=drained_n2o_kg(area_ha, factors.n2o_n_kg_per_ha),
        ch4_kg=drained_ch4_kg(area_ha, factors),
    )
