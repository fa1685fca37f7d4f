"""Dung and urine in stores: methane from volatile solids, nitrous oxide and losses of nitrogen.

IPCC 2019 V4 Ch10 Eq 10.22 to 10.34. What is dropped on pasture goes to the soils (F_PRP), never to
a store as well; what leaves the store for the field is computed once, here, and spread once, there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from carbon.farm.climate import Zone
from carbon.farm.parameters import Parameter, Parameters

PASTURE = "pasture"
SLURRIES = ("slurry-crust", "slurry-cover", "slurry-open", "pit")
_GRAM_PER_KG = 1000  # exact
# Where a table has one row for two systems that another table tells apart.
_EF3_ROW = {"poultry-no-litter": "poultry-litter", "digester-open": "digester"}
_GAS_ROW = {"deep-bedding-mixed": "deep-bedding", "digester-open": "digester"}
_MCF_ROW = {"poultry-no-litter": "poultry-litter", "solid-covered": "solid"}
_MONTHS = (1, 3, 4, 6, 12)  # of storage: the columns of Table 10.17, as the ids name them


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A manure system with the share of the excreta that it takes and its factors."""

    share: float  # 0-1 of what the animals excrete
    mcf_percent: float  # Table 10.17
    ef3: float  # kg N2O-N per kg N, Table 10.21
    frac_gas: float  # of N lost as ammonia and NOx, Table 10.22
    frac_leach: float  # of N lost by leaching, Table 10.22


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNitrogen:
    """What becomes of the nitrogen of one store in a year: every kilogram has one place."""

    stored_kg: float
    n2o_n_kg: float  # direct
    n2_kg: float  # three times that, harmless
    volatilised_kg: float
    leached_kg: float
    available_kg: float  # for spreading, bedding not included


def direct_n2o_n_kg(managed_n_kg: float, ef3: float) -> float:
    """Return kg N2O-N straight from a store: V4 Ch10 Eq 10.25, EF3 of Table 10.21."""
    return managed_n_kg * ef3


def indirect_n2o_n_kg(
    managed_n_kg: float, *, frac_gas: float, frac_leach: float, ef4: float, ef5: float
) -> tuple[float, float]:
    """Return kg N2O-N from what a store loses by air and by water.

    V4 Ch10 Eq 10.26 to 10.29, losses of Table 10.22, EF4 and EF5 of Ch11 Table 11.3.
    """
    return managed_n_kg * frac_gas * ef4, managed_n_kg * frac_leach * ef5


def lost_share(*, frac_gas: float, frac_leach: float, ef3: float, n2_per_n2o: float) -> float:
    """Return the share of nitrogen that a store loses: V4 Ch10 Eq 10.34A and 10.34B."""
    return frac_gas + frac_leach + ef3 + n2_per_n2o * ef3


def stored_nitrogen(excreted_n_kg: float, store: Store, n2_per_n2o: float) -> StoredNitrogen:
    """Return what becomes of the nitrogen that goes to one store: V4 Ch10 Eq 10.25 to 10.34B.

    ValueError when the factors lose more than there is.
    """
    stored = excreted_n_kg * store.share
    direct = stored * store.ef3
    volatilised, leached = stored * store.frac_gas, stored * store.frac_leach
    left = stored - direct * (1 + n2_per_n2o) - volatilised - leached
    if left < -1e-9 * max(stored, 1):
        raise ValueError("a store loses more nitrogen than it holds")
    return StoredNitrogen(
        stored_kg=stored,
        n2o_n_kg=direct,
        n2_kg=direct * n2_per_n2o,
        volatilised_kg=volatilised,
        leached_kg=leached,
        available_kg=left,
    )


def tier1_ch4_kg(vs_kg: float, systems: Iterable[tuple[float, float]]) -> float:
    """Return kg CH4 from volatile solids by system: V4 Ch10 Eq 10.22, Table 10.14.

    `systems` are pairs of share and g CH4 per kg VS.
    """
    return vs_kg * math.fsum(share * ef for share, ef in systems) / _GRAM_PER_KG


def tier2_ch4_kg(
    vs_kg: float, *, b0_m3_per_kg: float, mcf_percent: float, density_kg_per_m3: float
) -> float:
    """Return kg CH4 from volatile solids in one system: V4 Ch10 Eq 10.23.

    B0 of Table 10.16A, MCF of Table 10.17, methane of 0.67 kg per m3.
    """
    return vs_kg * b0_m3_per_kg * density_kg_per_m3 * mcf_percent / 100


def mcf(
    parameters: Parameters, system: str, zone: Zone, *, storage_months: float | None = None
) -> Parameter:
    """Return the methane conversion factor of a system, percent: V4 Ch10 Table 10.17.

    Slurry is stored six months unless stated; between the printed times the longer one counts. A
    cover or crust is not credited: the table's note allows up to 40 % less and leaves it open.
    """
    if system in SLURRIES or system.startswith("slurry"):
        stored = parameters.value("animal/any/slurry-months")
        months = stored if storage_months is None else storage_months
        longest = next((one for one in _MONTHS if one >= months), _MONTHS[-1])
        return parameters.get(f"mcf/slurry-{longest}/{zone}")
    return parameters.get(f"mcf/{_MCF_ROW.get(system, system)}/{zone}")


def store_of(parameters: Parameters, system: str, animal: str, zone: Zone, share: float) -> Store:
    """Return the factors of a system for a kind of animal (dairy, cattle, pigs, poultry, sheep).

    V4 Ch10 Tables 10.17, 10.21 and 10.22. KeyError for a system that the tables lack.
    """
    ef3_row = _EF3_ROW.get(system, system)
    gas_row = _GAS_ROW.get(system, system)
    return Store(
        share=share,
        mcf_percent=mcf(parameters, system, zone).value,
        ef3=parameters.value(f"manure-ef3/{ef3_row}"),
        frac_gas=parameters.first(
            f"fracgasms/{gas_row}/{animal}", f"fracgasms/{gas_row}/other"
        ).value,
        frac_leach=parameters.value(f"fracleachms/{_leach_row(system)}"),
    )


def ef3_of(parameters: Parameters, system: str) -> Parameter:
    """Return EF3 of a system, kg N2O-N per kg N: V4 Ch10 Table 10.21."""
    return parameters.get(f"manure-ef3/{_EF3_ROW.get(system, system)}")


def _leach_row(system: str) -> str:
    """Return the row of Table 10.22 for leaching: what is liquid or under a roof does not leach."""
    if system.startswith(("slurry", "poultry", "digester")) or system in ("pit", "daily-spread"):
        return "slurry"
    return {"solid-covered": "solid", "deep-bedding-mixed": "deep-bedding"}.get(system, system)
