"""What a herd ate, and where it came from: nobody's animals live on air.

What the animals must have eaten for their milk and growth came from bought feed, from pasture that
nobody ploughs, or from the farm's own land, which gives no more than a generous harvest. What none
of them explains was bought by somebody: it counts as bought roughage at the upper end of its range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from carbon.farm import animalgoods
from carbon.farm.herds import Year
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Eaten:
    """A herd's feed of a year, kg of dry matter; the parts make the whole, or more than it."""

    whole: float
    bought: float  # compound feed and roughage
    natural: float  # grazed on natural pasture
    grown: float  # on the farm's own arable land
    unexplained: float  # what none of them can have given


def eaten(
    years: Iterable[Year],
    parameters: Parameters,
    *,
    feed_kg: float,
    silage_kg_dm: float,
    natural_kg_dm: float,
    area_ha: float,
) -> Eaten:
    """Return where the feed came from. `feed_kg` is bought feed as it is weighed."""
    whole = math.fsum(year.intake_kg_dm for year in years)
    bought = feed_kg * parameters.value("animal/feed/dry-matter") + silage_kg_dm
    needed = max(whole - bought - natural_kg_dm, 0)
    grown = min(needed, area_ha * parameters.value("animal/feed/most-per-ha") * _KG_PER_T)
    return Eaten(
        whole=whole,
        bought=bought,
        natural=natural_kg_dm,
        grown=grown,
        unexplained=needed - grown,
    )


def of_herd(
    answers: Answers,
    years: tuple[Year, ...],
    parameters: Parameters,
    *,
    feed: str,
    area: str,
    natural_share: float = 0,
) -> Eaten:
    """Return a herd's feed by the ids of the fields that were asked (feed in t, area in ha)."""
    silage = answers.number("roughage_bought") if answers.known("roughage_bought") else 0.0
    grazed = math.fsum(year.intake_kg_dm * year.grazing_share for year in years)
    return eaten(
        years,
        parameters,
        feed_kg=answers.number(feed) * _KG_PER_T,
        silage_kg_dm=silage * _KG_PER_T,
        natural_kg_dm=grazed * natural_share,
        area_ha=answers.number(area),
    )


def unexplained(found: Eaten, *, per_kg: float, knowledge: Knowledge) -> list[Activity]:
    """Return the feed that nothing explains, as roughage that was bought."""
    amount = found.unexplained * per_kg
    if amount == 0:
        return []
    parameter = knowledge.parameters.get("bought/feed-unexplained")
    return [animalgoods.of_method(parameter, amount, process="feed-unexplained", per="kg")]
