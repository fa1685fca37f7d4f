"""What an animal must eat: net energy for life, movement, milk, growth, calves and wool.

IPCC 2019 V4 Ch10 Eq 10.3 to 10.16, all energies in MJ per head and day. The chain gives IPCC's own
printed defaults for dairy cows back (Western Europe: 126 kg CH4, 8.4 kg VS, 0.54 kg N).
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.farm.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class NetEnergy:
    """Net energies and the two ratios that turn them into gross energy."""

    maintenance: float  # NEm, Eq 10.3
    activity: float = 0  # NEa, Eq 10.4 or 10.5
    lactation: float = 0  # NEl, Eq 10.8 to 10.10
    pregnancy: float = 0  # NEp, Eq 10.13
    growth: float = 0  # NEg, Eq 10.6 or 10.7
    wool: float = 0  # NEwool, Eq 10.12
    work: float = 0  # NEwork, Eq 10.11


def maintenance_mj(parameters: Parameters, weight_kg: float, cfi: float) -> float:
    """Return NEm: V4 Ch10 Eq 10.3, Cfi of Table 10.4 times weight to the power of 0.75."""
    power = parameters.value("equation/metabolic-weight-power")
    return float(cfi * weight_kg**power)


def activity_cattle_mj(maintenance: float, ca: float) -> float:
    """Return NEa of cattle: V4 Ch10 Eq 10.4, Ca of Table 10.5 as a share of NEm, days weighted."""
    return ca * maintenance


def activity_sheep_mj(weight_kg: float, ca: float) -> float:
    """Return NEa of sheep: V4 Ch10 Eq 10.5, Ca of Table 10.5 in MJ per kg and day."""
    return ca * weight_kg


def growth_cattle_mj(
    parameters: Parameters, *, weight_kg: float, mature_kg: float, gain_kg_per_day: float, c: float
) -> float:
    """Return NEg of cattle: V4 Ch10 Eq 10.6; C is 0.8 for females, 1.0 castrates, 1.2 bulls."""
    if gain_kg_per_day <= 0:
        return 0.0
    size = (weight_kg / (c * mature_kg)) ** parameters.value("equation/metabolic-weight-power")
    gain = gain_kg_per_day ** parameters.value("equation/growth-cattle-gain-power")
    return float(parameters.value("equation/growth-cattle") * size * gain)


def growth_sheep_mj(*, first_kg: float, last_kg: float, a: float, b: float, days: float) -> float:
    """Return NEg of a lamb as a mean over `days`: V4 Ch10 Eq 10.7, a and b of Table 10.6.

    From `first_kg` (at weaning) to `last_kg` (at slaughter or one year).
    """
    return (last_kg - first_kg) * (a + b * (first_kg + last_kg) / 2) / days


def lactation_cattle_mj(
    parameters: Parameters, milk_kg_per_day: float, fat_percent: float
) -> float:
    """Return NEl of cattle: V4 Ch10 Eq 10.8, milk times (1.47 + 0.40 fat)."""
    base = parameters.value("equation/milk-energy-base")
    return milk_kg_per_day * (base + parameters.value("equation/milk-energy-fat") * fat_percent)


def lactation_sheep_mj(milk_kg_per_day: float, milk_mj_per_kg: float) -> float:
    """Return NEl of ewes whose milk is known: V4 Ch10 Eq 10.9, 4.6 MJ per kg at 7 % fat."""
    return milk_kg_per_day * milk_mj_per_kg


def lactation_suckling_mj(
    weaning_gain_kg: float, *, milk_per_gain: float, milk_mj_per_kg: float, days: float
) -> float:
    """Return NEl of ewes by what their lambs gained until weaning: V4 Ch10 Eq 10.10."""
    return milk_per_gain * weaning_gain_kg * milk_mj_per_kg / days


def pregnancy_mj(maintenance: float, c_pregnancy: float, giving_birth_share: float = 1) -> float:
    """Return NEp: V4 Ch10 Eq 10.13, Table 10.7, for the share of females that give birth."""
    return c_pregnancy * maintenance * giving_birth_share


def ewe_pregnancy(lambs_per_birth: float, single: float, twins: float, triplets: float) -> float:
    """Return C of pregnancy of a flock whose litters average `lambs_per_birth`: V4 Table 10.7.

    Between whole numbers the two litters on either side are weighted: 1.8 is four fifths twins.
    """
    if lambs_per_birth <= 1:
        return single
    lower, upper, share = (
        (single, twins, lambs_per_birth - 1)
        if lambs_per_birth <= 2
        else (twins, triplets, min(lambs_per_birth - 2, 1))
    )
    return lower + (upper - lower) * share


def wool_mj(wool_kg_per_year: float, wool_mj_per_kg: float, days: float) -> float:
    """Return NEwool: V4 Ch10 Eq 10.12, 24 MJ per kg."""
    return wool_mj_per_kg * wool_kg_per_year / days


def rem(parameters: Parameters, digestibility_percent: float) -> float:
    """Return REM, net energy for maintenance per digestible energy: V4 Ch10 Eq 10.14."""
    return _ratio(parameters, "rem", digestibility_percent)


def reg(parameters: Parameters, digestibility_percent: float) -> float:
    """Return REG, net energy for growth per digestible energy: V4 Ch10 Eq 10.15."""
    return _ratio(parameters, "reg", digestibility_percent)


def _ratio(parameters: Parameters, name: str, de: float) -> float:
    value = parameters.value
    return (
        value(f"equation/{name}-0")
        + value(f"equation/{name}-1") * de
        + value(f"equation/{name}-2") * de * de
        + value(f"equation/{name}-inverse") / de
    )


def gross_energy_mj(
    parameters: Parameters, energy: NetEnergy, digestibility_percent: float
) -> float:
    """Return the gross energy an animal eats in a day: V4 Ch10 Eq 10.16.

    `digestibility_percent` is digestible energy as a share of gross energy, 0 to 100.
    """
    kept = (
        energy.maintenance + energy.activity + energy.lactation + energy.work + energy.pregnancy
    ) / rem(parameters, digestibility_percent)
    grown = (energy.growth + energy.wool) / reg(parameters, digestibility_percent)
    return (kept + grown) / (digestibility_percent / 100)


def intake_kg_dm(gross_energy: float, feed_mj_per_kg_dm: float) -> float:
    """Return kg of dry matter that hold so much gross energy (18.45 MJ per kg)."""
    return gross_energy / feed_mj_per_kg_dm
