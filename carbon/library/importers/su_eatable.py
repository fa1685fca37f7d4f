"""SU-EATABLE LIFE's single values become reference figures, one for each food item.

Comes in: the published workbook, or its sheet of single values as CSV. Goes out: the median of the
studies of each item, how many they are and how far they differ, for the world and, from the rows
of Swedish studies, for Sweden. Such a figure is shown beside a factor and never enters a sum.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.library.importers import headed
from carbon.library.importers.headed import Record
from carbon.library.importers.records import PublishedTable
from carbon.library.importers.reference import COLUMNS, commodities_of, required
from carbon.problems import Problem, error, has_errors, note

PATH = "reference/su-eatable-life-1.0.csv"
ITEM, TYPOLOGY = "FOOD COMMODITY ITEM", "FOOD COMMODITY TYPOLOGY"
VALUE = "Carbon footprint  (kg CO2 eq/kg or litre of food commodity)"
YEAR, COUNTRY, BOUNDARY = "Publication year", "Country", "System Boundary  Distribution"
SINGLE = (ITEM, TYPOLOGY, VALUE, YEAR, COUNTRY, BOUNDARY)
STATISTICS = (ITEM, "n", "median", "Q1", "Q3")
ROWS = 3349  # edition 1.0; another number is another edition or a damaged file
_REPEATED = 37  # rows of edition 1.0 that stand there twice, word for word
_SWEDEN = "Sweden"
# The source counts "per kg or litre" and does not say which; its drinks are read as litres.
_LITRES = frozenset(
    (
        *("BEER", "BOTTLED WATER", "COFFEE LIQUID", "FRUIT JUICE (imported ingredients)"),
        *("FRUIT JUICE LOCAL", "MILK", "VEGETAL MILK", "WINE"),
    )
)
# One item under two names; the publisher's own statistics take them together.
_SAME = {"PORK WITH BONE": "PORK MEAT WITH BONE"}
# What the marks behind a name mean; the letter's case carries the meaning.
_MARKS = {
    "(F)": "frozen",
    "(G)": "heated greenhouse",
    "(g)": "greenhouse",
    "(I)": "imported",
    "(L)": "liquid",
}
_MICRO = Decimal("1e-6")
_AGREES = Decimal("0.005")  # a published median this close, as a share, is the same
_WATER = " WF "  # sheets of the water footprint have the same columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _Study:
    """One published value: kg CO2e per kg or litre of an item."""

    item: str
    typology: str
    value: Decimal
    year: int
    swedish: bool
    where: str


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return the reference table by path below `factors/`, and what is wrong with the file.

    A file with an error gives no table. Which commodity an item belongs to is told by the library's
    own `commodities.csv`.
    """
    return convert_with(tables, commodities_of("su_eatable"), ROWS)


def convert_with(
    tables: Sequence[PublishedTable], commodities: Mapping[str, str], rows: int
) -> tuple[dict[str, str], list[Problem]]:
    """Do as `convert`, with the commodity of each item and the number of rows given."""
    single = next((one for one in tables if headed.headings(one, SINGLE)), None)
    if single is None:
        single = next((one for one in tables if "CF DATA SOURCES" in one.sheet), None)
        single = single or next(iter(tables), None)
    if single is None:
        return {}, [error("importer-reference-table-missing", "-", expected="SU-EATABLE LIFE")]
    records, problems = headed.read(single, SINGLE, rows)
    problems += _check_rows(single, records, rows)
    studies = [study for record in records if (study := _study(record, problems)) is not None]
    if has_errors(problems):
        return {}, problems
    groups = _by_item(studies)
    for table in tables:
        if _WATER not in table.sheet and headed.headings(table, STATISTICS):
            problems += _compare(table, groups)
    return {PATH: headed.text_of(COLUMNS, _lines(groups, commodities, single))}, problems


def slug(item: str) -> str:
    """Return the part of an id that stands for an item.

    >>> slug("TOMATO (G)"), slug("COW'S MILK"), slug("TEMPÈ")
    ('tomato-heated-greenhouse', 'cows-milk', 'tempe')
    """
    for mark, meaning in _MARKS.items():
        item = item.replace(mark, f" {meaning}")
    plain = item.casefold().replace("'", "").replace("è", "e")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def name_of(item: str) -> str:
    """Return an item's name with single spaces, and one name for what is one item."""
    name = " ".join(item.split())
    return _SAME.get(name, name)


def _check_rows(table: PublishedTable, records: Sequence[Record], rows: int) -> list[Problem]:
    """Return what tells another edition: too many rows, or rows that stand there once too often."""
    problems: list[Problem] = []
    if len(records) > rows:
        name = f"{table.file}!{table.sheet}" if table.sheet else table.file
        problems.append(error("importer-rows-many", name, found=len(records), expected=rows))
    seen: dict[tuple[str, ...], Record] = {}
    firsts = ((one, seen.setdefault(tuple(one.cells.values()), one)) for one in records)
    twice = [(one, first) for one, first in firsts if first is not one]
    if len(twice) > _REPEATED or problems:
        problems += [
            error("importer-row-twice", one.where, found=one[ITEM], other=first.where)
            for one, first in twice
        ]
    return problems


def _study(record: Record, problems: list[Problem]) -> _Study | None:
    item, typology = name_of(record[ITEM]), record[TYPOLOGY]
    value, year = (required(record, column, problems) for column in (VALUE, YEAR))
    if not item:
        problems.append(error("importer-item-empty", record.where, column=ITEM))
    if not item or value is None or year is None:
        return None
    if value <= 0 or year != year.to_integral_value():
        column, wrong = (VALUE, value) if value <= 0 else (YEAR, year)
        problems.append(error("importer-number", record.where, column=column, found=wrong))
        return None
    return _Study(
        item=item,
        typology=typology,
        value=value,
        year=int(year),
        swedish=record[COUNTRY].strip() == _SWEDEN,
        where=record.where,
    )


def _by_item(studies: Sequence[_Study]) -> dict[str, list[_Study]]:
    groups: dict[str, list[_Study]] = {}
    for study in studies:
        groups.setdefault(study.item, []).append(study)
    return groups


def _compare(table: PublishedTable, groups: Mapping[str, Sequence[_Study]]) -> list[Problem]:
    """Return a note for each item whose published median is not that of the single values.

    Items marked ** are left out: the publisher takes the median of medians of their kinds.
    """
    records, problems = headed.read(table, STATISTICS, 1)
    for record in records:
        name = name_of(record[ITEM].removesuffix("*"))
        studies = groups.get(name)
        if studies is None or name.endswith("*"):
            continue
        printed, count = (headed.number(record, one, problems) for one in ("median", "n"))
        median = statistics.median(one.value for one in studies)
        if printed is None or count is None or abs(median - printed) <= printed * _AGREES:
            continue
        values = {"item": name, "found": headed.plain(median), "n": len(studies)}
        values |= {"expected": headed.plain(printed), "other": headed.plain(count)}
        problems.append(note("importer-median-differs", record.where, **values))
    return problems


def _lines(
    groups: Mapping[str, Sequence[_Study]],
    commodities: Mapping[str, str],
    table: PublishedTable,
) -> list[dict[str, str]]:
    sheet = table.sheet or "SEL CF DATA SOURCES"
    lines = []
    for item, studies in groups.items():
        home = [study for study in studies if study.swedish]
        for region, some in (("GLO", studies), ("SE", home)):
            if some:
                lines.append(_line(item, region, some, commodities.get(item, ""), sheet))
    return sorted(lines, key=lambda line: line["id"])


def _line(
    item: str, region: str, studies: Sequence[_Study], commodity: str, sheet: str
) -> dict[str, str]:
    years = sorted(study.year for study in studies)
    litres = studies[0].typology in _LITRES
    values = [study.value for study in studies]
    which = "" if region == "GLO" else f", country {_SWEDEN}"
    return {
        "id": f"reference/su-eatable/{slug(item)}@{region}",
        "label": item,
        "value": headed.plain(statistics.median(values).quantize(_MICRO)),
        "unit": "kgCO2e/L" if litres else "kgCO2e/kg",
        "region": region,
        "year": str(years[-1]),
        "n": str(len(studies)),
        "sigma_ln": _sigma(values),
        "locator": f"{sheet}, item {item}{which}: median of {len(studies)}",
        "commodity": commodity,
        "notes": "; ".join(_notes(values, years, litres)),
    }


def _notes(values: Sequence[Decimal], years: Sequence[int], litres: bool) -> list[str]:
    notes = ["published " + "-".join(str(year) for year in dict.fromkeys((years[0], years[-1])))]
    if len(values) > 1:
        low, high = percentile(values, 1), percentile(values, 9)
        notes.append(f"10th to 90th percentile {low:.3f}-{high:.3f}")
    if litres:
        notes.append("per litre (the source says per kg or litre)")
    return notes


def percentile(values: Sequence[Decimal], tenth: int) -> Decimal:
    """Return the percentile `tenth` x 10, linear between the values around it.

    >>> percentile([Decimal(1), Decimal(2), Decimal(3)], 1)
    Decimal('1.2')
    """
    ordered = sorted(values)
    place = Decimal((len(ordered) - 1) * tenth) / 10
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _sigma(values: Sequence[Decimal]) -> str:
    """Return the sample standard deviation of ln to three decimals, empty for one value."""
    if len(values) < 2:
        return ""
    return f"{statistics.stdev(math.log(value) for value in values):.3f}"
