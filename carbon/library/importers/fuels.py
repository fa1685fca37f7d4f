"""Freight on the fuels of Swedish carriers, from the energy of a vehicle and the fuel's own factor.

The rule (decision 0008): energy per km or t*km = the CO2 that the UK flat file prints for the
vehicle / the CO2 that the same file prints for its fuel per kWh (net); times the carrier factor.
Biogenic CO2 counts as zero, so tank to wheel is only the CH4 and N2O that the flat file prints for
the biofuel; well to tank is the rest of the carrier's well-to-wheel figure. A battery van takes
its kWh the same way. The other rows of the rule are data: `factors/importers/fuel-rules.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from carbon import resources
from carbon.library.factor_files import FREIGHT_COLUMNS
from carbon.library.importers import desnz, desnz_file, desnz_picks, ember, headed
from carbon.library.importers.desnz_file import CARBON_DIOXIDE, FlatFile
from carbon.library.importers.desnz_picks import FreightPick
from carbon.library.importers.records import PublishedTable
from carbon.library.tables import read_table
from carbon.problems import Problem, error, has_errors

CARRIER_COLUMNS = ("carrier", "value", "unit", "year", "basis", "publisher")
_RULE_COLUMNS = (
    "suffix",
    "name",
    "energy",
    "table",
    "energy_row",
    "energy_reads",
    "mj_per_unit",
    "carrier",
    "use_row",
    "use_reads",
    "drop_vehicle",
    "drop_label",
)
_PARTS = ("tkm", "km", "km_empty", "km_full")
_STEP = Decimal("0.000001")
_GRAMS = Decimal(1000)
_PER_MJ = "g CO2e/MJ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one fuel takes the place of the fuel that the flat file has for a vehicle."""

    suffix: str
    name: str
    energy: str  # of the picks it holds for
    table: str
    energy_row: str
    energy_reads: str
    mj_per_unit: str  # 3.6 for a fuel counted in kWh; 1 where the carrier factor is per kWh
    carrier: str  # as the carriers' table names it; two letters: the electricity of a country
    use_row: str
    use_reads: str
    drop_vehicle: str
    drop_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What one unit of a fuel or of electricity emits, well to wheel."""

    grams: Decimal  # per MJ, or per kWh of electricity
    year: str
    unit: str


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return `transport/fuels-<year>.csv` and what is wrong.

    Needs the flat file of a year that holds scope 1, the table of Swedish carriers and Ember's.
    """
    picks, problems = desnz_picks.load()
    rules, wrong = _rules()
    problems += wrong
    flat = _flat(tables, picks, problems)
    carriers = _carriers(tables, problems)
    if flat is None or has_errors(problems):
        return {}, problems
    rows = []
    for rule in rules:
        carrier = carriers.get(rule.carrier)
        if carrier is None:
            problems.append(error("importer-carrier-missing", "-", found=rule.carrier))
            continue
        for pick in picks.freight:
            if (pick.table, pick.energy) == (rule.table, rule.energy) and _is_basic(pick):
                row = _row(flat, pick, rule, carrier, problems)
                rows += [row] if row else []
    if has_errors(problems):
        return {}, problems
    text = headed.text_of(FREIGHT_COLUMNS, rows)
    return {f"transport/fuels-{flat.year}.csv": text}, problems


def _is_basic(pick: FreightPick) -> bool:
    part = pick.id.rpartition("@")[0].rpartition("/")[2]
    return part in _PARTS


def _rules() -> tuple[list[Rule], list[Problem]]:
    name = "importers/fuel-rules.csv"
    path = resources.factors_folder() / name
    rows, problems = read_table(path, name, columns=_RULE_COLUMNS)
    texts = [{one: str(row.cells.get(one, "")) for one in _RULE_COLUMNS} for row in rows]
    return [Rule(**one) for one in texts], problems


def _flat(
    tables: Sequence[PublishedTable], picks: desnz_picks.Picks, problems: list[Problem]
) -> FlatFile | None:
    """Return the flat file that holds scope 1."""
    for table in tables:
        if desnz_file.is_flat_file(table):
            flat, wrong = desnz_file.read(table, picks.years)
            problems += wrong
            if flat is not None and flat.has_scope_1:
                return flat
    problems.append(error("importer-table-missing", "-", expected="DESNZ, Scope 1"))
    return None


def _carriers(tables: Sequence[PublishedTable], problems: list[Problem]) -> dict[str, Carrier]:
    found: dict[str, Carrier] = {}
    for table in tables:
        if headed.headings(table, CARRIER_COLUMNS):
            records, wrong = headed.read(table, CARRIER_COLUMNS, 1)
            problems += wrong
            for record in records:
                value = headed.number(record, "value", problems)
                if value is not None and record["unit"] == _PER_MJ:
                    found[record["carrier"]] = Carrier(
                        grams=value, year=record["year"], unit=_PER_MJ
                    )
        elif headed.headings(table, ember.EMBER_COLUMNS):
            found |= _electricity(table, problems)
    return found


def _electricity(table: PublishedTable, problems: list[Problem]) -> Mapping[str, Carrier]:
    records, wrong = headed.read(table, ember.EMBER_COLUMNS, 1)
    problems += wrong
    values = ((one, headed.number(one, ember.INTENSITY, problems)) for one in records)
    return {
        one[ember.CODE]: Carrier(grams=value, year=one[ember.YEAR], unit="g CO2e/kWh")
        for one, value in values
        if value is not None
    }


def _row(
    flat: FlatFile, pick: FreightPick, rule: Rule, carrier: Carrier, problems: list[Problem]
) -> dict[str, str] | None:
    energy = _energy(flat, pick, rule, problems)
    use = _use(flat, rule, problems)
    if energy is None or use is None:
        return None
    whole, ttw = energy * carrier.grams / _GRAMS, energy * use / _GRAMS
    ttw = ttw.quantize(_STEP, ROUND_HALF_EVEN)
    wtt = whole.quantize(_STEP, ROUND_HALF_EVEN) - ttw
    vehicle = f"{pick.vehicle.removesuffix(rule.drop_vehicle)}-{rule.suffix}"
    return {
        "id": pick.id.replace(f"/{pick.vehicle}/", f"/{vehicle}/"),
        "label": f"{pick.label.replace(rule.drop_label, '')}, {rule.name}",
        "mode": pick.mode,
        "vehicle": vehicle,
        "temperature": pick.temperature,
        "energy": rule.name,
        "per": pick.per,
        "ttw_kg_co2e": f"{ttw:f}",
        "wtt_kg_co2e": f"{wtt:f}",
        "empty_running_included": pick.empty_running_included,
        "payload_t": desnz.payload_text(flat, pick, problems),
        "locator": _locator(flat, pick, rule, carrier),
        "notes": pick.notes if "Class" in pick.notes and rule.energy == "diesel" else "",
    }


def _energy(
    flat: FlatFile, pick: FreightPick, rule: Rule, problems: list[Problem]
) -> Decimal | None:
    """Return the MJ (of electricity: the kWh) that the vehicle takes per km or t*km."""
    uom = {"t*km": "tonne.km", "km": "km"}[pick.per]
    vehicle = desnz_file.pick(
        flat,
        carbon_row(pick.ttw_row),
        uom=uom,
        expected=pick.reads,
        gas=CARBON_DIOXIDE,
        problems=problems,
    )
    per_kwh = desnz_file.pick(
        flat,
        rule.energy_row,
        uom="kWh" if rule.mj_per_unit == "1" else "kWh (Net CV)",
        expected=rule.energy_reads,
        gas=CARBON_DIOXIDE,
        problems=problems,
    )
    if vehicle is None or not per_kwh:
        return None
    return vehicle / per_kwh * Decimal(rule.mj_per_unit)


def carbon_row(row: str) -> str:
    """Return the ID of the CO2 part of a row whose own ID is that of the total."""
    return f"{row.removesuffix('_1')}_2"


def _use(flat: FlatFile, rule: Rule, problems: list[Problem]) -> Decimal | None:
    """Return the grams of CO2e per MJ that a biofuel's CH4 and N2O make in use; kg/GJ is g/MJ."""
    if not rule.use_row:
        return Decimal(0)
    return desnz_file.pick(flat, rule.use_row, uom="GJ", expected=rule.use_reads, problems=problems)


def _locator(flat: FlatFile, pick: FreightPick, rule: Rule, carrier: Carrier) -> str:
    unit = "kWh" if rule.mj_per_unit == "1" else "MJ"
    use = f"; of it tank to wheel {rule.use_row}" if rule.use_row else ""
    return (
        f"Rule freight-fuel-1: {unit} from {carbon_row(pick.ttw_row)} / {rule.energy_row} of "
        f"{flat.year}, x {headed.plain(carrier.grams)} {carrier.unit} ({rule.carrier}, "
        f"{carrier.year}){use}"
    )
