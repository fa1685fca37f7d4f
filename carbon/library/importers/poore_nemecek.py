"""Poore & Nemecek's means become reference figures, for the world and by producing region.

Comes in: the means of 43 products and the greenhouse gases by region, as agrifoodpy-data gives
them out, and the spread between producers that was derived from the authors' Data S2. Goes out:
one table of figures as printed, from farm to shop. They are means, which lie far above the median
of a skewed product; they are shown beside a factor and never enter a sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.library.importers import headed
from carbon.library.importers.headed import Record
from carbon.library.importers.records import PublishedTable
from carbon.library.importers.reference import COLUMNS, commodities_of, required
from carbon.problems import Problem, error, has_errors, note

PATH = "reference/poore-nemecek-2018.csv"
ITEM, REGION = "Item", "Region"
MEAN, BY_REGION = "GHG Emissions (IPCC 2013)", "GHG Emissions"
PRODUCT, OBSERVATIONS, SIGMA = "product", "n_observations", "sigma_ln_p10_p90"
PRODUCTS, REGIONAL_ROWS = 43, 224
_YEAR = "2018"
_WORLD = "GLO"
REGIONS: Mapping[str, str] = {
    "Asia": "ASIA",
    "Europe": "EUROPE",
    "Global": _WORLD,
    "L. America & Caribbean": "LATAM",
    "North America": "NORTHAM",
    "Oceania": "OCEANIA",
}
# The table by region names some products otherwise than the table of means.
_SAME = {
    "Beans & Pulses": "Other Pulses",
    "Beer": "Barley (Beer)",
    "Berries and Grapes": "Berries & Grapes",
    "Bovine Meat (Beef Herd)": "Bovine Meat (beef herd)",
    "Bovine Meat (Dairy Herd)": "Bovine Meat (dairy herd)",
    "Bread": "Wheat & Rye (Bread)",
    "Cabbages and Other Brassicas": "Brassicas",
    "Cassava and Other Roots": "Cassava",
    "Chocolate": "Dark Chocolate",
    "Maize Meal": "Maize (Meal)",
    "Mutton & Goat Meat": "Lamb & Mutton",
    "Olives (Oil)": "Olive Oil",
    "Onions and Leeks": "Onions & Leeks",
    "Palm (Oil)": "Palm Oil",
    "Rapeseed (Oil)": "Rapeseed Oil",
    "Soybeans (Oil)": "Soybean Oil",
    "Sugar (from sugar beet)": "Beet Sugar",
    "Sugar (from sugar cane)": "Cane Sugar",
    "Sunflower (Oil)": "Sunflower Oil",
}
# Drinks and oils are counted by the litre.
_LITRES = frozenset(
    (
        *("Almond milk", "Barley (Beer)", "Milk", "Oat milk", "Rice milk", "Soymilk", "Wine"),
        *("Olive Oil", "Palm Oil", "Rapeseed Oil", "Soybean Oil", "Sunflower Oil"),
    )
)
_ROUNDED = Decimal("0.05")  # the table by region is rounded to one decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One printed mean, kg CO2e per kg or litre."""

    product: str
    printed_as: str
    region: str
    value: Decimal
    where: str
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """How far producers of a product differ: sigma of ln as printed, and observations."""

    sigma: str
    observations: str


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return the reference table by path below `factors/`, and what is wrong with the files.

    Both tables are needed; without the table of spreads the figures have none.
    """
    return convert_with(tables, commodities_of("poore_nemecek"), (PRODUCTS, REGIONAL_ROWS))


def convert_with(
    tables: Sequence[PublishedTable], commodities: Mapping[str, str], rows: tuple[int, int]
) -> tuple[dict[str, str], list[Problem]]:
    """Do as `convert`, with the commodity of each product and the least number of rows given."""
    means, problems = _read(tables, (ITEM, MEAN), rows[0])
    regional, more = _read(tables, (ITEM, REGION, BY_REGION), rows[1])
    problems += more
    world = _figures(means, MEAN, problems)
    elsewhere = _figures(regional, BY_REGION, problems)
    problems += _twice(world) + _twice(elsewhere)
    if has_errors(problems):
        return {}, problems
    figures = [*world, *_not_yet(world, elsewhere, problems)]
    spreads = _spreads(tables, problems)
    lines = [_line(one, spreads, commodities) for one in _positive(figures, problems)]
    text = headed.text_of(COLUMNS, sorted(lines, key=lambda line: line["id"]))
    return ({} if has_errors(problems) else {PATH: text}), problems


def slug(product: str) -> str:
    """Return the part of an id that stands for a product.

    >>> slug("Wheat & Rye (Bread)")
    'wheat-rye-bread'
    """
    return re.sub(r"[^a-z0-9]+", "-", product.casefold()).strip("-")


def _read(
    tables: Sequence[PublishedTable], needed: Sequence[str], at_least: int
) -> tuple[tuple[Record, ...], list[Problem]]:
    for table in tables:
        if headed.headings(table, needed):
            return headed.read(table, needed, at_least)
    names = ", ".join(table.file for table in tables) or "-"
    return (), [error("importer-reference-table-missing", names, expected="; ".join(needed))]


def _figures(records: Sequence[Record], column: str, problems: list[Problem]) -> list[_Figure]:
    figures = []
    for record in records:
        region = REGIONS.get(record[REGION] or "Global")
        if region is None:
            problems.append(error("importer-region-unknown", record.where, found=record[REGION]))
            continue
        value = required(record, column, problems)
        if value is None:
            continue
        printed_as = record[ITEM]
        figures.append(
            _Figure(
                product=_SAME.get(printed_as, printed_as),
                printed_as=printed_as,
                region=region,
                value=value,
                where=record.where,
                locator=_locator(printed_as, record[REGION]),
            )
        )
    return figures


def _locator(product: str, region: str) -> str:
    if region:
        return f"PN18_regional.nc, {product}, {region}: GHG Emissions"
    return f"PN18.nc, {product}: {MEAN}"


def _twice(figures: Sequence[_Figure]) -> list[Problem]:
    seen: dict[tuple[str, str], _Figure] = {}
    problems = []
    for one in figures:
        first = seen.setdefault((one.product, one.region), one)
        if first is not one:
            found = f"{one.product}, {one.region}"
            problems.append(error("importer-row-twice", one.where, found=found, other=first.where))
    return problems


def _not_yet(
    world: Sequence[_Figure], elsewhere: Sequence[_Figure], problems: list[Problem]
) -> list[_Figure]:
    """Return the regional figures that the table of means does not give with more digits."""
    known = {one.product: one for one in world}
    found = []
    for one in elsewhere:
        exact = known.get(one.product) if one.region == _WORLD else None
        if exact is None:
            found.append(one)
        elif abs(exact.value - one.value) > _ROUNDED:
            values = {"item": one.product, "found": exact.value, "expected": one.value}
            problems.append(note("importer-means-differ", one.where, **values, other=exact.where))
    return found


def _positive(figures: Sequence[_Figure], problems: list[Problem]) -> list[_Figure]:
    """Return the figures above zero; what trees take up below zero is not shown."""
    kept = []
    for one in figures:
        if one.value > 0:
            kept.append(one)
            continue
        values = {"item": one.printed_as, "region": one.region, "found": one.value}
        problems.append(note("importer-value-negative", one.where, **values))
    return kept


def _spreads(tables: Sequence[PublishedTable], problems: list[Problem]) -> dict[str, _Spread]:
    needed = (PRODUCT, OBSERVATIONS, SIGMA)
    table = next((one for one in tables if headed.headings(one, needed)), None)
    if table is None:
        return {}
    records, more = headed.read(table, needed, 1)
    problems += more
    for record in records:
        headed.number(record, SIGMA, problems)
        headed.number(record, OBSERVATIONS, problems)
    return {
        one[PRODUCT]: _Spread(sigma=one[SIGMA], observations=one[OBSERVATIONS]) for one in records
    }


def _line(
    one: _Figure, spreads: Mapping[str, _Spread], commodities: Mapping[str, str]
) -> dict[str, str]:
    # Producers of the whole world were counted; a region's mean stands for fewer of them.
    spread = spreads.get(one.product) if one.region == _WORLD else None
    litres = one.product in _LITRES
    return {
        "id": f"reference/poore-nemecek/{slug(one.product)}@{one.region}",
        "label": one.printed_as,
        "value": headed.plain(one.value),
        "unit": "kgCO2e/L" if litres else "kgCO2e/kg",
        "region": one.region,
        "year": _YEAR,
        "n": spread.observations if spread and spread.sigma else "",
        "sigma_ln": spread.sigma if spread else "",
        "locator": one.locator,
        "commodity": commodities.get(one.product, ""),
        "notes": "per litre" if litres else "",
    }
