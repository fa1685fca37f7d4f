"""Lamb at the farm's gate, for one kg of what is sold.

Ewes live the whole year, lambs until slaughter; those that are kept grow to the next year's ewes.
Meat of culled ewes carries less than lamb, kg for kg, and wool its share of net energy up to a
small limit.
"""

from __future__ import annotations

from carbon.farm import animalgoods, feeding, feedland, manuregases
from carbon.farm import energybalance as balance
from carbon.farm.allocation import shares_of
from carbon.farm.climate import zone_of
from carbon.farm.energybalance import NetEnergy
from carbon.farm.feeding import Eaten
from carbon.farm.feedland import Land
from carbon.farm.herds import SHEEP, Group, Year, share_of_year, year_of
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.products.cattle import natural_share
from carbon.farm.products.milk import enteric_flows
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact
_MONTHS = 12  # exact
_LAND = Land(area="forage_ha", mineral_n="n_min")


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of lamb as it is sold, bone-in or boneless by its `meat_yield`."""
    parameters = knowledge.parameters
    years = flock_of(answers, parameters)
    meat = answers.number("carcass_kg") * answers.number("meat_yield") / _PERCENT
    per_kg = lamb_share(answers, parameters) / meat
    feed_kg = answers.number("feed") * _KG_PER_T
    dung = manuregases.of_herd(
        years,
        answers.shares("manure_sys"),
        per_kg=per_kg,
        knowledge=knowledge,
        zone=zone_of(answers),
    )
    eaten = feed_of(answers, years, parameters)
    return (
        *enteric_flows(years, per_kg=per_kg, knowledge=knowledge),
        *dung.activities,
        *feedland.of_land(
            answers, _LAND, dung, grown_kg_dm=eaten.grown, per_kg=per_kg, knowledge=knowledge
        ),
        *animalgoods.compound_feed(answers, feed_kg, per_kg=per_kg, knowledge=knowledge),
        *feeding.unexplained(eaten, per_kg=per_kg, knowledge=knowledge),
    )


def feed_of(answers: Answers, years: tuple[Year, ...], parameters: Parameters) -> Eaten:
    """Return where the flock's feed came from."""
    return feeding.of_herd(
        answers,
        years,
        parameters,
        feed="feed",
        area=_LAND.area,
        natural_share=natural_share(answers),
    )


def lamb_share(answers: Answers, parameters: Parameters) -> float:
    """Return what the lambs carry of the flock: after wool by net energy, then ewes by worth."""
    value = parameters.value
    lamb = answers.number("carcass_kg")
    culled = answers.number("cull_kg") if answers.known("cull_kg") else 0.0
    worth = {"lamb": lamb, "ewes": culled * value("allocation/mutton-worth")}
    return shares_of(worth)["lamb"] * (1 - wool_share(answers, parameters))


def wool_share(answers: Answers, parameters: Parameters) -> float:
    """Return what sold wool carries: its net energy against that of the lambs' growth (Eq 10.12).

    No more than the method's limit, since wool in Swedish flocks is worth next to nothing.
    """
    sold = answers.number("wool_kg") if answers.known("wool_kg") else 0.0
    if sold <= 0:
        return 0.0
    ewes, lambs = _ewes(answers, parameters), _lambs(answers, parameters)
    grown = lambs.energy.growth * lambs.head * lambs.days
    milk = ewes.energy.lactation * ewes.head * ewes.days
    fleece = sold * parameters.value("energy/wool")
    share = shares_of({"wool": fleece, "meat": grown + milk})["wool"]
    return min(share, parameters.value("allocation/wool-most"))


def flock_of(answers: Answers, parameters: Parameters) -> tuple[Year, ...]:
    """Return the year of the ewes, of the lambs slaughtered, and of those kept for a year."""
    groups = (_ewes(answers, parameters), _lambs(answers, parameters), _kept(answers, parameters))
    return tuple(year_of(group, parameters) for group in groups if group.head > 0)


def _grazing(answers: Answers, parameters: Parameters, housed: str) -> tuple[float, float]:
    """Return the share of the year at grass, and Ca over the year (Table 10.5).

    Fenced Swedish pasture, natural or not, is no open hill: sheep walk as on flat ground.
    """
    value = parameters.value
    share = share_of_year(parameters, answers.number("grazing_days"))
    outdoors = value("ca-sheep/flat-pasture")
    return share, share * outdoors + (1 - share) * value(f"ca-sheep/{housed}")


def _ewes(answers: Answers, parameters: Parameters) -> Group:
    value = parameters.value
    days, weight = value("equation/days-per-year"), answers.number("weight")
    grazing, activity = _grazing(answers, parameters, "housed-ewes")
    maintenance = balance.maintenance_mj(parameters, weight, value("cfi/sheep"))
    lambs = answers.number("lambs") / answers.number("ewes")
    gained = lambs * (value("animal/lamb/weaning-weight") - value("animal/lamb/birth-weight"))
    litter = balance.ewe_pregnancy(
        lambs / value("animal/ewe/giving-birth"),
        value("pregnancy/ewe-single"),
        value("pregnancy/ewe-twins"),
        value("pregnancy/ewe-triplets"),
    )
    energy = NetEnergy(
        maintenance=maintenance,
        activity=balance.activity_sheep_mj(weight, activity),
        lactation=balance.lactation_suckling_mj(
            gained,
            milk_per_gain=value("equation/milk-per-weaning-gain"),
            milk_mj_per_kg=value("energy/sheep-milk"),
            days=days,
        ),
        pregnancy=balance.pregnancy_mj(maintenance, litter, value("animal/ewe/giving-birth")),
        wool=balance.wool_mj(value("animal/ewe/wool"), value("energy/wool"), days),
    )
    return _sheep(
        parameters, "ewe", head=answers.number("ewes"), energy=energy, grazing=grazing, days=days
    )


def _lambs(answers: Answers, parameters: Parameters) -> Group:
    days = answers.number("age") * parameters.value("equation/days-per-year") / _MONTHS
    sold = answers.number("sold_n")
    weight = answers.number("carcass_kg") / sold / parameters.value("carcass/lamb")
    return _growing(answers, parameters, head=sold, days=days, last_kg=weight)


def _kept(answers: Answers, parameters: Parameters) -> Group:
    """Return the lambs that were weaned and not slaughtered: they grow for a year."""
    kept = max(answers.number("lambs") - answers.number("sold_n"), 0)
    days = parameters.value("equation/days-per-year")
    return _growing(answers, parameters, head=kept, days=days, last_kg=answers.number("weight"))


def _growing(
    answers: Answers, parameters: Parameters, *, head: float, days: float, last_kg: float
) -> Group:
    """Return lambs from weaning on: before it they live of milk, whose feed the ewes ate."""
    value = parameters.value
    weaned = min(value("animal/lamb/weaning-weight"), last_kg)
    after = max(days - value("animal/lamb/weaning-days"), 1)  # what grew was eaten, in a day too
    weight = (weaned + last_kg) / 2
    grazing, activity = _grazing(answers, parameters, "housed-lambs")
    a, b = (
        (value(f"lamb-growth-{one}/males") + value(f"lamb-growth-{one}/females")) / 2
        for one in ("a", "b")
    )
    growth = balance.growth_sheep_mj(first_kg=weaned, last_kg=last_kg, a=a, b=b, days=after)
    energy = NetEnergy(
        maintenance=balance.maintenance_mj(parameters, weight, value("cfi/lambs")),
        activity=balance.activity_sheep_mj(weight, activity),
        growth=growth,
    )
    return _sheep(
        parameters,
        "lamb",
        head=head,
        energy=energy,
        grazing=grazing,
        days=after,
    )


def _sheep(
    parameters: Parameters,
    kind: str,
    *,
    head: float,
    energy: NetEnergy,
    grazing: float,
    days: float,
) -> Group:
    value = parameters.value
    return Group(
        animal=SHEEP,
        head=head,
        energy=energy,
        digestibility_percent=value(f"animal/{kind}/digestibility"),
        crude_protein_share=value(f"animal/{kind}/crude-protein"),
        ym="sheep",
        kept_n_share=value("animal/ewe/n-retained"),
        grazing_share=grazing,
        days=days,
    )
