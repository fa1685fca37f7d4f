"""Milk at the farm's gate, for one kg delivered, with the fat and protein that it has.

Cows and young stock eat, the stores and the land give off, and the whole farm is shared between
milk and the live animals sold (IDF 479/2015). The Swedish measure ECM differs by a few percent:
`per_ecm` tells how many kg of it one delivered kg is.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm import allocation, animalgoods, enteric, feeding, feedland, manuregases
from carbon.farm import energybalance as balance
from carbon.farm.allocation import MilkShare
from carbon.farm.climate import zone_of
from carbon.farm.energybalance import NetEnergy
from carbon.farm.excretion import gain_nitrogen_kg, milk_nitrogen_kg
from carbon.farm.feeding import Eaten
from carbon.farm.feedland import Land
from carbon.farm.gases import Gas, gas_activity, gas_factor
from carbon.farm.herds import CATTLE, DAIRY, Group, Year, grazing_activity, share_of_year, year_of
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact
_LAND = Land(area="roughage_ha", mineral_n="n_min_d")


@dataclass(frozen=True, slots=True, kw_only=True)
class DairyHerd:
    """A dairy farm's animals in a year, and the share of the farm that the milk carries."""

    cows: Year
    young: Year
    share: MilkShare


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of delivered milk."""
    parameters = knowledge.parameters
    herd = herd_of(answers, parameters)
    years = (herd.cows, herd.young)
    per_kg = herd.share.milk / answers.number("milk_sold")
    dung = manuregases.of_herd(
        years,
        answers.shares("manure_sys"),
        per_kg=per_kg,
        knowledge=knowledge,
        zone=zone_of(answers),
    )
    feed_kg = answers.number("conc") * _KG_PER_T
    silage_kg = answers.number("roughage_bought") * _KG_PER_T
    eaten = feed_of(answers, years, parameters)
    return (
        *enteric_flows(years, per_kg=per_kg, knowledge=knowledge),
        *dung.activities,
        *feedland.of_land(
            answers, _LAND, dung, grown_kg_dm=eaten.grown, per_kg=per_kg, knowledge=knowledge
        ),
        *animalgoods.compound_feed(answers, feed_kg, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.silage(silage_kg, per_kg=per_kg, knowledge=knowledge),
        *feeding.unexplained(eaten, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.animals(
            "dairy-animal",
            answers.number("bought_lw") if answers.known("bought_lw") else 0,
            process="animals",
            per="kg",
            per_kg=per_kg,
            knowledge=knowledge,
        ),
    )


def feed_of(answers: Answers, years: tuple[Year, ...], parameters: Parameters) -> Eaten:
    """Return where the herd's feed came from."""
    return feeding.of_herd(answers, years, parameters, feed="conc", area=_LAND.area)


def enteric_flows(
    years: tuple[Year, ...], *, per_kg: float, knowledge: Knowledge
) -> tuple[Activity, ...]:
    """Return the methane of digestion of groups of animals, as one flow: V4 Ch10 Eq 10.21."""
    total = sum(year.enteric_ch4_kg for year in years)
    if total == 0:
        return ()
    return (
        gas_activity(
            gas_factor(knowledge.library, knowledge.gwp, Gas.CH4),
            process="enteric",
            kg=total * per_kg,
            gsd=max(year.enteric_gsd for year in years),
            equation="IPCC 2019 V4 Ch10 Eq 10.21",
        ),
    )


def per_ecm(answers: Answers, parameters: Parameters) -> float:
    """Return how many kg ECM one kg of the delivered milk is (Sjaunja 1990)."""
    return allocation.ecm_kg(parameters, 1, answers.number("fat"), answers.number("protein"))


def herd_of(answers: Answers, parameters: Parameters) -> DairyHerd:
    """Return the herd's year and the milk's share: IDF 479/2015, or net energy beyond its range."""
    cows, young = _cows(answers, parameters), _young(answers, parameters)
    corrected = allocation.fpcm_kg(
        parameters,
        answers.number("milk_sold"),
        answers.number("fat"),
        answers.number("protein"),
    )
    bought = answers.number("bought_lw") if answers.known("bought_lw") else 0.0
    share = allocation.milk_share(
        parameters,
        allocation.beef_milk_ratio(answers.number("sold_lw"), bought, corrected),
        milk_energy=cows.energy.lactation * cows.head,
        growth_energy=young.energy.growth * young.head,
    )
    return DairyHerd(cows=year_of(cows, parameters), young=year_of(young, parameters), share=share)


def _cows(answers: Answers, parameters: Parameters) -> Group:
    value = parameters.value
    days, weight = value("equation/days-per-year"), answers.number("weight")
    given = answers.number("milk_sold") / answers.number("cows")
    produced = given * (1 + value("animal/dairy/milk-not-delivered")) / days
    grazing = share_of_year(
        parameters, answers.number("grazing_days"), answers.number("grazing_hours")
    )
    maintenance = balance.maintenance_mj(parameters, weight, value("cfi/cattle-lactating"))
    energy = NetEnergy(
        maintenance=maintenance,
        activity=balance.activity_cattle_mj(maintenance, grazing_activity(parameters, grazing, 0)),
        lactation=balance.lactation_cattle_mj(parameters, produced, answers.number("fat")),
        pregnancy=balance.pregnancy_mj(
            maintenance, value("pregnancy/cattle"), value("animal/dairy/giving-birth")
        ),
    )
    digestibility = answers.number("de")
    return Group(
        animal=DAIRY,
        head=answers.number("cows"),
        energy=energy,
        digestibility_percent=digestibility,
        crude_protein_share=value("animal/dairy/crude-protein"),
        ym=enteric.dairy_class(
            parameters,
            digestibility_percent=digestibility,
            ndf_percent=None,
            milk_kg_per_year=given,
        ),
        kept_n_kg=milk_nitrogen_kg(parameters, produced, answers.number("protein")),
        grazing_share=grazing,
        days=days,
    )


def _young(answers: Answers, parameters: Parameters) -> Group:
    value = parameters.value
    days, mature = value("equation/days-per-year"), answers.number("weight")
    weight = mature * value("animal/dairy-young/weight-share")
    gain = value("animal/dairy-young/gain")
    grazing = share_of_year(parameters, answers.number("grazing_days"))
    maintenance = balance.maintenance_mj(parameters, weight, value("cfi/cattle"))
    growth = balance.growth_cattle_mj(
        parameters,
        weight_kg=weight,
        mature_kg=mature,
        gain_kg_per_day=gain,
        c=value("growth-c/females"),
    )
    activity = grazing_activity(parameters, grazing, 0)
    return Group(
        animal=CATTLE,
        head=answers.number("young"),
        energy=NetEnergy(
            maintenance=maintenance,
            activity=balance.activity_cattle_mj(maintenance, activity),
            growth=growth,
        ),
        digestibility_percent=value("animal/dairy-young/digestibility"),
        crude_protein_share=value("animal/dairy-young/crude-protein"),
        ym="beef-mixed",
        kept_n_kg=gain_nitrogen_kg(parameters, gain, growth),
        grazing_share=grazing,
        days=days,
    )
