"""A group of animals over a year: what it eats, and what leaves it as methane, solids and nitrogen.

From the daily gross energy of one head (carbon.farm.energybalance) everything else follows; pigs
and poultry, whose feed is weighed or whose rates are printed, make a `Year` of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm import energybalance as balance
from carbon.farm import enteric, excretion
from carbon.farm.energybalance import NetEnergy
from carbon.farm.parameters import Parameters, joint_gsd

_HOURS = 24  # exact
DAIRY, CATTLE, SHEEP, PIGS, POULTRY = "dairy", "cattle", "sheep", "pigs", "poultry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Animals of one kind that live alike."""

    animal: str  # DAIRY, CATTLE or SHEEP: whose rows of the manure tables count
    head: float  # mean of the year, or of `days`
    energy: NetEnergy  # MJ per head and day
    digestibility_percent: float
    crude_protein_share: float  # of dry matter
    ym: str  # class of Tables 10.12 and 10.13
    kept_n_kg: float = 0  # in milk and growth, per head and day
    kept_n_share: float = 0  # of what is eaten, where that is how it is told
    grazing_share: float = 0  # of the excreta dropped on pasture, 0-1
    days: float = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a group eats and leaves behind in a year, in kg."""

    animal: str
    intake_kg_dm: float
    enteric_ch4_kg: float
    volatile_solids_kg: float
    nitrogen_kg: float  # excreted
    grazing_share: float
    enteric_gsd: float
    b0: str  # row of Table 10.16A


def year_of(group: Group, parameters: Parameters) -> Year:
    """Return a group's year: V4 Ch10 Eq 10.16, 10.21, 10.24, 10.31A and 10.32.

    No more nitrogen is kept than the method's limit: an answer that no herd can live up to (more
    milk than its feed holds protein for) gains nothing by it.
    """
    value = parameters.value
    feed = value("energy/feed")
    per_day = balance.gross_energy_mj(parameters, group.energy, group.digestibility_percent)
    eaten_mj = per_day * group.head * group.days
    ym = enteric.ym(parameters, group.ym)
    nitrogen = excretion.nitrogen_intake_kg(parameters, eaten_mj, group.crude_protein_share, feed)
    told = group.kept_n_kg * group.head * group.days + group.kept_n_share * nitrogen
    kept = min(told, nitrogen * value("animal/any/n-retained-most"))
    return Year(
        animal=group.animal,
        intake_kg_dm=balance.intake_kg_dm(eaten_mj, feed),
        enteric_ch4_kg=enteric.ch4_of_gross_energy_kg(eaten_mj, ym.value, value("energy/methane")),
        volatile_solids_kg=excretion.volatile_solids_kg(
            eaten_mj,
            digestibility_percent=group.digestibility_percent,
            urinary_share=value("urinary/ruminants"),
            ash_share=value("ash/feed"),
            feed_mj_per_kg_dm=feed,
        ),
        nitrogen_kg=excretion.nitrogen_excreted_kg(nitrogen, kept),
        grazing_share=group.grazing_share,
        enteric_gsd=joint_gsd(ym.gsd, parameters.get("cfi/cattle").gsd),
        b0=group.animal,
    )


def share_of_year(parameters: Parameters, days: float, hours_per_day: float = _HOURS) -> float:
    """Return the share of the year that animals are at grass, never more than all of it."""
    share = days / parameters.value("equation/days-per-year") * hours_per_day / _HOURS
    return min(max(share, 0.0), 1.0)


def grazing_activity(parameters: Parameters, grazing_share: float, natural_share: float) -> float:
    """Return Ca of cattle over the year: at grass, of which natural pasture is rough (10.5)."""
    flat, rough = parameters.value("ca/pasture"), parameters.value("ca/large-grazing-area")
    return grazing_share * (flat * (1 - natural_share) + rough * natural_share)
