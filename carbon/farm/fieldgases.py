"""What a field gives off, as flows: nitrous oxide by cause, lime, urea and drained peat.

The equations are those of carbon.farm.soils, liming and peat; here they become activities for one
kg of product, gases apart, each with the spread of its emission factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from carbon.farm import liming, peat, soils
from carbon.farm.climate import DEFAULT_ZONE, Zone, moisture_of
from carbon.farm.gases import Gas, gas_activity, gas_factor, n2o_kg
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import joint_gsd
from carbon.farm.records import Activity
from carbon.farm.soils import SoilNitrogen

# The row of Table 11.3 that a kind of fertiliser takes.
VOLATILISES = MappingProxyType(
    {
        "an": "ammonium-nitrate",
        "npk": "ammonium-nitrate",
        "urea": "urea",
        "nitrate": "nitrate",
        "unknown": "unknown",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What happened on the land in a year, for the product that is reckoned."""

    nitrogen: SoilNitrogen  # residues included; drained peat is told below
    fertiliser: str = "unknown"  # a key of VOLATILISES
    limestone_kg: float = 0
    peat_ha: float = 0
    peat_land: str = "cropland"  # row of the Wetlands tables


def field_gases(
    land: Field, *, per_kg: float, knowledge: Knowledge, zone: Zone = DEFAULT_ZONE
) -> list[Activity]:
    """Return the gases of a field for one kg of product; `per_kg` is one over its kg in the year.

    Nitrous oxide comes apart by cause, so that a farmer sees what fertiliser, manure and residues
    each do; a flow that is nothing is left out.
    """
    found = [
        *_nitrous_oxide(land, per_kg=per_kg, knowledge=knowledge, zone=zone),
        *_lime_and_urea(land, per_kg=per_kg, knowledge=knowledge),
        *_peat(land, per_kg=per_kg, knowledge=knowledge, zone=zone),
    ]
    return [one for one in found if one.amount != 0]


def _nitrous_oxide(
    land: Field, *, per_kg: float, knowledge: Knowledge, zone: Zone
) -> list[Activity]:
    moisture = moisture_of(zone)
    get = knowledge.parameters.get
    kind = VOLATILISES[land.fertiliser]
    factors = soils.soil_factors(knowledge.parameters, moisture, fertiliser=kind)
    nitrogen = land.nitrogen
    mineral = SoilNitrogen(synthetic_n_kg=nitrogen.synthetic_n_kg)
    manure = SoilNitrogen(organic_n_kg=nitrogen.organic_n_kg, grazing_n_kg=nitrogen.grazing_n_kg)
    residues = SoilNitrogen(residue_n_kg=nitrogen.residue_n_kg, som_n_kg=nitrogen.som_n_kg)
    ef1, other = get(f"ef1/mineral/{moisture}").gsd, get(f"ef1/other/{moisture}").gsd
    ef4, leach = get(f"ef4/{moisture}").gsd, get(f"fracleach/{moisture}").gsd
    by_air = (
        ("n2o-air-mineral", mineral, joint_gsd(get(f"fracgasf/{kind}").gsd, ef4)),
        ("n2o-air-manure", manure, joint_gsd(get("fracgasm/all").gsd, ef4)),
    )
    direct = (
        ("n2o-mineral", mineral, ef1),
        ("n2o-manure", manure, other),
        ("n2o-residues", residues, other),
    )
    water = soils.leaching_n2o_n_kg(nitrogen, factors)
    masses = [
        *((name, soils.direct_n2o_n_kg(n, factors), gsd, "11.1") for name, n, gsd in direct),
        *(
            (name, soils.volatilisation_n2o_n_kg(n, factors), gsd, "11.9")
            for name, n, gsd in by_air
        ),
        ("n2o-water", water, joint_gsd(leach, get("ef5/all").gsd), "11.10"),
    ]
    gas = gas_factor(knowledge.library, knowledge.gwp, Gas.N2O)
    return [
        gas_activity(
            gas,
            process=process,
            kg=n2o_kg(n2o_n) * per_kg,
            gsd=gsd,
            equation=f"IPCC 2019 V4 Ch11 Eq {equation}",
        )
        for process, n2o_n, gsd, equation in masses
    ]


def _lime_and_urea(land: Field, *, per_kg: float, knowledge: Knowledge) -> list[Activity]:
    parameters = knowledge.parameters
    gas = gas_factor(knowledge.library, knowledge.gwp, Gas.CO2)
    lime = liming.lime_co2_kg(limestone_kg=land.limestone_kg, ef=liming.lime_factors(parameters))
    spread = land.nitrogen.synthetic_n_kg if land.fertiliser == "urea" else 0
    urea = liming.urea_co2_kg(liming.urea_kg_of_n(spread), parameters.value("carbonate/urea"))
    return [
        gas_activity(
            gas,
            process="lime-co2",
            kg=lime * per_kg,
            gsd=parameters.get("carbonate/limestone").gsd,
            equation="IPCC 2006 V4 Ch11 Eq 11.12",
        ),
        gas_activity(
            gas,
            process="urea-co2",
            kg=urea * per_kg,
            gsd=parameters.get("carbonate/urea").gsd,
            equation="IPCC 2006 V4 Ch11 Eq 11.13",
        ),
    ]


def _peat(land: Field, *, per_kg: float, knowledge: Knowledge, zone: Zone) -> list[Activity]:
    if land.peat_ha == 0:
        return []
    parameters, of = knowledge.parameters, land.peat_land
    emitted = peat.drained_soil(land.peat_ha, peat.peat_factors(parameters, of, zone))
    gases = (
        ("peat-co2", Gas.CO2, emitted.co2_kg, f"peat-co2/{of}", "Eq 2.3, 2.4"),
        ("peat-n2o", Gas.N2O, emitted.n2o_kg, f"peat-n2o/{of}", "Eq 2.7"),
        ("peat-ch4", Gas.CH4, emitted.ch4_kg, "peat-ditch-ch4/drained", "Eq 2.6"),
    )
    return [
        gas_activity(
            gas_factor(knowledge.library, knowledge.gwp, gas),
            process=process,
            kg=kg * per_kg,
            gsd=parameters.get(spread).gsd,
            equation=f"IPCC 2013 Wetlands Ch2 {equation}",
        )
        for process, gas, kg, spread, equation in gases
    ]
