"""Pork at the farm's gate, for one kg of what is sold: sows, piglets and pigs by what they ate.

Solids and nitrogen follow from the feed that was weighed; manure is counted to the store, its
spreading belongs to the crop that it feeds (own grain carries it).
"""

from __future__ import annotations

from carbon.farm import animalgoods, enteric, excretion, manuregases
from carbon.farm.boughtgoods import packaging
from carbon.farm.climate import zone_of
from carbon.farm.energyuse import energy
from carbon.farm.herds import PIGS, Year
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.products.milk import enteric_flows
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of pork as it is sold, bone-in or boneless by its `meat_yield`.

    Culled sows carry nothing: all goes with the pigs.
    """
    years = (pigs_of(answers, knowledge.parameters),)
    meat = answers.number("carcass_kg") * answers.number("meat_yield") / _PERCENT
    per_kg = 1 / meat
    dung = manuregases.of_herd(
        years,
        answers.shares("manure_sys"),
        per_kg=per_kg,
        knowledge=knowledge,
        zone=zone_of(answers),
    )
    return (
        *enteric_flows(years, per_kg=per_kg, knowledge=knowledge),
        *dung.activities,
        *animalgoods.mixed_feed(answers, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.animals(
            "piglet",
            answers.number("bought_n"),
            process="animals",
            per="item",
            per_kg=per_kg,
            knowledge=knowledge,
        ),
        *energy(answers, per_kg=per_kg, knowledge=knowledge),
        *packaging(answers, knowledge),
    )


def pigs_of(answers: Answers, parameters: Parameters) -> Year:
    """Return a pig farm's year: V4 Ch10 Eq 10.19 per head, 10.24 and 10.32 from the feed.

    Nitrogen kept is the share of Table 10.20; solids follow Eq 10.24 with a pig's urinary energy.
    """
    value = parameters.value
    feed = answers.number("feed") * _KG_PER_T
    dry_matter = feed * value("animal/feed/dry-matter")
    eaten = feed * value("animal/pig/crude-protein") / value("equation/protein-per-n")
    tier1 = parameters.get("enteric-tier1/pigs")
    return Year(
        animal=PIGS,
        intake_kg_dm=dry_matter,
        enteric_ch4_kg=enteric.tier1_ch4_kg(_head(answers, parameters), tier1.value),
        volatile_solids_kg=excretion.volatile_solids_kg(
            dry_matter * value("energy/feed"),
            digestibility_percent=value("animal/pig/digestibility"),
            urinary_share=value("urinary/grain-fed"),
            ash_share=value("ash/feed"),
            feed_mj_per_kg_dm=value("energy/feed"),
        ),
        nitrogen_kg=excretion.nitrogen_excreted_by_share_kg(eaten, value("n-retained/pigs")),
        grazing_share=0,
        enteric_gsd=tier1.gsd,
        b0="pigs",
    )


def _head(answers: Answers, parameters: Parameters) -> float:
    """Return how many pigs stand in the barn: sows, and each pig for the days that it lives there.

    Bought piglets come at some 30 kg; own ones are there from birth.
    """
    days = parameters.value("equation/days-per-year")
    own = max(answers.number("sold_n") - answers.number("bought_n"), 0)
    piglets = own * parameters.value("animal/pig/piglet-days") / days
    finishing = answers.number("sold_n") * answers.number("finish_days") / days
    return answers.number("sows") + piglets + finishing
