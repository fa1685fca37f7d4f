"""What becomes of a herd's dung and urine until the field, as flows for one kg of product.

Methane and nitrous oxide of the stores stand here; what is left of the nitrogen is returned for the
land, and what was dropped at grazing is kept apart from both (it has factors of its own).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carbon.farm import manure, soils
from carbon.farm.climate import DEFAULT_ZONE, Zone, moisture_of
from carbon.farm.gases import Gas, gas_activity, gas_factor, n2o_kg
from carbon.farm.herds import SHEEP, Year
from carbon.farm.knowledge import Knowledge
from carbon.farm.manure import Store
from carbon.farm.parameters import joint_gsd
from carbon.farm.records import Activity
from carbon.farm.soils import SoilNitrogen

# The systems of the questionnaires, as the tables of V4 Ch10 name them.
SYSTEM = {
    "slurry_crust": "slurry-crust",
    "slurry_cover": "slurry-cover",
    "slurry_open": "slurry-open",
    "solid": "solid",
    "deep_bedding": "deep-bedding",
    "digester": "digester-open",  # the technology is not asked: the digestate in an open store
    "litter": "poultry-litter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dung:
    """A herd's manure in a year: its gases for one kg of product, and nitrogen for the land."""

    activities: tuple[Activity, ...]
    available_n_kg: float  # leaves the stores for the field, in a year
    grazing_n_kg: Mapping[str, float]  # dropped on pasture in a year, by kind of animal


def of_herd(
    years: Iterable[Year],
    shares: Mapping[str, float],
    *,
    per_kg: float,
    knowledge: Knowledge,
    zone: Zone = DEFAULT_ZONE,
) -> Dung:
    """Return the manure of a herd whose stores take the given shares of what falls in the barn.

    `per_kg` is what one kg of product carries of the year: its share over its kg. V4 Ch10 Eq 10.23
    to 10.29 and 10.34.
    """
    listed = tuple(years)
    stores = [(year, _stores(year, shares, knowledge, zone)) for year in listed]
    ratio = knowledge.parameters.value("n2-per-n2o/manure")
    nitrogen = [
        (manure.stored_nitrogen(year.nitrogen_kg, store, ratio))
        for year, found in stores
        for _, store in found
    ]
    grazing: dict[str, float] = {}
    for year in listed:
        dropped = year.nitrogen_kg * year.grazing_share
        grazing[year.animal] = grazing.get(year.animal, 0) + dropped
    moisture = moisture_of(zone)
    ef4, ef5 = (knowledge.parameters.get(one) for one in (f"ef4/{moisture}", "ef5/all"))
    direct = math.fsum(one.n2o_n_kg for one in nitrogen)
    by_air = math.fsum(one.volatilised_kg for one in nitrogen) * ef4.value
    by_water = math.fsum(one.leached_kg for one in nitrogen) * ef5.value
    return Dung(
        activities=(
            *_methane(stores, per_kg=per_kg, knowledge=knowledge, zone=zone),
            *_nitrous_oxide(
                (direct, by_air, by_water), (ef4.gsd, ef5.gsd), stores, per_kg, knowledge
            ),
        ),
        available_n_kg=math.fsum(one.available_kg for one in nitrogen),
        grazing_n_kg=grazing,
    )


def _stores(
    year: Year, shares: Mapping[str, float], knowledge: Knowledge, zone: Zone
) -> list[tuple[str, Store]]:
    indoors = 1 - year.grazing_share
    return [
        (
            SYSTEM[name],
            manure.store_of(knowledge.parameters, SYSTEM[name], year.animal, zone, share * indoors),
        )
        for name, share in shares.items()
        if share > 0
    ]


def _methane(
    stores: list[tuple[Year, list[tuple[str, Store]]]],
    *,
    per_kg: float,
    knowledge: Knowledge,
    zone: Zone,
) -> list[Activity]:
    parameters = knowledge.parameters
    masses: list[tuple[float, float]] = []  # kg CH4, gsd
    for year, found in stores:
        b0 = parameters.get(f"b0/{year.b0}")
        grazed = Store(
            share=year.grazing_share,
            mcf_percent=manure.mcf(parameters, manure.PASTURE, zone).value,
            ef3=0,
            frac_gas=0,
            frac_leach=0,
        )
        for system, store in (*found, (manure.PASTURE, grazed)):
            kg = manure.tier2_ch4_kg(
                year.volatile_solids_kg * store.share,
                b0_m3_per_kg=b0.value,
                mcf_percent=store.mcf_percent,
                density_kg_per_m3=parameters.value("equation/methane-density"),
            )
            masses.append((kg, joint_gsd(b0.gsd, manure.mcf(parameters, system, zone).gsd)))
    total = math.fsum(kg for kg, _ in masses)
    if total <= 0:
        return []
    return [
        gas_activity(
            gas_factor(knowledge.library, knowledge.gwp, Gas.CH4),
            process="manure-ch4",
            kg=total * per_kg,
            gsd=_weighted(masses),
            equation="IPCC 2019 V4 Ch10 Eq 10.23",
        )
    ]


def _nitrous_oxide(
    n2o_n: tuple[float, float, float],
    spreads: tuple[float, float],
    stores: list[tuple[Year, list[tuple[str, Store]]]],
    per_kg: float,
    knowledge: Knowledge,
) -> list[Activity]:
    get = knowledge.parameters.get
    kept = [
        (
            year.nitrogen_kg * store.share * store.ef3,
            manure.ef3_of(knowledge.parameters, system).gsd,
        )
        for year, found in stores
        for system, store in found
    ]
    lost = get("fracgasms/solid/cattle").gsd
    gas = gas_factor(knowledge.library, knowledge.gwp, Gas.N2O)
    rows = (
        ("manure-n2o", n2o_n[0], _weighted(kept), "10.25"),
        ("manure-n2o-air", n2o_n[1], joint_gsd(lost, spreads[0]), "10.26, 10.28"),
        ("manure-n2o-water", n2o_n[2], joint_gsd(lost, spreads[1]), "10.27, 10.29"),
    )
    return [
        gas_activity(
            gas,
            process=process,
            kg=n2o_kg(kg) * per_kg,
            gsd=gsd,
            equation=f"IPCC 2019 V4 Ch10 Eq {equation}",
        )
        for process, kg, gsd, equation in rows
        if kg > 0
    ]


def _weighted(masses: Iterable[tuple[float, float]]) -> float:
    """Return the spread of a sum whose parts err together: the mean of ln gsd by mass."""
    listed = tuple(masses)
    total = math.fsum(kg for kg, _ in listed)
    if total <= 0:
        return 1.0
    return math.exp(math.fsum(kg * math.log(gsd) for kg, gsd in listed) / total)


def of_grazing(
    dropped_n_kg: Mapping[str, float],
    *,
    per_kg: float,
    knowledge: Knowledge,
    zone: Zone = DEFAULT_ZONE,
) -> list[Activity]:
    """Return nitrous oxide from dung and urine on pasture: V4 Ch11 Eq 11.1 (F_PRP), 11.9, 11.10.

    Sheep have an emission factor of their own (Table 11.1).
    """
    moisture = moisture_of(zone)
    get = knowledge.parameters.get
    direct: list[tuple[float, float]] = []
    indirect = 0.0
    for animal, kg in dropped_n_kg.items():
        row = soils.SHEEP_OTHER if animal == SHEEP else soils.CATTLE_PIGS_POULTRY
        factors = soils.soil_factors(knowledge.parameters, moisture, grazing_animal=row)
        nitrogen = SoilNitrogen(grazing_n_kg=kg)
        gsd = get(f"ef3prp/{row}/{moisture}").gsd
        direct.append((soils.direct_n2o_n_kg(nitrogen, factors), gsd))
        indirect += soils.indirect_n2o_n_kg(nitrogen, factors)
    gas = gas_factor(knowledge.library, knowledge.gwp, Gas.N2O)
    off_farm = joint_gsd(get(f"fracleach/{moisture}").gsd, get(f"ef4/{moisture}").gsd)
    rows = (
        ("n2o-grazing", math.fsum(kg for kg, _ in direct), _weighted(direct), "11.1"),
        ("n2o-grazing-indirect", indirect, off_farm, "11.9, 11.10"),
    )
    return [
        gas_activity(
            gas,
            process=process,
            kg=n2o_kg(kg) * per_kg,
            gsd=gsd,
            equation=f"IPCC 2019 V4 Ch11 Eq {equation}",
        )
        for process, kg, gsd, equation in rows
        if kg > 0
    ]
