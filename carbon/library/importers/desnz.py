"""The UK's conversion factors become the project's tables of freight, packaging, waste and fuels.

Comes in: the publisher's flat file of one year or several, as CSV or as the sheet of its workbook.
Goes out: per year `transport/`, `packaging/` and `waste/` tables, and `energy/` and `refrigerants/`
where the file holds scope 1. Values stand as printed; freight keeps tank-to-wheel and well-to-tank
apart. An empty cell means "not available" in this publication, so such a factor is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from carbon.library.factor_files import FREIGHT_COLUMNS
from carbon.library.importers import desnz_file, desnz_picks, headed
from carbon.library.importers.desnz_file import UOM, FlatFile
from carbon.library.importers.desnz_picks import FreightPick, Picks, RowPick
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error, has_errors, note

ROW_COLUMNS = ("id", "label", "value", "unit", "correlation_group", "locator")
_FILES = {
    "freight": "transport/desnz-{year}-freight.csv",
    "freight-classes": "transport/desnz-{year}-freight-classes.csv",
    "material-use": "packaging/desnz-{year}-material-use.csv",
    "waste": "waste/desnz-{year}-waste.csv",
    "fuels": "energy/desnz-{year}-fuels.csv",
    "refrigerants": "refrigerants/desnz-{year}-refrigerants.csv",
}
_SCOPE_1 = ("fuels", "refrigerants")
_UNITS = {
    "tonnes": "kgCO2e/t",
    "kg": "kgCO2e/kg",
    "litres": "kgCO2e/L",
    "kWh": "kgCO2e/kWh",
    "kWh (Net CV)": "kgCO2e/kWh",
    "GJ": "kgCO2e/GJ",
}
_PER = {"t*km": "tonne.km", "km": "km"}
_UOM_CODE = {"t*km": "_14_", "km": "_4_"}
_PRINTED = Decimal("0.00001")  # the publication prints five decimals
_ANOTHER_LOAD = Decimal("0.01")  # beyond rounding; decides a remark only, no figure


def convert(tables: Sequence[PublishedTable]) -> tuple[dict[str, str], list[Problem]]:
    """Return the library's tables by path below `factors/`, and what is wrong with the files.

    A table with an error is not returned, nor any other of that year.
    """
    picks, problems = desnz_picks.load()
    return ({}, problems) if has_errors(problems) else convert_with(tables, picks)


def convert_with(
    tables: Sequence[PublishedTable], picks: Picks
) -> tuple[dict[str, str], list[Problem]]:
    """Do as `convert`, with the rows to pick given."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    years: dict[int, str] = {}
    flat_files = [table for table in tables if desnz_file.is_flat_file(table)] or tables[:1]
    if not flat_files:
        problems.append(error("importer-table-missing", "-", expected="DESNZ"))
    for table in flat_files:
        flat, wrong = desnz_file.read(table, picks.years)
        problems += wrong
        if flat is None or has_errors(wrong):
            continue
        if flat.year in years:
            where, other = flat.file, years[flat.year]
            problems.append(error("importer-year-twice", where, found=flat.year, other=other))
            continue
        years[flat.year] = flat.file
        made, wrong = _tables(flat, picks)
        problems += wrong
        texts |= {} if has_errors(wrong) else made
    return texts, problems


def _tables(flat: FlatFile, picks: Picks) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    left_out = () if flat.has_scope_1 else _SCOPE_1
    if left_out:
        problems.append(note("importer-desnz-scope-3", flat.file, found=", ".join(left_out)))
    for name, path in _FILES.items():
        if name in left_out:
            continue
        freight = [_freight(flat, one, problems) for one in picks.freight if one.table == name]
        plain = [_plain(flat, one, problems) for one in picks.rows if one.table == name]
        rows = [row for row in (*freight, *plain) if row is not None]
        columns = FREIGHT_COLUMNS if freight else ROW_COLUMNS
        texts[path.format(year=flat.year)] = headed.text_of(columns, rows)
    return texts, problems


def _plain(flat: FlatFile, pick: RowPick, problems: list[Problem]) -> Mapping[str, str] | None:
    before = len(problems)
    value = desnz_file.pick(flat, pick.row, uom=pick.uom, expected=pick.reads, problems=problems)
    if value is None:
        _not_available(flat, pick.row, pick.id, before, problems)
        return None
    return {
        "id": pick.id,
        "label": pick.label,
        "value": headed.plain(value),
        "unit": _UNITS[pick.uom],
        "correlation_group": pick.correlation_group,
        "locator": locator(flat, pick.row, with_unit=pick.table == "fuels"),
    }


def _freight(flat: FlatFile, pick: FreightPick, problems: list[Problem]) -> dict[str, str] | None:
    before = len(problems)
    uom = _PER[pick.per]
    ttw = desnz_file.pick(flat, pick.ttw_row, uom=uom, expected=pick.reads, problems=problems)
    paired = f"WTT- {pick.reads}"
    wtt = desnz_file.pick(flat, pick.wtt_row, uom=uom, expected=paired, problems=problems)
    if not _is_pair(pick):
        row, found = pick.ttw_row, pick.wtt_row
        problems.append(error("importer-pair", flat.file, row=row, found=found))
    if ttw is None or wtt is None:
        row = pick.wtt_row if wtt is None else pick.ttw_row
        _not_available(flat, row, pick.id, before, problems)
        return None
    fields = ("id", "label", "mode", "vehicle", "temperature", "energy", "per")
    return {
        **{field: getattr(pick, field) for field in fields},
        "ttw_kg_co2e": as_printed(ttw),
        "wtt_kg_co2e": as_printed(wtt),
        "empty_running_included": pick.empty_running_included,
        "payload_t": payload_text(flat, pick, problems),
        "locator": _pair_locator(flat, pick),
        "notes": _notes(flat, pick, problems),
    }


def _is_pair(pick: FreightPick) -> bool:
    """Tell whether the two IDs name one vehicle, load and unit; only their first parts differ."""
    return pick.ttw_row.split("_")[2:] == pick.wtt_row.split("_")[2:]


def _not_available(
    flat: FlatFile, row: str, factor_id: str, before: int, problems: list[Problem]
) -> None:
    if len(problems) == before:  # nothing was wrong: the cell is empty
        where = flat.rows[row].where
        problems.append(note("importer-not-available", where, found=row, factor=factor_id))


def as_printed(value: Decimal) -> str:
    """Return a freight figure with the five decimals of the publication, or more if it has more."""
    return str(value.quantize(_PRINTED)) if value == value.quantize(_PRINTED) else f"{value:f}"


def locator(flat: FlatFile, row: str, *, with_unit: bool) -> str:
    """Return where a row is found: its first level, what it is about, and its ID."""
    record = flat.rows[row]
    unit = f", {record[UOM]}" if with_unit else ""
    return f"{record['Level 1']}: {desnz_file.reads(record)}{unit} = {row}"


def _pair_locator(flat: FlatFile, pick: FreightPick) -> str:
    well = flat.rows[pick.wtt_row]["Level 1"]
    return f"{locator(flat, pick.ttw_row, with_unit=True)}; {well} = {pick.wtt_row}"


def payload(flat: FlatFile, pick: FreightPick, problems: list[Problem]) -> Decimal | None:
    """Return the mean load in tonnes that the km and t*km rows of a vehicle imply, if they do."""
    if pick.payload != "ratio":
        return Decimal(pick.payload) if pick.payload else None
    code = _UOM_CODE[pick.per]
    values = []
    for per in ("km", "t*km"):
        row = pick.ttw_row.replace(code, _UOM_CODE[per])
        values.append(
            desnz_file.pick(flat, row, uom=_PER[per], expected=pick.reads, problems=problems)
        )
    km, tonne_km = values
    return km / tonne_km if km is not None and tonne_km else None


def payload_text(flat: FlatFile, pick: FreightPick, problems: list[Problem]) -> str:
    """Return the mean load as the table holds it: two decimals, 0 when empty, or nothing."""
    tonnes = payload(flat, pick, problems)
    if not tonnes:
        return "" if tonnes is None else "0"
    return str(tonnes.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def _notes(flat: FlatFile, pick: FreightPick, problems: list[Problem]) -> str:
    if "{wtt_from_km}" not in pick.notes:
        return pick.notes
    row = pick.wtt_row.replace(_UOM_CODE[pick.per], _UOM_CODE["km"])
    expected = f"WTT- {pick.reads}"
    wtt = desnz_file.pick(flat, row, uom="km", expected=expected, problems=problems)
    tonnes = payload(flat, pick, problems)
    if wtt is None or not tonnes:
        return ""
    derived = (wtt / tonnes).quantize(_PRINTED, ROUND_HALF_EVEN)
    printed = headed.number(flat.rows[pick.wtt_row], flat.column, problems)
    if not printed or not derived or abs(printed / derived - 1) < _ANOTHER_LOAD:
        return ""
    shown = str(derived)
    return pick.notes.replace("{wtt_from_km}", shown)
