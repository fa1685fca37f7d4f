"""The wanted lines of a tender: from tender.yaml, a basket workbook or a bid tabulation."""

from __future__ import annotations

import string
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from carbon import units
from carbon.intake import layouts, paths, reading
from carbon.intake.layouts import Layout
from carbon.intake.tables import Table
from carbon.intake.tender_records import Line, Lot
from carbon.intake.yamlfields import Fields
from carbon.problems import Problem, error

DEFAULT_LOT = "1"


def from_yaml(fields: Fields) -> tuple[Lot, ...]:
    """Return the lots that stand in tender.yaml itself."""
    lots: list[Lot] = []
    for one in fields.each("lots"):
        one.only("id", "title", "lines")
        lot = one.text("id", required=True)
        if lot in {other.id for other in lots}:
            one.wrong("tender-twice", "id", found=lot)
        read = [_line(line, lot) for line in one.each("lines")]
        lines = [line for line in read if line is not None]
        if not read:
            one.wrong("tender-key-missing", "lines")
        for number in sorted(
            {a.number for a in lines if [b.number for b in lines].count(a.number) > 1}
        ):
            one.wrong("tender-twice", "lines", found=number)
        lots.append(Lot(id=lot, title=one.text("title", default=lot), lines=tuple(lines)))
    if not lots:
        fields.wrong("tender-key-missing", "lots")
    return tuple(lots)


def ambiguous_names(lots: Sequence[Lot]) -> list[str]:
    """Return names that mean two lots, case and blanks aside; an offer may use id or title."""
    owners: dict[str, set[int]] = {}
    for number, lot in enumerate(lots):
        for name in (lot.id, lot.title):
            owners.setdefault(" ".join(name.casefold().split()), set()).add(number)
    return [name for name, several in owners.items() if len(several) > 1]


def _line(one: Fields, lot: str) -> Line | None:
    one.only("number", "name", "quantity", "unit", "kg_per_unit", "product", "requirement",
             "optional")  # fmt: skip
    number, name = one.text("number", required=True), one.text("name", required=True)
    quantity = one.decimal("quantity")
    if quantity is None or quantity <= 0:
        one.wrong("tender-quantity", "quantity", found=one.content.get("quantity"))
        return None
    text = one.text("unit", required=True)
    unit, wrong = units.parse(text, one.where("unit")) if text else (None, [])
    one.problems += wrong
    if unit is None:
        return None
    if unit.canonical == "package":
        one.wrong("tender-unit-package", "unit", found=text)
        return None
    return Line(
        id=f"{lot}/{number}",
        lot=lot,
        number=number,
        name=name,
        quantity=quantity * unit.factor,
        unit=unit.canonical,
        product=one.text("product") or None,
        requirement=one.text("requirement"),
        where=one.where(),
        kg_per_unit=_kg_per_unit(one, unit.factor),
        optional=_yes(one, "optional"),
    )


def _yes(one: Fields, key: str) -> bool:
    found = one.value(key, default=False)
    if not isinstance(found, bool):
        one.wrong("tender-value", key, found=found, expected="true, false")
        return False
    return found


def _kg_per_unit(one: Fields, units_per_stated: Decimal) -> float | None:
    """Return the announced kg per canonical unit; the buyer states it per unit as written."""
    stated = one.decimal("kg_per_unit") if "kg_per_unit" in one.content else None
    if stated is None:
        return None
    if stated <= 0:
        one.wrong("tender-quantity", "kg_per_unit", found=stated)
        return None
    return float(stated / units_per_stated)


def layout_files(folder: Path, fields: Fields) -> list[Path]:
    """Return the layout files that the tender folder brings: they shape what is read."""
    listed = fields.value("layouts", default=[])
    names = listed if isinstance(listed, list) else [listed]
    found = [paths.inside(folder, str(name), fields.where("layouts"))[0] for name in names]
    return [path for path in found if path is not None]


def own_layouts(folder: Path, fields: Fields) -> tuple[list[Layout], list[Problem]]:
    """Return the layouts to try: those the tender folder brings first, then the library's."""
    found: list[Layout] = []
    problems: list[Problem] = []
    listed = fields.value("layouts", default=[])
    for name in listed if isinstance(listed, list) else [listed]:
        path, wrong = paths.inside(folder, str(name), fields.where("layouts"))
        problems += wrong
        if path is not None:
            layout, wrong = layouts.read_layout(path, str(name))
            problems += wrong
            found += [layout] if layout is not None else []
    own = {layout.id for layout in found}
    return [*found, *(one for one in layouts.known() if one.id not in own)], problems


def from_file(folder: Path, fields: Fields) -> tuple[tuple[Lot, ...], list[Path]]:
    """Return the lots that a basket workbook or a bid tabulation lists, and its path."""
    name = fields.text("basket")
    path, problems = paths.inside(folder, name, fields.where("basket"))
    fields.problems += problems
    if path is None:
        return (), []
    tried, problems = own_layouts(folder, fields)
    fields.problems += problems
    read = reading.read_file(path, tried, name=name)
    fields.problems += _stopping(read)
    lot = fields.text("lot", default=DEFAULT_LOT)
    lots: dict[str, dict[str, Line]] = {}
    for table in read.tables:
        if table.layout.kind != "legs":
            fields.problems += _collect(table, lot, lots)
    if not any(lots.values()):
        fields.problems.append(error("basket-empty", name))
    made = tuple(Lot(id=key, title=key, lines=tuple(lines.values())) for key, lines in lots.items())
    return made, [path]


def _stopping(read: reading.Reading) -> list[Problem]:
    """Return the errors that leave the lines in doubt.

    A bid tabulation also holds what suppliers wrote. A price that cannot be read is told when the
    offers are read and costs no line; rows without a number, quantity or unit are told by
    `_collect`, which goes through all of them.
    """
    rows = {
        f"{table.place}!{row}"
        for table in read.tables
        if table.layout.kind == "offers"
        for row in table.rows
    }
    return [p for p in read.problems if p.severity == "error" and _row(p.where) not in rows]


def _row(where: str) -> str:
    """Return the row of a cell: `a.xlsx!Blad1!Q93` is in row `a.xlsx!Blad1!93`."""
    place, _, cell = where.rpartition("!")
    return f"{place}!{cell.lstrip(string.ascii_uppercase)}"


def _collect(table: Table, default_lot: str, lots: dict[str, dict[str, Line]]) -> Sequence[Problem]:
    """Add the lines of one table to `lots`; the same line in two blocks counts once."""
    problems: list[Problem] = []
    names = zip(table.column("wanted_name"), table.column("offered_name"), strict=True)
    quantities, unit_names = table.column("quantity"), table.column("quantity_unit")
    for index, (wanted, offered) in enumerate(names):
        number, quantity = table.column("line_number")[index], quantities[index]
        lot = str(table.column("lot")[index] or default_lot)
        lines = lots.setdefault(lot, {})
        where = f"{table.place}!{table.rows[index]}"
        if number is None or quantity is None or unit_names[index] not in ("kg", "L", "item"):
            shown = f"{number or '?'} {wanted or offered or ''}"
            problems.append(error("basket-line-incomplete", where, found=shown))
        elif number in lines:
            if lines[number].quantity != quantity or table.layout.kind == "basket":
                problems.append(error("tender-twice", where, key="basket", found=number))
        else:
            lines[number] = _read_line(table, index, lot, quantity)
    return problems


def _read_line(table: Table, index: int, lot: str, quantity: Decimal) -> Line:
    number = str(table.column("line_number")[index])
    return Line(
        id=f"{lot}/{number}",
        lot=lot,
        number=number,
        name=table.column("wanted_name")[index] or table.column("offered_name")[index],
        quantity=quantity,
        unit=str(table.column("quantity_unit")[index]),
        product=table.column("product")[index],
        requirement=table.column("requirement")[index] or "",
        where=f"{table.place}!{table.rows[index]}",
        kg_per_unit=_announced_weight(table, index),
    )


def _announced_weight(table: Table, index: int) -> float | None:
    """Return the announced kg per canonical unit; the buyer states it per unit as written."""
    stated = table.column("kg_per_unit")[index]
    if stated is None:
        return None
    written = table.column("quantity_unit_text")[index] or table.column("unit")[index]
    unit = units.find(str(written)) if written is not None else None
    return float(stated / unit.factor) if unit is not None else float(stated)
