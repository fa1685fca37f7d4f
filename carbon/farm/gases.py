"""The gases of the farm, kept apart until the flow table multiplies them with their weights.

Elements become gases here (N to N2O, C to CO2), and a kilogram of a gas becomes a factor: what it
warms over 100 years, from the library's own table of weights. AR6 counts unless asked otherwise.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from functools import lru_cache

from carbon.farm.records import Activity
from carbon.library.records import Factor, GwpValue, Library, Spread, Stage

# IPCC 2019 V4: ratios of molar masses as the guidelines print them.
N2O_PER_N = 44 / 28
CO2_PER_C = 44 / 12
NH3_PER_N = 17 / 14
NO3_PER_N = 62 / 14

_REVIEW_BY = "2027-12"


class Gas(enum.StrEnum):
    """A gas with a weight of its own. CO2 of peat and of land-use change is told by its process."""

    CO2 = "CO2"
    CH4 = "CH4-nonfossil"  # from rumen, manure, ditches and paddies
    CH4_FOSSIL = "CH4-fossil"
    N2O = "N2O"


def n2o_kg(n2o_n_kg: float) -> float:
    """Return kg N2O that hold so many kg of nitrogen: times 44/28 (IPCC 2019 V4 Ch11)."""
    return n2o_n_kg * N2O_PER_N


def co2_kg(carbon_kg: float) -> float:
    """Return kg CO2 that hold so many kg of carbon: times 44/12 (IPCC 2019 V4 Ch2)."""
    return carbon_kg * CO2_PER_C


def co2e_kg(gas_kg: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return kg CO2e of masses of gases: the one sum, each gas times its weight.

    KeyError when a gas has no weight: nothing is dropped in silence.
    """
    return math.fsum(mass * weights[gas] for gas, mass in gas_kg.items())


def weights(library: Library, gwp: str = "AR6") -> dict[str, float]:
    """Return kg CO2e per kg of every gas in one set of weights (AR6 or, for comparison, AR5)."""
    return {gas: one.kg_co2e_per_kg for (of, gas), one in library.gwp_values.items() if of == gwp}


def gas_factor(library: Library, gwp: str, gas: str) -> Factor:
    """Return what one kg of a gas warms, as a factor. KeyError when the library lacks the gas.

    A weight is a convention of the report it stands in: it has no spread of its own here, since it
    is the same for every offer; what is uncertain is how much of the gas there is.
    """
    value = library.gwp_values[gwp, gas]
    return _factor(value, year=int(library.sources[value.source].published[:4]))


@lru_cache(maxsize=64)
def _factor(value: GwpValue, *, year: int) -> Factor:
    return Factor(
        id=f"gas/{value.gas.lower()}@GLO",
        label=f"{value.gas}, GWP100, {value.gwp}",
        kg_co2e=value.kg_co2e_per_kg,
        per="kg",
        as_printed=f"{value.kg_co2e_per_kg:g} kgCO2e/kg",
        stages=(Stage.FARM,),
        region="GLO",
        year=year,
        gwp=value.gwp,
        boundary="the gas itself",
        allocation="none",
        spread=Spread(gsd=1.0, basis="a convention: the same weight for every offer"),
        quality="not stated",
        source=value.source,
        locator=value.locator,
        review_by=_REVIEW_BY,
        proxy=False,
        correlation_group=f"gwp-{value.gas.lower()}",
        where="factors/gwp.yaml",
    )


def gas_activity(
    factor: Factor,
    *,
    process: str,
    kg: float,
    gsd: float,
    equation: str,
    stage: Stage = Stage.FARM,
) -> Activity:
    """Return an emission as a flow: kg of a gas for one kg of product.

    `factor` is from `gas_factor`; `gsd` is that of the amount (emission factor and process).
    """
    return Activity(
        stage=stage, process=process, factor=factor, amount=kg, gsd=gsd, equation=equation
    )
