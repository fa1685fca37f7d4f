"""Methane from digestion: IPCC 2019 V4 Ch10, per head (tier 1) or from the feed (tier 2)."""

from __future__ import annotations

from carbon.farm.parameters import Parameter, Parameters

_G_PER_KG = 1000  # exact


def tier1_ch4_kg(head: float, ef_kg_per_head: float) -> float:
    """Return kg CH4 of a herd in a year: V4 Ch10 Eq 10.19, Tables 10.10 and 10.11."""
    return head * ef_kg_per_head


def ch4_of_gross_energy_kg(
    gross_energy_mj: float, ym_percent: float, methane_mj_per_kg: float
) -> float:
    """Return kg CH4 from the gross energy of the feed eaten: V4 Ch10 Eq 10.21.

    `ym_percent` of it leaves as methane (Tables 10.12, 10.13), which holds 55.65 MJ per kg.
    """
    return gross_energy_mj * ym_percent / 100 / methane_mj_per_kg


def ch4_of_intake_kg(intake_kg_dm: float, my_g_per_kg_dm: float) -> float:
    """Return kg CH4 from the dry matter eaten: V4 Ch10 Eq 10.21A, Table 10.12."""
    return intake_kg_dm * my_g_per_kg_dm / _G_PER_KG


def dairy_class(
    parameters: Parameters,
    *,
    digestibility_percent: float | None,
    ndf_percent: float | None,
    milk_kg_per_year: float | None,
) -> str:
    """Return the class of a dairy cow in V4 Ch10 Table 10.12; the feed decides before the milk.

    With nothing but a high digestibility the fibre is taken as above 35 % of dry matter, which is
    the Swedish case and the higher Ym. Nothing known: the middle class.
    """
    value = parameters.value
    if digestibility_percent is None:
        return _class_by_milk(parameters, milk_kg_per_year)
    if digestibility_percent >= value("enteric-choice/dairy-high-de"):
        low_fibre = ndf_percent is not None and ndf_percent < value("enteric-choice/dairy-ndf")
        return "dairy-high-low-fibre" if low_fibre else "dairy-high"
    medium = digestibility_percent >= value("enteric-choice/dairy-medium-de")
    return "dairy-medium" if medium else "dairy-low"


def _class_by_milk(parameters: Parameters, milk_kg_per_year: float | None) -> str:
    if milk_kg_per_year is None:
        return "dairy-medium"
    if milk_kg_per_year > parameters.value("enteric-choice/dairy-high-milk"):
        return "dairy-high-low-fibre"  # as the table prints its first row; farms use dairy-high
    low = milk_kg_per_year < parameters.value("enteric-choice/dairy-medium-milk")
    return "dairy-low" if low else "dairy-medium"


def beef_class(parameters: Parameters, digestibility_percent: float | None) -> str:
    """Return the class of other cattle in V4 Ch10 Table 10.12, by digestibility alone.

    A Swedish bull on silage and grain has 70 to 73 % but far more than 15 % forage: farms name
    `beef-mixed` themselves. Not known: mixed.
    """
    if digestibility_percent is None:
        return "beef-mixed"
    if digestibility_percent >= parameters.value("enteric-choice/beef-feedlot-de"):
        return "beef-feedlot"
    mixed = digestibility_percent > parameters.value("enteric-choice/beef-mixed-de")
    return "beef-mixed" if mixed else "beef-forage"


def ym(parameters: Parameters, animal_class: str) -> Parameter:
    """Return the share of gross energy that becomes methane, percent: Tables 10.12 and 10.13."""
    return parameters.get(f"ym/{animal_class}")
