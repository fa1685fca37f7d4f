"""Beef at the farm's gate, for one kg of what is sold: from dairy calves, or from suckler herds.

Live weight becomes carcass at the abattoir and meat in the cutting room: the answers say how much
is left of it (`meat_yield`), and all burdens go with what is sold; hides and fat carry nothing.
"""

from __future__ import annotations

from carbon.farm import animalgoods, enteric, feeding, feedland, manuregases
from carbon.farm import energybalance as balance
from carbon.farm.allocation import shares_of
from carbon.farm.climate import zone_of
from carbon.farm.energybalance import NetEnergy
from carbon.farm.excretion import gain_nitrogen_kg, milk_nitrogen_kg
from carbon.farm.feeding import Eaten
from carbon.farm.feedland import Land
from carbon.farm.herds import CATTLE, Group, Year, grazing_activity, share_of_year, year_of
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.products.milk import enteric_flows
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact
_MONTHS = 12  # exact
_LAND = Land(area="forage_ha", mineral_n="n_min")
_BULLS = "beef_dairy_bull"


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of beef as it is sold, bone-in or boneless by its `meat_yield`."""
    if answers.questionnaire.id == _BULLS:
        return _of_bulls(answers, knowledge)
    return _of_sucklers(answers, knowledge)


def _of_bulls(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    parameters = knowledge.parameters
    years = herd_of(answers, parameters)
    per_kg = 1 / (answers.number("carcass_kg") * _meat(answers))
    return (
        *_farm(answers, years, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.animals(
            "dairy-animal",
            answers.number("bought_lw"),
            process="animals",
            per="kg",
            per_kg=per_kg,
            knowledge=knowledge,
        ),
    )


def _of_sucklers(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    parameters = knowledge.parameters
    years = herd_of(answers, parameters)
    live = answers.number("carcass_kg") / parameters.value("carcass/suckler")
    share = shares_of({"slaughtered": live, "sold": answers.number("sold_lw")})["slaughtered"]
    per_kg = share / (answers.number("carcass_kg") * _meat(answers))
    return (
        *_farm(answers, years, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.animals(
            "beef-animal",
            answers.number("bought_lw"),
            process="animals",
            per="kg",
            per_kg=per_kg,
            knowledge=knowledge,
        ),
    )


def _meat(answers: Answers) -> float:
    return answers.number("meat_yield") / _PERCENT


def _farm(
    answers: Answers, years: tuple[Year, ...], *, per_kg: float, knowledge: Knowledge
) -> tuple[Activity, ...]:
    parameters = knowledge.parameters
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


def herd_of(answers: Answers, parameters: Parameters) -> tuple[Year, ...]:
    """Return the year of the bulls, or of the suckler cows and their young."""
    if answers.questionnaire.id == _BULLS:
        return (year_of(bulls(answers, parameters), parameters),)
    groups = (_suckler_cows(answers, parameters), _suckler_young(answers, parameters))
    return tuple(year_of(group, parameters) for group in groups)


def feed_of(answers: Answers, years: tuple[Year, ...], parameters: Parameters) -> Eaten:
    """Return where the herd's feed came from."""
    return feeding.of_herd(
        answers,
        years,
        parameters,
        feed="feed",
        area=_LAND.area,
        natural_share=natural_share(answers),
    )


def natural_share(answers: Answers) -> float:
    """Return the share of grazing on natural pasture, 0-1; none where it is not asked."""
    known = answers.known("natural_share")
    return min(answers.number("natural_share") / _PERCENT, 1.0) if known else 0.0


def _grazing(answers: Answers, parameters: Parameters) -> tuple[float, float]:
    """Return the share of the year at grass, and Ca over the year."""
    share = share_of_year(parameters, answers.number("grazing_days"))
    return share, grazing_activity(parameters, share, natural_share(answers))


def bulls(answers: Answers, parameters: Parameters) -> Group:
    """Return bulls or steers of dairy breeds: from calf to slaughter at an even pace.

    Older ones than the method's limit are taken for steers (Table 10.4, Eq 10.6).
    """
    value = parameters.value
    days = value("equation/days-per-year")
    sold, age = answers.number("sold_n"), answers.number("age")
    last = answers.number("carcass_kg") / sold / value("carcass/bull")
    first = min(answers.number("bought_lw") / sold, last)
    gain = max(last - value("animal/bull/birth-weight"), 0) / (age * days / _MONTHS)
    weight = (max(first, value("animal/bull/birth-weight")) + last) / 2
    steer = age > value("animal/bull/steer-age")
    grazing, activity = _grazing(answers, parameters)
    cfi = value("cfi/cattle") if steer else value("cfi/bulls")
    maintenance = balance.maintenance_mj(parameters, weight, cfi)
    growth = balance.growth_cattle_mj(
        parameters,
        weight_kg=weight,
        mature_kg=value("animal/bull/mature-weight"),
        gain_kg_per_day=gain,
        c=value("growth-c/castrates") if steer else value("growth-c/bulls"),
    )
    return _cattle(
        answers,
        parameters,
        head=answers.number("bulls"),
        energy=NetEnergy(
            maintenance=maintenance,
            activity=balance.activity_cattle_mj(maintenance, activity),
            growth=growth,
        ),
        crude_protein="animal/bull/crude-protein",
        kept=gain_nitrogen_kg(parameters, gain, growth),
        grazing=grazing,
    )


def _cattle(
    answers: Answers,
    parameters: Parameters,
    *,
    head: float,
    energy: NetEnergy,
    crude_protein: str,
    kept: float,
    grazing: float,
) -> Group:
    digestibility = answers.number("de")
    # Swedish beef eats far more than 15 % forage, whatever its digestibility: never a feedlot.
    row = enteric.beef_class(parameters, digestibility)
    return Group(
        animal=CATTLE,
        head=head,
        energy=energy,
        digestibility_percent=digestibility,
        crude_protein_share=parameters.value(crude_protein),
        ym="beef-mixed" if row == "beef-feedlot" else row,
        kept_n_kg=kept,
        grazing_share=grazing,
        days=parameters.value("equation/days-per-year"),
    )


def _suckler_cows(answers: Answers, parameters: Parameters) -> Group:
    value = parameters.value
    grazing, activity = _grazing(answers, parameters)
    milk, fat = value("animal/suckler/milk"), value("animal/suckler/milk-fat")
    milking = share_of_year(parameters, value("animal/suckler/lactating-days"))
    cfi = milking * value("cfi/cattle-lactating") + (1 - milking) * value("cfi/cattle")
    maintenance = balance.maintenance_mj(parameters, answers.number("weight"), cfi)
    return _cattle(
        answers,
        parameters,
        head=answers.number("cows"),
        energy=NetEnergy(
            maintenance=maintenance,
            activity=balance.activity_cattle_mj(maintenance, activity),
            lactation=balance.lactation_cattle_mj(parameters, milk, fat),
            pregnancy=balance.pregnancy_mj(
                maintenance, value("pregnancy/cattle"), value("animal/suckler/giving-birth")
            ),
        ),
        crude_protein="animal/suckler/crude-protein",
        kept=milk_nitrogen_kg(parameters, milk, value("animal/suckler/milk-protein")),
        grazing=grazing,
    )


def _suckler_young(answers: Answers, parameters: Parameters) -> Group:
    value = parameters.value
    grazing, activity = _grazing(answers, parameters)
    mature, gain = answers.number("weight"), value("animal/suckler-young/gain")
    weight = mature * value("animal/suckler-young/weight-share")
    maintenance = balance.maintenance_mj(parameters, weight, value("cfi/cattle"))
    growth = balance.growth_cattle_mj(
        parameters,
        weight_kg=weight,
        mature_kg=mature,
        gain_kg_per_day=gain,
        c=value("growth-c/castrates"),
    )
    return _cattle(
        answers,
        parameters,
        head=answers.number("young"),
        energy=NetEnergy(
            maintenance=maintenance,
            activity=balance.activity_cattle_mj(maintenance, activity),
            growth=growth,
        ),
        crude_protein="animal/suckler-young/crude-protein",
        kept=gain_nitrogen_kg(parameters, gain, growth),
        grazing=grazing,
    )
