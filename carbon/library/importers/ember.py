"""Carbon intensity of electricity by country becomes the project's tables of electricity.

Comes in: the table of Ember by way of Our World in Data (latest year of each country), and Our
World in Data's table of generation by country, which is distributed as JSON (`table_of_json`).
Goes out: `energy/ember-owid-<year>.csv` and `energy/owid-<year>.csv`, so that electricity is held
by country and year. Only countries and territories of `factors/regions.yaml` are carried over.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from carbon import resources, yamlfile
from carbon.library import frame
from carbon.library.importers import headed
from carbon.library.importers.headed import Record
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error, has_errors, note

COLUMNS = ("id", "label", "value", "unit", "region", "year", "locator")
CODE, _ALPHA_3, _ENTITY, YEAR = "alpha-2", "Code", "Entity", "Year"
INTENSITY = "Carbon intensity of electricity (gCO2eq/kWh)"
EMBER_COLUMNS = (CODE, YEAR, _ENTITY, _ALPHA_3, INTENSITY)
OWID_COLUMNS = ("iso_code", "country_name", "year", "carbon_intensity")
_UNIT = "gCO2e/kWh"
_SMALLEST = 150  # both tables hold over 200 countries; fewer means a file that was cut off
_HIGHEST = 2000  # g/kWh: lignite in an old plant is about 1 200; more means another unit


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return the library's tables by path below `factors/`, and what is wrong with the files.

    Each of the two tables is optional, but one of them must be there.
    """
    countries, problems = _countries()
    letters, wrong = _letters()
    problems += wrong
    ember = [one for one in tables if headed.headings(one, EMBER_COLUMNS)]
    owid = [one for one in tables if headed.headings(one, OWID_COLUMNS)]
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for table in ember[:1]:
        records, wrong = headed.read(table, EMBER_COLUMNS, _SMALLEST)
        problems += wrong
        texts["energy/ember-owid-{year}.csv"] = _ember_rows(records, countries, problems)
    for table in owid[:1]:
        records, wrong = headed.read(table, OWID_COLUMNS, _SMALLEST)
        problems += wrong
        texts["energy/owid-{year}.csv"] = _owid_rows(records, letters, countries, problems)
    if not texts:
        problems += _none_of_ours(tables)
    if has_errors(problems):
        return {}, problems
    return {_named(path, rows): _table(rows) for path, rows in texts.items()}, problems


def _none_of_ours(tables: Sequence[PublishedTable]) -> list[Problem]:
    if not tables:
        return [error("importer-table-missing", "-", expected="; ".join(EMBER_COLUMNS))]
    return headed.read(tables[0], EMBER_COLUMNS, _SMALLEST)[1]  # says which columns are missing


def table_of_json(text: str, *, file: str, sha256: str) -> tuple[PublishedTable, list[Problem]]:
    """Return Our World in Data's JSON, a mapping from country to figures, as a table of text.

    A row has no line in JSON, so it is numbered in the order of the file.
    """
    try:
        content = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as wrong:
        content, problems = {}, [error("importer-json", file, found=str(wrong))]
    else:
        problems = []
    if not isinstance(content, dict) or not all(isinstance(x, dict) for x in content.values()):
        content, problems = {}, [error("importer-json", file, found="no mapping of countries")]
    rows = [tuple(str(one.get(c) or "") for c in OWID_COLUMNS) for one in content.values()]
    table = PublishedTable(
        file=file,
        sheet="",
        sha256=sha256,
        rows=(OWID_COLUMNS, *rows),
        lines=tuple(range(len(rows) + 1)),
    )
    return table, problems


def _countries() -> tuple[frozenset[str], list[Problem]]:
    path = resources.factors_folder() / "regions.yaml"
    content, problems = yamlfile.read(path, "regions.yaml")
    countries, _, wrong = frame.read_regions(content, "regions.yaml")
    return countries, [*problems, *wrong]


def _letters() -> tuple[dict[str, str], list[Problem]]:
    """Return the two letters of a country by its three letters."""
    path = resources.factors_folder() / "countries.yaml"
    content, problems = yamlfile.read(path, "countries.yaml")
    listed = content["countries"] if isinstance(content, dict) else {}
    return {three: two for two, one in listed.items() for three in one["codes"]}, problems


def _ember_rows(
    records: Sequence[Record], countries: Collection[str], problems: list[Problem]
) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for record in records:
        code = record[CODE]
        value = _value(record, INTENSITY, problems)
        what = f"Carbon intensity of electricity generation, {record[_ENTITY]}"
        where = f"{what} ({record[_ALPHA_3]}), {record[YEAR]}"
        _add(rows, code, record[_ENTITY], value, record, (record[YEAR], where), problems)
    return _known(rows, records, countries, problems)


def _owid_rows(
    records: Sequence[Record],
    letters: Mapping[str, str],
    countries: Collection[str],
    problems: list[Problem],
) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for record in records:
        code = letters.get(record["iso_code"], record["iso_code"])
        value = _value(record, "carbon_intensity", problems)
        what = f"carbon_intensity of {record['iso_code']} ({record['country_name']})"
        year = record["year"]
        _add(rows, code, record["country_name"], value, record, (year, f"{what}, {year}"), problems)
    return _known(rows, records, countries, problems)


def _value(record: Record, column: str, problems: list[Problem]) -> Decimal | None:
    value = headed.number(record, column, problems)
    if value is not None and value > _HIGHEST:
        found = headed.plain(value)
        problems.append(error("importer-too-high", record.where, found=found, expected=_HIGHEST))
        return None
    if value is not None and value <= 0:
        # No generation is free of emissions over its life cycle: such a cell is not a figure.
        found = headed.plain(value)
        problems.append(note("importer-no-figure", record.where, column=column, found=found))
        return None
    if value is None and not record[column]:
        problems.append(note("importer-no-figure", record.where, column=column, found="-"))
    return value


def _add(
    rows: dict[str, dict[str, str]],
    code: str,
    name: str,
    value: Decimal | None,
    record: Record,
    place: tuple[str, str],
    problems: list[Problem],
) -> None:
    if value is None:
        return
    if code in rows:
        earlier = rows[code]["locator"]
        problems.append(error("importer-id-twice", record.where, found=code, other=earlier))
        return
    year, locator = place
    if not (year.isdigit() and len(year) == 4):
        problems.append(error("importer-number", record.where, column=YEAR, found=year or "-"))
        return
    rows[code] = {
        "id": f"energy/electricity@{code}",
        "label": f"Electricity, generation mix, {name}",
        "value": headed.plain(value),
        "unit": _UNIT,
        "region": code,
        "year": year,
        "locator": locator,
    }


def _known(
    rows: Mapping[str, dict[str, str]],
    records: Sequence[Record],
    countries: Collection[str],
    problems: list[Problem],
) -> dict[str, dict[str, str]]:
    """Return the rows of codes that the library knows, sorted; say which others there were."""
    strange = sorted(set(rows) - set(countries))
    if strange and records:
        where = records[0].where.rpartition(":")[0]
        problems.append(note("importer-countries-left-out", where, found=", ".join(strange)))
    return {code: rows[code] for code in sorted(rows) if code in countries}


def _named(path: str, rows: Mapping[str, Mapping[str, str]]) -> str:
    """Return the path with the year that the newest figures are of."""
    return path.format(year=max((row["year"] for row in rows.values()), default=""))


def _table(rows: Mapping[str, Mapping[str, str]]) -> str:
    return headed.text_of(COLUMNS, list(rows.values()))
