"""Refrigerants in AR6, mixed from the warming potentials of their components.

Comes in: the table of warming potentials of IPCC reports (globalwarmingpotentials, CC0), and the
UK flat file for the few components that the table lacks (hydrocarbons, R1234yf, R1234ze; all of
them 5 or less). Goes out: `refrigerants/ar6-refrigerants.csv`, kg CO2e per kg leaked. The shares
by mass are those of ANSI/ASHRAE Standard 34-2019, in `factors/importers/refrigerant-blends.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from carbon import resources
from carbon.library.importers import desnz, desnz_file, desnz_picks, headed
from carbon.library.importers.records import PublishedTable
from carbon.library.tables import Row, read_table
from carbon.problems import Problem, error, has_errors

_SPECIES, _AR6 = "Species", "AR6GWP100"
GWP_COLUMNS = (_SPECIES, _AR6)
_BLEND_COLUMNS = ("refrigerant", "component", "mass_percent")
_WHOLE = Decimal(100)


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return the library's table by path below `factors/`, and what is wrong with the files."""
    blends, problems = _blends()
    potentials = _potentials(tables, problems)
    potentials |= _others(tables, problems)
    rows = [_row(name, parts, potentials, problems) for name, parts in blends.items()]
    if has_errors(problems):
        return {}, problems
    text = headed.text_of(desnz.ROW_COLUMNS, rows)
    return {"refrigerants/ar6-refrigerants.csv": text}, problems


def _blends() -> tuple[dict[str, dict[str, Decimal]], list[Problem]]:
    """Return each refrigerant's components with their share of the mass in per cent."""
    name = "importers/refrigerant-blends.csv"
    path = resources.factors_folder() / name
    rows, problems = read_table(path, name, columns=_BLEND_COLUMNS, numbers=("mass_percent",))
    blends: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        blend = blends.setdefault(str(row.cells.get("refrigerant", "")), {})
        blend[str(row.cells.get("component", ""))] = _share(row, problems)
    for refrigerant, parts in blends.items():
        whole = sum(parts.values(), Decimal(0))
        if whole != _WHOLE:
            problems.append(error("importer-blend", name, entry=refrigerant, found=whole))
    return blends, problems


def _share(row: Row, problems: list[Problem]) -> Decimal:
    found = row.cells.get("mass_percent")
    if isinstance(found, Decimal):
        return found
    problems.append(error("importer-number", row.where, column="mass_percent", found=found or "-"))
    return Decimal(0)


def _potentials(tables: Sequence[PublishedTable], problems: list[Problem]) -> dict[str, Decimal]:
    for table in tables:
        if headed.headings(table, GWP_COLUMNS):
            records, wrong = headed.read(table, GWP_COLUMNS, 1)
            problems += wrong
            values = ((one[_SPECIES], headed.number(one, _AR6, problems)) for one in records)
            return {species: value for species, value in values if value is not None}
    problems.append(error("importer-table-missing", "-", expected="; ".join(GWP_COLUMNS)))
    return {}


def _others(tables: Sequence[PublishedTable], problems: list[Problem]) -> dict[str, Decimal]:
    """Return the potentials of the UK flat file by row."""
    picks, wrong = desnz_picks.load()
    problems += wrong
    found: dict[str, Decimal] = {}
    for table in tables:
        if not desnz_file.is_flat_file(table):
            continue
        flat, wrong = desnz_file.read(table, picks.years)
        problems += wrong
        for row, record in flat.rows.items() if flat is not None else ():
            if row.startswith("3_20") and flat is not None:
                value = headed.number(record, flat.column, problems)
                found |= {} if value is None else {row: value}
    return found


def _row(
    name: str,
    parts: Mapping[str, Decimal],
    potentials: Mapping[str, Decimal],
    problems: list[Problem],
) -> dict[str, str]:
    for component in parts:
        if component not in potentials:
            problems.append(error("importer-component-missing", "-", entry=name, found=component))
    mixed = sum(
        (share * potentials.get(one, Decimal(0)) for one, share in parts.items()), Decimal(0)
    )
    terms = " + ".join(
        f"{headed.plain(share)} % x {headed.plain(potentials.get(one, Decimal(0)))} ({one})"
        for one, share in parts.items()
    )
    return {
        "id": f"refrigerant/{name.casefold()}@GLO",
        "label": f"{name}, per kg leaked",
        "value": headed.plain(mixed / _WHOLE),
        "unit": "kgCO2e/kg",
        "correlation_group": f"refrigerant-{name.casefold()}",
        "locator": f"Table 7.SM.7 by mass shares: {terms}",
    }
