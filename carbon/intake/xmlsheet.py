"""Lines of a trade message to messages for the parent: one sheet, a heading row, a row for a line.

The headings are the names of the elements. The heading row is row 0, so that row 3 is the third
line of its kind in the file: `offers/a.xml!CatalogueLine!F3`. Lines that offer nothing stay blank
rows, so the numbers hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from carbon import units as unit_table
from carbon.intake import cellblocks
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.spreadsheet import Message, end
from carbon.intake.xmlpacks import Held
from carbon.problems import Problem, error, warning

HEADING_ROW = 0
UNIT, PRICE, CURRENCY = "OrderableUnit", "PriceAmount", "PriceAmount currencyID"
NET, GROSS, DRAINED = "NetWeight (kg)", "GrossWeight (kg)", "DrainedWeight (kg)"
CONTENT, UNITS = "NetContent", "ConsumerUnits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a message: heading -> cell; `offered` is False for a line that offers nothing."""

    cells: Mapping[str, CellValue] = field(default_factory=dict)
    offered: bool = True


def content_cells(
    contents: Held, gross_kg: Decimal | None, unit: str, where: str
) -> tuple[dict[str, CellValue], list[Problem]]:
    """Return the cells that say what one priced unit holds, and what is undecided about it.

    `unit` is the code of the priced unit. Where it is a measure, weights of the whole item are
    brought to one such unit, or left out when the item does not say how many it holds.
    """
    if contents.question is not None:
        wrong = error(contents.question, where, found=contents.found)
        return {NET: ErrorCell(contents.found or "?", told=True)}, [wrong]
    problems: list[Problem] = []
    if contents.remark:
        problems.append(warning("trade-units-differ-beside", where, found=contents.remark))
    priced = unit_table.find(unit)
    share = Decimal(1)
    if priced is not None and priced.canonical in ("kg", "L"):
        whole = contents.kg if priced.canonical == "kg" else contents.litres
        if not whole:
            return {UNITS: _number(contents.units)}, problems
        share = priced.factor / whole
    kilograms = (contents.kg, gross_kg, contents.drained_kg)
    net, gross, drained = (None if kg is None else kg * share for kg in kilograms)
    return {
        UNITS: _number(contents.units),
        NET: _number(net),
        CONTENT: _content(contents),
        GROSS: _number(gross),
        DRAINED: _number(drained),
    }, problems


def _content(contents: Held) -> str | None:
    """Return litres or pieces as a pack text; kilograms stand in a column of their own."""
    if contents.litres is not None:
        return f"{contents.litres.normalize():f} l"
    if contents.kg is None and contents.units is not None and contents.units > 1:
        return f"{contents.units.normalize():f} st"
    return None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def messages(
    name: str, headings: Sequence[str], lines: Sequence[Line], kind: str, problems: list[Problem]
) -> Iterator[Message]:
    """Yield the messages of one sheet; columns that no line fills are left out.

    A message without lines is refused with its problems.
    """
    if not lines:
        yield end("", problems)
        return
    used = [one for one in headings if any(line.cells.get(one) is not None for line in lines)]
    rows: list[list[CellValue]] = [list(used)]
    for line in lines:
        rows.append([line.cells.get(one) if line.offered else None for one in used])
    yield {"sheet": name, "first": (HEADING_ROW, 1), "width": len(used)}
    notes = cellblocks.SheetNotes()
    yield from cellblocks.blocks(
        rows, first=(HEADING_ROW, 1), width=len(used), errors={}, notes=notes
    )
    yield end(kind, [*problems, *notes.problems(name)], complete=True)
