"""Chicken at the farm's gate, for one kg of what is sold: whole or in parts by `meat_yield`."""

from __future__ import annotations

from carbon.farm import animalgoods, excretion, manuregases
from carbon.farm.boughtgoods import packaging
from carbon.farm.energyuse import energy
from carbon.farm.herds import POULTRY, Year
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.records import Activity, Answers

_KG_PER_T = 1000  # exact
_PERCENT = 100  # exact
LITTER = {"litter": 1.0}  # the one system of the barns that are asked for


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of chicken as it is sold. Poultry gives off no enteric methane."""
    meat = answers.number("carcass_kg") * answers.number("meat_yield") / _PERCENT
    per_kg = 1 / meat
    years = (broilers_of(answers, knowledge.parameters),)
    dung = manuregases.of_herd(years, LITTER, per_kg=per_kg, knowledge=knowledge)
    return (
        *dung.activities,
        *animalgoods.mixed_feed(answers, per_kg=per_kg, knowledge=knowledge),
        *animalgoods.animals(
            "chick",
            answers.number("sold_n"),
            process="animals",
            per="item",
            per_kg=per_kg,
            knowledge=knowledge,
        ),
        *energy(answers, per_kg=per_kg, knowledge=knowledge),
        *packaging(answers, knowledge),
    )


def broilers_of(answers: Answers, parameters: Parameters) -> Year:
    """Return a broiler barn's year by the rates of V4 Ch10 Tables 10.13A and 10.19 (Eq 10.30).

    The birds there on average: those sold, each for its days, at half of its last weight.
    """
    value = parameters.value
    sold, days = answers.number("sold_n"), value("equation/days-per-year")
    last = answers.number("carcass_kg") / sold / value("carcass/broiler")
    head = sold * answers.number("age") / days
    return by_rate(
        parameters,
        kind="broilers",
        head=head,
        weight_kg=last * value("animal/broiler/mean-weight-share"),
        feed_kg=answers.number("feed") * _KG_PER_T,
    )


def by_rate(
    parameters: Parameters, *, kind: str, head: float, weight_kg: float, feed_kg: float
) -> Year:
    """Return a flock's year from rates per 1000 kg and day: Eq 10.22A and 10.30."""
    days = parameters.value("equation/days-per-year")
    solids, nitrogen = (
        excretion.rate_kg_per_head_year(parameters.value(f"{rate}/{kind}"), weight_kg, days) * head
        for rate in ("vs-rate", "nex-rate")
    )
    return Year(
        animal=POULTRY,
        intake_kg_dm=feed_kg * parameters.value("animal/feed/dry-matter"),
        enteric_ch4_kg=0,
        volatile_solids_kg=solids,
        nitrogen_kg=nitrogen,
        grazing_share=0,
        enteric_gsd=1,
        b0=kind,
    )
