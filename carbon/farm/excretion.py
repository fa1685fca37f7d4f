"""What leaves the animal behind: volatile solids for methane, nitrogen for nitrous oxide.

IPCC 2019 V4 Ch10: rates by liveweight (tier 1), or what was eaten less what was kept (tier 2).
"""

from __future__ import annotations

from carbon.farm.parameters import Parameters


def rate_kg_per_head_year(rate_kg_per_1000kg_day: float, weight_kg: float, days: float) -> float:
    """Return kg per head and year of a rate per 1000 kg and day, of VS or of N.

    V4 Ch10 Eq 10.22A (Table 10.13A) and Eq 10.30 (Table 10.19).
    """
    return rate_kg_per_1000kg_day * weight_kg / 1000 * days


def volatile_solids_kg(
    gross_energy_mj: float,
    *,
    digestibility_percent: float,
    urinary_share: float,
    ash_share: float,
    feed_mj_per_kg_dm: float,
) -> float:
    """Return kg of volatile solids from the gross energy eaten: V4 Ch10 Eq 10.24.

    What was not digested, and what left with the urine, without ash; over the same time as the
    energy.
    """
    undigested = gross_energy_mj * (1 - digestibility_percent / 100)
    urine = urinary_share * gross_energy_mj
    return (undigested + urine) * (1 - ash_share) / feed_mj_per_kg_dm


def nitrogen_intake_kg(
    parameters: Parameters,
    gross_energy_mj: float,
    crude_protein_share: float,
    feed_mj_per_kg_dm: float,
) -> float:
    """Return kg N in feed of so much gross energy: V4 Ch10 Eq 10.32, crude protein over 6.25."""
    dry_matter = gross_energy_mj / feed_mj_per_kg_dm
    return dry_matter * crude_protein_share / parameters.value("equation/protein-per-n")


def milk_nitrogen_kg(parameters: Parameters, milk_kg: float, protein_percent: float) -> float:
    """Return kg N that leave in milk: first term of V4 Ch10 Eq 10.33, protein over 6.38."""
    return milk_kg * protein_percent / 100 / parameters.value("equation/milk-protein-per-n")


def gain_nitrogen_kg(
    parameters: Parameters, gain_kg_per_day: float, growth_mj_per_day: float
) -> float:
    """Return kg N that cattle keep in a day's growth: second term of V4 Ch10 Eq 10.33.

    gain (268 - 7.03 NEg / gain) / 1000 / 6.25; none where nothing grows.
    """
    if gain_kg_per_day <= 0:
        return 0.0
    base, fat = parameters.value("equation/gain-n-a"), parameters.value("equation/gain-n-b")
    grams = gain_kg_per_day * (base - fat * growth_mj_per_day / gain_kg_per_day)
    return max(grams, 0) / 1000 / parameters.value("equation/protein-per-n")


def nitrogen_excreted_kg(intake_kg: float, retained_kg: float) -> float:
    """Return kg N excreted: intake less what milk, growth, eggs and wool keep (V4 Eq 10.31A).

    ValueError when more is kept than was eaten: the herd's figures cannot be true.
    """
    if retained_kg > intake_kg:
        raise ValueError(f"{retained_kg} kg N kept out of {intake_kg} eaten")
    return intake_kg - retained_kg


def nitrogen_excreted_by_share_kg(intake_kg: float, retained_share: float) -> float:
    """Return kg N excreted where a share of the intake is kept: V4 Ch10 Eq 10.31, Table 10.20."""
    return intake_kg * (1 - retained_share)
