"""Feed and animals that a livestock farm buys, as flows for one kg of product.

A compound feed counts as the grain and the soya in it, unless the feed company's value is given.
What no source has a figure for (silage, calves, piglets, chicks, soya that may stand on felled
forest) is a choice of the method, set where no farm gains by not knowing: factors/farm/
parameters-animals.csv.
"""

from __future__ import annotations

from functools import lru_cache

from carbon.farm import declared
from carbon.farm.boughtgoods import bought
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameter
from carbon.farm.records import Activity, Answers
from carbon.library.records import Factor, Spread, Stage

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact
UNCERTIFIED, NO_SOYA = "uncertified", "none"
_REGION = "SE"


def compound_feed(
    answers: Answers, bought_kg: float, *, per_kg: float, knowledge: Knowledge
) -> list[Activity]:
    """Return so many kg of bought feed a year: its supplier's value, or grain and soya.

    Reads feed_value, soya (none, certified, uncertified) and soya_share, percent of the feed.
    Uncertified soya carries the land-use change of soya in general, which is a line of its own.
    """
    amount = bought_kg * per_kg
    if amount == 0:
        return []
    value = declared.from_field(
        answers,
        "feed_value",
        good="feed",
        per="kg",
        stage=Stage.FARM,
        library=knowledge.library,
    )
    if value is not None:
        return list(
            bought("feed-compound", amount, process="feed", knowledge=knowledge, value=value)
        )
    kind = answers.choice("soya")
    share = 0.0 if kind == NO_SOYA else min(answers.number("soya_share") / _PERCENT, 1.0)
    grown = soya(amount * share, certified=kind != UNCERTIFIED, knowledge=knowledge)
    rest = amount * (1 - share)
    return [*bought("feed-grain-bought", rest, process="feed-grain", knowledge=knowledge), *grown]


def soya(kg: float, *, certified: bool, knowledge: Knowledge) -> list[Activity]:
    """Return so many kg of soya meal: its growing, and without a certificate felled land too."""
    grown = list(bought("feed-soya-certified", kg, process="feed-soya", knowledge=knowledge))
    if certified or kg == 0:
        return grown
    felled = of_method(
        knowledge.parameters.get("bought/soya-land-use-change"),
        kg,
        process="feed-soya-land",
        per="kg",
        stage=Stage.LAND_USE_CHANGE,
    )
    return [*grown, felled]


def mixed_feed(answers: Answers, *, per_kg: float, knowledge: Knowledge) -> list[Activity]:
    """Return feed of which a share is the farm's own grain (feed in t, own_grain in percent)."""
    total = answers.number("feed") * _KG_PER_T
    own = min(answers.number("own_grain") / _PERCENT, 1.0) if answers.known("own_grain") else 0.0
    return [
        *bought("feed-grain", total * own * per_kg, process="feed-own-grain", knowledge=knowledge),
        *compound_feed(answers, total * (1 - own), per_kg=per_kg, knowledge=knowledge),
    ]


def silage(bought_kg_dm: float, *, per_kg: float, knowledge: Knowledge) -> list[Activity]:
    """Return bought roughage, kg of dry matter a year."""
    return _some("bought/silage", bought_kg_dm * per_kg, "feed-silage", "kg", knowledge)


def animals(
    kind: str, amount: float, *, process: str, per: str, per_kg: float, knowledge: Knowledge
) -> list[Activity]:
    """Return live animals bought in a year: dairy-animal and beef-animal in kg, others by head."""
    return _some(f"bought/{kind}", amount * per_kg, process, per, knowledge)


def _some(id: str, amount: float, process: str, per: str, knowledge: Knowledge) -> list[Activity]:
    if amount == 0:
        return []
    return [of_method(knowledge.parameters.get(id), amount, process=process, per=per)]


def of_method(
    parameter: Parameter, amount: float, *, process: str, per: str, stage: Stage = Stage.FARM
) -> Activity:
    """Return a flow that counts with a figure chosen by the method, kg CO2e per `per`."""
    return Activity(
        stage=stage,
        process=process,
        factor=_factor(parameter, per, stage),
        amount=amount,
        gsd=1.0,
        equation=f"{per}, {parameter.locator}",
    )


@lru_cache(maxsize=64)
def _factor(parameter: Parameter, per: str, stage: Stage) -> Factor:
    key = f"method/{parameter.id.partition('/')[2]}@{_REGION}"
    return Factor(
        id=key,
        label=parameter.note or parameter.id,
        kg_co2e=parameter.value,
        per=per,
        as_printed=f"{parameter.value:g} kgCO2e/{per}",
        stages=(stage,),
        region=_REGION,
        year=parameter.year,
        gwp="AR6",
        boundary="cradle to the farm that buys",
        allocation="none",
        spread=Spread(gsd=parameter.gsd, basis="range chosen by the method"),
        quality="not stated",
        source=parameter.source,
        locator=parameter.locator,
        review_by=parameter.review_by,
        proxy=True,
        correlation_group=key,
        where=parameter.where,
    )
